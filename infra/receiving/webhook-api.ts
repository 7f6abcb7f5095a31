import { RemovalPolicy, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

export interface WebhookApiProps {
  readonly receive: IFunction
  readonly logDays: number
  /** How many requests a second are let through. */
  readonly requestsPerSecond: number
}

// Vendors send in bursts, such as after a campaign of emails.
const BURST = 5

/** The address that webhooks are sent to: `POST /webhooks/<source>`. What comes faster than allowed is answered with 429. */
export class WebhookApi extends Construct {
  /** Where the sources' addresses begin. */
  readonly url: string
  readonly api: HttpApi

  constructor(scope: Construct, id: string, { receive, logDays, requestsPerSecond }: WebhookApiProps) {
    super(scope, id)
    this.api = new HttpApi(this, 'Api', {
      description: 'Takes webhooks in.',
      createDefaultStage: false,
    })
    const [route] = this.api.addRoutes({
      path: '/webhooks/{source}',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Receive', receive),
    })
    const reason =
      'Vendors sign what they send; the function checks the signature, which no authorizer sees the body for.'
    if (route) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason })
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: BURST * requestsPerSecond },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', { retention: logDays, removalPolicy: RemovalPolicy.DESTROY }),
        ),
        format: AccessLogFormat.jsonWithStandardFields(),
      },
    })
    this.url = `${stage.url}webhooks/`
  }
}
