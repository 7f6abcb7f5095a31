import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'

/** What a rule may ask of an alert; not every alert has all of it. */
export const FIELDS = [
  'kind',
  'extract',
  'source',
  'metric',
  'score',
  'flag',
  'store_id',
  'department',
  'touchpoint',
  'topic',
  'action_status',
] as const

export type Field = (typeof FIELDS)[number]

const word = z.string().min(1)
const value = z.union([z.string(), z.number()])
const range = z
  .strictObject({ at_least: z.number().optional(), at_most: z.number().optional() })
  .refine((limits) => Object.keys(limits).length > 0, 'needs at_least, at_most or both')

const Channel = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('sns') }),
  z.strictObject({ by: z.literal('webhook'), address: word }),
  z.strictObject({ by: z.literal('crm_task'), address: word, crm: z.enum(['salesforce', 'hubspot']) }),
])

const Rule = z.strictObject({
  name: word,
  when: z.partialRecord(z.enum(FIELDS), z.union([value, z.array(value).min(1), range])).default({}),
  /** The role that hears of it. */
  to: word,
  /** Within how many days it has to act. */
  due_days: z.int().min(0).max(365),
})

const RoutesFile = z
  .strictObject({ roles: z.record(word, Channel), rules: z.array(Rule).min(1) })
  .superRefine(({ roles, rules }, context) => {
    const issue = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    rules.forEach(({ name, to, when }, i) => {
      if (!(to in roles))
        issue(['rules', i, 'to'], `"${to}" is none of the roles: ${Object.keys(roles).join(', ')}`)
      if (rules.findIndex((each) => each.name === name) < i)
        issue(['rules', i, 'name'], `"${name}" is a rule's name already`)
      const isLast = i === rules.length - 1
      const takesAll = Object.keys(when).length === 0
      if (isLast && !takesAll)
        issue(['rules', i], 'the last rule must have no condition: it takes what is left')
      if (!isLast && takesAll)
        issue(['rules', i], 'takes everything, so that no rule below it is ever reached')
    })
  })

export type Routes = z.infer<typeof RoutesFile>
export type Rule = Routes['rules'][number]
export type Channel = z.infer<typeof Channel>

/** The rules are none that alerts can be routed by. */
export class RoutesError extends Error {
  constructor(file: string, issues: readonly string[]) {
    super(`${file} does not say who hears of what:\n  ${issues.join('\n  ')}\nMend it and try again.`)
    this.name = new.target.name
  }
}

/** Reads and checks the rules, in YAML or JSON. */
export function readRoutes(file: string): Routes {
  if (!existsSync(file)) throw new RoutesError(file, ['there is no such file'])
  const checked = RoutesFile.safeParse(parse(readFileSync(file, 'utf8')))
  if (checked.success) return checked.data
  throw new RoutesError(
    file,
    checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  )
}

/** The first rule that fits. There is one: the last takes what is left. */
export const ruleFor = ({ rules }: Routes, alert: Partial<Record<Field, unknown>>): Rule =>
  rules.find(({ when }) =>
    Object.entries(when).every(([field, wanted]) => fits(alert[field as Field], wanted)),
  ) ?? (rules.at(-1) as Rule)

function fits(found: unknown, wanted: Rule['when'][Field]): boolean {
  if (Array.isArray(wanted)) return wanted.includes(found as string)
  if (typeof wanted !== 'object') return found === wanted
  const { at_least = Number.NEGATIVE_INFINITY, at_most = Number.POSITIVE_INFINITY } = wanted
  return typeof found === 'number' && found >= at_least && found <= at_most
}
