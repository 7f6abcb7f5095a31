import ky, { HTTPError } from 'ky'
import pThrottle from 'p-throttle'
import type { Api } from '../sources/api-spec.ts'
import { AnswerError, PullError } from './errors.ts'
import { type Account, fill } from './fill.ts'

export interface ApiRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
}

export interface Answer {
  readonly body: unknown
  readonly link: string | null
}

/** How patiently a source is asked again. */
export interface Patience {
  readonly tries: number
  /** Before the second try; doubled for each, of which a random part is waited. */
  readonly firstPauseMs: number
  readonly timeoutMs: number
}

export const PATIENCE: Patience = { tries: 7, firstPauseMs: 1000, timeoutMs: 60_000 }

const TRY_AGAIN = [408, 425, 429, 500, 502, 503, 504]
const LONGEST_PAUSE_MS = 120_000

export type Ask = (request: ApiRequest) => Promise<Answer>

/**
 * Asks a source's interface, no faster than its file allows. Answers of 429 and 5xx and lost connections are tried again with
 * growing, random pauses, or after the time that the source asks for; an expired token is renewed. Throws an AnswerError.
 */
export function apiClient(source: string, api: Api, account: Account, patience = PATIENCE): Ask {
  const { requests, seconds } = api.rate
  const paced = pThrottle({ limit: requests, interval: seconds * 1000 })(fetchWhole)
  const http = ky.create({
    fetch: paced,
    timeout: patience.timeoutMs,
    retry: {
      limit: patience.tries - 1,
      // Searches are posted; they change nothing.
      methods: ['get', 'post'],
      statusCodes: TRY_AGAIN,
      afterStatusCodes: [429, 503],
      maxRetryAfter: LONGEST_PAUSE_MS,
      backoffLimit: LONGEST_PAUSE_MS,
      delay: (attempt) => patience.firstPauseMs * 2 ** (attempt - 1),
      jitter: true,
      shouldRetry: ({ error }) => (error instanceof HTTPError ? undefined : true),
    },
  })
  const credentials = credentialsOf(source, api, account, http)
  const send = async ({ url, headers, json }: ApiRequest): Promise<Answer> => {
    const response = await http(url, {
      method: json === undefined ? 'get' : 'post',
      headers: { ...headers, ...(await credentials.headers()) },
      ...(json === undefined ? {} : { json }),
    })
    return { body: await response.json(), link: response.headers.get('link') }
  }
  return async (request) => {
    try {
      return await send(request).catch((error) => {
        if (statusOf(error) !== 401 || !credentials.renew()) throw error
        return send(request)
      })
    } catch (error) {
      throw error instanceof PullError ? error : answerError(source, request.url, error)
    }
  }
}

/** With its whole body, so that a connection that is lost half-way is tried again like any other. */
async function fetchWhole(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request)
  const body = await response.arrayBuffer()
  return new Response(body.byteLength > 0 ? body : null, response)
}

/** The headers that let a request in, and a way to get new ones where they have expired. */
function credentialsOf(source: string, { auth }: Api, account: Account, http: typeof ky) {
  if ('oauth' in auth) return tokens(source, auth.oauth, account, http)
  const headers =
    'headers' in auth ? fill(source, auth.headers, account) : authorization(source, auth, account)
  return { headers: async () => headers, renew: () => false }
}

function authorization(
  source: string,
  auth: { bearer: string } | { basic: { user: string; password: string } },
  account: Account,
) {
  if ('bearer' in auth) return { authorization: `Bearer ${fill(source, auth.bearer, account)}` }
  const { user, password } = fill(source, auth.basic, account)
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

function tokens(
  source: string,
  oauth: { url: string; form: Record<string, string> },
  account: Account,
  http: typeof ky,
) {
  const { url, form } = fill(source, oauth, account)
  const ask = async () => {
    const body = new URLSearchParams(form)
    const { access_token } = await http.post(url, { body }).json<{ access_token: string }>()
    return { authorization: `Bearer ${access_token}` }
  }
  let asked: ReturnType<typeof ask> | undefined
  return {
    headers: () => {
      asked ??= ask()
      return asked
    },
    renew: () => {
      asked = undefined
      return true
    },
  }
}

const statusOf = (error: unknown) => (error instanceof HTTPError ? error.response.status : 0)

/** Says where, without what a query or a body may hold of keys. */
function answerError(source: string, { origin, pathname }: URL, error: unknown): AnswerError {
  const status = statusOf(error)
  const where = `${origin}${pathname}`
  const what = status === 0 ? `${where} could not be reached or read` : `${where} answered with ${status}`
  return new AnswerError(source, what, status)
}
