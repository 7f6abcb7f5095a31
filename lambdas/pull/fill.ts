import { AccountError } from './errors.ts'

/** What the account of a source says: names, keys and lists of what to pull. */
export type Account = Readonly<Record<string, string | readonly string[]>>

const PLACE = /\{(\w+)\}/g

/** Puts the account's words into a template, or into all templates of a JSON value. Throws an AccountError that names those that lack. */
export function fill<T>(source: string, template: T, words: Account): T {
  const lacking = new Set<string>()
  const filled = replaced(template, (name) => {
    const word = words[name]
    if (typeof word === 'string') return word
    lacking.add(name)
    return ''
  })
  if (lacking.size > 0) throw new AccountError(source, [...lacking])
  return filled as T
}

function replaced(value: unknown, wordOf: (name: string) => string): unknown {
  if (typeof value === 'string') return value.replaceAll(PLACE, (_, name) => wordOf(name))
  if (Array.isArray(value)) return value.map((each) => replaced(each, wordOf))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, wordOf)]))
}
