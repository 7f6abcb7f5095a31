import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { addressFile } from './moto.ts'

/** What a state machine's task asks of a service that moto does not run. */
export interface Question {
  readonly task: 'codebuild' | 'athena' | 'lambda'
  readonly function?: string
  readonly payload?: object
  readonly parameters?: Record<string, unknown>
}

/** How a build or query ends, or what a function returns. */
export type Answer = { status: 'SUCCEEDED' | 'FAILED' } | { payload: unknown; error?: string }

/** Answers for the services that moto does not run. Returns what ends it. */
export async function answerFor(
  answer: (question: Question) => Promise<Answer> | Answer,
): Promise<() => void> {
  const server = createServer(async (request, response) => {
    const reply = await Promise.resolve(answer((await json(request)) as Question)).catch(asFailure)
    response.end(JSON.stringify(reply))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  writeFileSync(addressFile(), `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return () => void server.close()
}

/** As Lambda reports what a handler throws. */
const asFailure = ({ name, message }: Error): Answer => ({
  error: 'Unhandled',
  payload: { errorType: name, errorMessage: message },
})
