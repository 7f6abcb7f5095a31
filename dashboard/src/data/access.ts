import { token } from '../session.ts'
import { SignInNeeded, url } from './ask.ts'

let known: Promise<Set<string>> | undefined

/** The views that this token sees; what it does not see is neither asked for nor offered. */
export function shownViews(): Promise<Set<string>> {
  known ??= load().catch((error) => {
    known = undefined
    throw error
  })
  return known
}

async function load(): Promise<Set<string>> {
  const response = await fetch(`${url}/cubejs-api/v1/meta`, { headers: { authorization: token() } })
  if (response.status === 403) throw new SignInNeeded('The server wants a token.')
  if (!response.ok) throw new Error(`The server does not say what this token sees: ${response.status}.`)
  const { cubes } = (await response.json()) as { cubes: Listed[] }
  // A view of which nothing is shown is none.
  return new Set(
    cubes.filter((view) => view.measures.length + view.dimensions.length > 0).map(({ name }) => name),
  )
}

type Listed = { name: string; measures: unknown[]; dimensions: unknown[] }
