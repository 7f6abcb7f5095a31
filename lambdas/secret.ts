import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/** Reads a secret when it is first needed, and once; a reading that failed is tried again. `watched` wraps the client. */
export function secretReader(
  id: string,
  watched: (client: SecretsManagerClient) => SecretsManagerClient = (client) => client,
): () => Promise<string> {
  const client = watched(new SecretsManagerClient())
  let reading: Promise<string> | undefined
  return () => {
    reading ??= read(client, id).catch((error) => {
      reading = undefined
      throw error
    })
    return reading
  }
}

async function read(client: SecretsManagerClient, SecretId: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
  if (SecretString) return SecretString
  throw new Error(
    `The secret ${SecretId} holds no text. Give it a value with: aws secretsmanager put-secret-value`,
  )
}
