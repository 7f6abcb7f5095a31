import type { RequestHandler } from 'express'
import { accessOf } from './access/roles.ts'
import type { Sign } from './access/sign.ts'

/** All answers kept together; the oldest go first. */
const BYTES = 64 * 2 ** 20
/** Cube's own words for "ask the database". */
const FRESH = ['no-cache', 'must-revalidate', 'stale-while-revalidate']

type Options = {
  /** What is asked now: a build's own file. Another build is another name, so that no answer outlives its build. */
  current(): Promise<string>
  /** The claims of a token; throws where it is none. */
  claimsOf(token: string): Promise<unknown>
  sign: Pick<Sign, 'claims'>
}

/**
 * Answers what has been asked of this build before, by anybody who may see the same: a build never changes. Who asks is
 * checked each time. The first answer, every error, and GraphQL are Cube's.
 */
export function keptAnswers({ current, claimsOf, sign }: Options): RequestHandler {
  const kept = keep(BYTES)
  return async (request, response, next) => {
    const { query, cache } = request.body ?? {}
    if (FRESH.includes(cache) || FRESH.includes(query?.cache)) return next()
    try {
      const token = String(request.headers.authorization ?? '').replace(/^bearer /i, '')
      const access = accessOf(await claimsOf(token), sign.claims)
      // The hour, because a range may be "last month".
      const hour = new Date().toISOString().slice(0, 13)
      const key = JSON.stringify([await current(), hour, access, request.body])
      const known = kept.get(key)
      if (known) return void response.type('json').send(known)
      const send = response.send.bind(response)
      response.send = (body) => {
        // Cube sends results as bytes, and errors, also "Continue wait", as text.
        if (response.statusCode === 200 && Buffer.isBuffer(body)) kept.set(key, body)
        return send(body)
      }
    } catch {
      // Cube says what is wrong with the token.
    }
    next()
  }
}

/** The answers asked last, up to so many bytes. */
function keep(bytes: number) {
  const answers = new Map<string, Buffer>()
  let size = 0
  const drop = (key: string) => {
    size -= answers.get(key)?.length ?? 0
    answers.delete(key)
  }
  return {
    get(key: string) {
      const answer = answers.get(key)
      if (!answer) return undefined
      // Last in the order of a Map is what was set last.
      answers.delete(key)
      answers.set(key, answer)
      return answer
    },
    set(key: string, answer: Buffer) {
      drop(key)
      answers.set(key, answer)
      size += answer.length
      for (const [oldest] of answers) {
        if (size <= bytes) return
        drop(oldest)
      }
    },
  }
}
