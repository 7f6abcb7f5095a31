import { setTimeout as sleep } from 'node:timers/promises'
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Cells } from '../../contracts/index.ts'

/** The newest that is known of a row, and the file that it was put into. */
export interface Newest {
  readonly id: string
  readonly receipt: string
  readonly happenedAt: string
  readonly file: string
  readonly cells: Cells
}

/** Remembers of each received row the newest, for a month. */
export interface NewestRows {
  find(ids: readonly string[]): Promise<Map<string, Newest>>
  /** Throws where another gathering has meanwhile claimed a newer row of the same key. */
  claim(rows: readonly Newest[]): Promise<void>
}

/** A newer row of the same key came in between: gathering the same messages again finds it. */
export class OvertakenError extends Error {
  constructor(cause: unknown) {
    super('A newer row of the same key was gathered at the same moment: these messages come again.', {
      cause,
    })
    this.name = new.target.name
  }
}

const AT_ONCE = 100
const KEPT_SECONDS = 30 * 24 * 3600

export class NewestRowsTable implements NewestRows {
  readonly #client: DynamoDBClient
  readonly #table: string
  readonly #now: () => Date

  constructor(client: DynamoDBClient, table: string, now = () => new Date()) {
    this.#client = client
    this.#table = table
    this.#now = now
  }

  async find(ids: readonly string[]): Promise<Map<string, Newest>> {
    const found = new Map<string, Newest>()
    for (let from = 0; from < ids.length; from += AT_ONCE)
      for (const row of await this.#read(ids.slice(from, from + AT_ONCE))) found.set(row.id, row)
    return found
  }

  /** DynamoDB may answer a part only, and wants the rest to be asked for a little later. */
  async #read(ids: readonly string[]): Promise<Newest[]> {
    const rows: Newest[] = []
    let keys = ids.map((id) => ({ id: { S: id } })) as Record<string, { S: string }>[] | undefined
    for (let pause = 50; keys?.length; pause *= 2) {
      const RequestItems = { [this.#table]: { Keys: keys, ConsistentRead: true } }
      const answer = await this.#client.send(new BatchGetItemCommand({ RequestItems }))
      rows.push(...(answer.Responses?.[this.#table] ?? []).map(({ row }) => JSON.parse(row?.S ?? '')))
      keys = answer.UnprocessedKeys?.[this.#table]?.Keys as typeof keys
      if (keys?.length) await sleep(Math.random() * pause)
    }
    return rows
  }

  async claim(rows: readonly Newest[]): Promise<void> {
    const expires = Math.floor(this.#now().getTime() / 1000) + KEPT_SECONDS
    for (let from = 0; from < rows.length; from += AT_ONCE)
      await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => this.#put(row, expires)))
  }

  async #put({ id, receipt, happenedAt, file, cells }: Newest, expires: number): Promise<void> {
    const row = { S: JSON.stringify({ id, receipt, happenedAt, file, cells }) }
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: { id: { S: id }, happened_at: { S: happenedAt }, row, expires: { N: String(expires) } },
      ConditionExpression: 'attribute_not_exists(id) OR happened_at <= :at',
      ExpressionAttributeValues: { ':at': { S: happenedAt } },
    })
    await this.#client.send(put).catch((error) => {
      throw error instanceof ConditionalCheckFailedException ? new OvertakenError(error) : error
    })
  }
}
