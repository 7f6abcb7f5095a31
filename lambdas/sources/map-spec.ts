import { JMESPathTypeError, search } from '@aws-lambda-powertools/jmespath'
import * as z from 'zod'
import { contractNamed, contracts } from '../../contracts/index.ts'

/** A JMESPath expression: where something stands in JSON. */
export const path = z.string().refine(isPath, 'must be a JMESPath expression such as user.id')

function isPath(expression: string): boolean {
  try {
    search(expression, {})
    return true
  } catch (error) {
    // A function was given nothing, as there is nothing here: the expression as such was understood.
    return error instanceof JMESPathTypeError
  }
}

const Cell = z.union([
  path,
  z.strictObject({
    from: path,
    /** The contract's words for the source's. */
    values: z.record(z.string(), z.string()).optional(),
    /** What becomes of a value that has no such word, and of none. Without it the value stays, and the contract judges it. */
    otherwise: z.string().optional(),
    /** Minutes to add to a time. */
    plusMinutes: path.optional(),
    /** Arithmetic on amounts, in this order; what is not there counts as 1, 0 and 1. */
    times: path.optional(),
    minus: path.optional(),
    divide: z.number().positive().optional(),
  }),
  z.strictObject({ is: z.string() }),
])

const RowMap = z.strictObject({
  /** A row for each element of this list, which other paths see as `each`, and its number from 1 as `number`. */
  each: path.optional(),
  /** Only where this holds. */
  when: path.optional(),
  columns: z.record(z.string(), Cell),
})

/** How the rows of each extract are made of one record of a source. */
export const SourceMap = z.record(z.string(), RowMap).superRefine((map, context) => {
  for (const [extract, { columns }] of Object.entries(map))
    for (const message of mistakesIn(extract, columns))
      context.addIssue({ code: 'custom', path: [extract], message })
})

export type Cell = z.infer<typeof Cell>
export type RowMap = z.infer<typeof RowMap>
export type SourceMap = z.infer<typeof SourceMap>

function mistakesIn(extract: string, columns: Record<string, Cell>): string[] {
  const contract = contractNamed(extract)
  if (!contract) return [`is no extract. Allowed: ${contracts.map(({ name }) => name).join(', ')}`]
  const lacking = contract.columns.filter(({ name, required }) => required && !(name in columns))
  return lacking.map(({ name }) => `lacks the column ${name}, without which no row lands`)
}
