import * as z from 'zod'

/** What a function was deployed with is not what it needs. Every bad variable is named. */
export class SettingsError extends Error {
  constructor(issues: readonly string[]) {
    super(
      `The function's environment is not as it must be. ${issues.join('; ')}. Deploy it anew: cdk deploy.`,
    )
    this.name = new.target.name
  }
}

/** A function's settings out of its environment, read once at its cold start. Values are not shown: some are secret. */
export function readSettings<T extends z.ZodObject>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<T> {
  const read = schema.safeParse(environment)
  if (read.success) return read.data
  throw new SettingsError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
}

export const text = z.string('must be set').min(1, 'must not be empty')
export const bytes = z.coerce.number('must be a number of bytes').int().positive()

/** A variable that holds JSON of a shape. */
export const json = <T extends z.ZodType>(shape: T) =>
  z
    .string('must be set')
    .transform((value, context) => {
      try {
        return JSON.parse(value)
      } catch {
        context.addIssue('must be JSON')
        return z.NEVER
      }
    })
    .pipe(shape)
