import { Duration, type RemovalPolicy } from 'aws-cdk-lib'
import { BuildEnvironmentVariableType } from 'aws-cdk-lib/aws-codebuild'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import {
  Chain,
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  type IChainable,
  IntegrationPattern,
  JsonPath,
  LogLevel,
  Parallel,
  Pass,
  Result,
  StateMachine,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions'
import { CodeBuildStartBuild, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import type { Config } from '../config.ts'
import type { Lake } from '../lake/lake.ts'
import { BuildProject } from './build-project.ts'
import { BuildLock } from './lock.ts'
import { acknowledgeMachine } from './machine-rights.ts'
import { publish } from './publish.ts'
import { settle } from './settle.ts'

type TransformProps = Config['transform'] & {
  readonly lake: Lake
  /** What waits in them has not landed yet. */
  readonly queues: readonly IQueue[]
  /** Sends the marts' alerts to those who act. */
  readonly route: IFunction
  readonly logDays: number
  readonly removalPolicy: RemovalPolicy
}

/** Makes marts of what has landed: one build at a time, on schedule and on demand. A failed one changes nothing that people read. */
export class Transform extends Construct {
  readonly machine: StateMachine
  readonly #lock: BuildLock
  readonly #props: TransformProps

  constructor(scope: Construct, id: string, props: TransformProps) {
    super(scope, id)
    this.#props = props
    this.#lock = new BuildLock(this, 'Lock', props)
    const logs = new LogGroup(this, 'Logs', { retention: props.logDays, removalPolicy: props.removalPolicy })
    this.machine = new StateMachine(this, 'Machine', {
      comment: 'Waits for landings, builds and tests the marts, publishes them and routes their alerts.',
      definitionBody: DefinitionBody.fromChainable(this.#lock.take(this.#work())),
      timeout: Duration.minutes(props.timeoutMinutes),
      logs: { destination: logs, level: LogLevel.ALL },
      tracingEnabled: true,
    })
    props.lake.grantPublish(this.machine.role)
    acknowledgeMachine(this.machine, props.route)
    new Rule(this, 'Schedule', {
      description: 'When the marts are built.',
      schedule: Schedule.expression(props.schedule),
      targets: [new SfnStateMachine(this.machine)],
    })
  }

  /** Whatever goes wrong in it, the lock is given back and what was published stays. */
  #work(): IChainable {
    const failed = this.#lock
      .giveBack('Give the lock back')
      .next(new Fail(this, 'The build failed', { cause: 'The last good marts are still published.' }))
    const build = new Parallel(this, 'Build and publish', { resultPath: JsonPath.DISCARD }).branch(
      this.#build(),
    )
    return build.addCatch(failed, { resultPath: '$.error' }).next(this.#route())
  }

  #build(): IChainable {
    const { settle: patience, queues, lake } = this.#props
    const everySeconds = patience.everySeconds
    const looks = Math.ceil((patience.atMostMinutes * 60) / everySeconds)
    const whichSet = new Choice(this, 'Which set is read?')
      .when(
        Condition.and(
          Condition.isPresent('$.lock.Item.published'),
          Condition.stringEquals('$.lock.Item.published.S', 'blue'),
        ),
        this.#draft('green'),
      )
      .otherwise(this.#draft('blue'))
    return Chain.start(settle(this, { queues, everySeconds, looks }))
      .next(this.#lock.look())
      .next(whichSet.afterwards())
      .next(this.#codeBuild())
      .next(publish(this, lake))
      .next(this.#lock.giveBack('Note what is published', JsonPath.stringAt('$.draft')))
  }

  #draft = (set: string) =>
    new Pass(this, `Build the ${set} set`, { result: Result.fromString(set), resultPath: '$.draft' })

  #codeBuild() {
    const { lake, logDays, removalPolicy, buildMinutes, retrySeconds } = this.#props
    const timeout = Duration.minutes(buildMinutes)
    const { project } = new BuildProject(this, 'Build', { lake, logDays, removalPolicy, timeout })
    const CX_ATHENA_SUFFIX = {
      type: BuildEnvironmentVariableType.PLAINTEXT,
      value: JsonPath.format('_{}', JsonPath.stringAt('$.draft')),
    }
    return new CodeBuildStartBuild(this, 'Build and test the marts', {
      project,
      integrationPattern: IntegrationPattern.RUN_JOB,
      environmentVariablesOverride: { CX_ATHENA_SUFFIX },
      resultPath: JsonPath.DISCARD,
    }).addRetry({
      errors: ['States.TaskFailed'],
      interval: Duration.seconds(retrySeconds),
      // A throttled query may do better next time; a failing data test will not, whatever the number of tries.
      maxAttempts: 1,
    })
  }

  #route = () =>
    new LambdaInvoke(this, 'Route the alerts', {
      lambdaFunction: this.#props.route,
      payload: TaskInput.fromObject({ from: 'marts' }),
      resultPath: JsonPath.DISCARD,
    })
}
