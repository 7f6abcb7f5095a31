import { loadQuery, type Query } from '../../../semantic-layer/query.ts'
import { type Fact, plain } from '../../../semantic-layer/story.ts'
import { token } from '../session.ts'

/** The page lies beside the API, whatever folder both are served from. */
export const url = location.href.replace(/(index\.html)?([?#].*)?$/, '').replace(/\/$/, '')

const KEEP_MS = 60_000
const answers = new Map<string, Promise<Fact[]>>()

/** The server wants another token. */
export class SignInNeeded extends Error {}

/** Facts of one query; asked again within a minute, the same ones. */
export function ask(query: Query): Promise<Fact[]> {
  const key = JSON.stringify(query)
  const known = answers.get(key)
  if (known) return known
  const answer = load(query)
  answers.set(key, answer)
  answer.then(
    () => setTimeout(() => answers.delete(key), KEEP_MS),
    () => answers.delete(key),
  )
  return answer
}

async function load(query: Query): Promise<Fact[]> {
  try {
    return (await loadQuery({ url, token: token() }, query)).map(plain)
  } catch (error) {
    if (/token|authorization/i.test(String(error))) throw new SignInNeeded('The server wants a token.')
    throw error
  }
}
