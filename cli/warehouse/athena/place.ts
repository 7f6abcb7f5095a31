import { z } from 'zod'
import { CxError } from '../../ui/errors.ts'

/** Where Athena runs and where the lake and the marts are. */
export interface AthenaPlace {
  readonly region: string
  /** The lake's bucket. */
  readonly lakeBucket: string
  /** Where tables are written, such as s3://my-marts/warehouse. */
  readonly marts: string
  /** Where queries leave their results, unless the workgroup says so itself. */
  readonly results: string
  readonly workgroup: string
  /** What follows the databases' names, such as _blue. */
  readonly suffix: string
  /** Queries at once. */
  readonly threads: number
  /** Seconds between two looks at a query. */
  readonly pollSeconds: number
}

const folder = (example: string) =>
  z
    .string({ error: `is not set; it takes a place in S3, such as ${example}` })
    .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]+(\/.*)?$/, `is to be a place in S3, such as ${example}`)
    .transform((place) => place.replace(/\/+$/, ''))

/** The environment's variables, each with what it means, as `cx build --help` lists them. */
export const ATHENA_VARIABLES = {
  CX_ATHENA_LAKE: "the lake's bucket, such as s3://my-lake",
  CX_ATHENA_MARTS: 'where tables are written, such as s3://my-marts',
  CX_ATHENA_WORKGROUP: "Athena's workgroup (primary)",
  CX_ATHENA_RESULTS: 'where results go if the workgroup leaves it open (CX_ATHENA_MARTS/results)',
  CX_ATHENA_SUFFIX: "what follows the databases' names, such as _blue (nothing)",
  CX_ATHENA_THREADS: 'queries at once (8)',
  CX_ATHENA_POLL_SECONDS: 'seconds between two looks at a query (1)',
  AWS_REGION: 'the region; credentials are found as every AWS client finds them',
} as const

const settings = z.object({
  CX_ATHENA_LAKE: folder('s3://my-lake').refine(
    (place) => !place.slice('s3://'.length).includes('/'),
    'is to be a whole bucket, such as s3://my-lake',
  ),
  CX_ATHENA_MARTS: folder('s3://my-marts'),
  CX_ATHENA_RESULTS: folder('s3://my-results').optional(),
  CX_ATHENA_WORKGROUP: z.string().min(1).default('primary'),
  CX_ATHENA_SUFFIX: z
    .string()
    .regex(/^(_[a-z0-9]+)?$/, 'is to be such as _blue')
    .default(''),
  CX_ATHENA_THREADS: z.coerce.number().int().min(1).max(100).default(8),
  CX_ATHENA_POLL_SECONDS: z.coerce.number().positive().default(1),
  AWS_REGION: z.string({ error: 'is not set; it takes a region, such as eu-central-1' }).min(1),
})

/**
 * Reads where to build from the environment.
 *
 * @throws CxError that lists every variable that is missing or wrong
 */
export function athenaPlace(environment: NodeJS.ProcessEnv): AthenaPlace {
  const given = { ...environment, AWS_REGION: environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION }
  const { success, data, error } = settings.safeParse(given)
  if (!success) {
    const problems = error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`)
    throw new CxError({
      what: `It is not known where Athena builds:\n${problems.join('\n')}`,
      next: 'Set these variables. npx cx build --help says what each means.',
      exitCode: 2,
    })
  }
  return {
    region: data.AWS_REGION,
    lakeBucket: data.CX_ATHENA_LAKE.slice('s3://'.length),
    marts: data.CX_ATHENA_MARTS,
    results: data.CX_ATHENA_RESULTS ?? `${data.CX_ATHENA_MARTS}/results`,
    workgroup: data.CX_ATHENA_WORKGROUP,
    suffix: data.CX_ATHENA_SUFFIX,
    threads: data.CX_ATHENA_THREADS,
    pollSeconds: data.CX_ATHENA_POLL_SECONDS,
  }
}
