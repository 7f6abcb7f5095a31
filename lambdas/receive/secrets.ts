import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod'

/** Names each source's secret, or several while one replaces the other. */
const Secrets = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string())]).transform((each) => [each].flat()),
)

const LEAST_AGE_MS = 60_000

/** Reads the secrets of webhooks from a secret of JSON, and again when asked to, but at most once a minute. */
export function webhookSecrets(client: SecretsManagerClient, SecretId: string, now = Date.now) {
  let known: z.infer<typeof Secrets> = {}
  let readAt = Number.NEGATIVE_INFINITY
  return async (source: string, fresh: boolean): Promise<readonly string[]> => {
    const isOld = now() - readAt > LEAST_AGE_MS
    if (readAt === Number.NEGATIVE_INFINITY || (fresh && isOld)) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
      known = parsed(SecretId, SecretString ?? '')
      readAt = now()
    }
    return known[source]?.filter((secret) => secret.length > 0) ?? []
  }
}

function parsed(id: string, text: string) {
  try {
    return Secrets.parse(JSON.parse(text))
  } catch {
    // What stands in it stays out of the error.
    throw new Error(
      `The secret ${id} must be JSON such as {"typeform": "…", "zendesk": ["new", "old"]}. Put it right with: aws secretsmanager put-secret-value`,
    )
  }
}
