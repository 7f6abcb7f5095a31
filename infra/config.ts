import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { readSources } from '../lambdas/sources/read-sources.ts'

const STAGES = join(import.meta.dirname, 'stages')

const whole = (least: number, most: number) => z.int().min(least).max(most)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-01-31')

function namesSources(schedules: object, context: z.core.$RefinementCtx): void {
  const pullable = readSources().flatMap(({ name, api }) => (api ? [name] : []))
  for (const name of Object.keys(schedules))
    if (!pullable.includes(name))
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `is no source that can be pulled. Allowed: ${pullable.join(', ')}`,
      })
}

/** A container's size on Fargate. */
const Size = z.strictObject({
  cpu: z.union([z.literal(256), z.literal(512), z.literal(1024), z.literal(2048)]),
  memoryMiB: whole(512, 16_384),
})

const Config = z.strictObject({
  /** What becomes of data, keys and secrets when their stack is deleted. */
  data: z.enum(['retain', 'destroy']),
  /** Who is told of alarms; each has to confirm once. */
  alarmAddresses: z.array(z.email()).min(1),
  logDays: z.enum(['7', '30', '90', '365']).transform(Number),
  lake: z.strictObject({
    /** The first day on which anything may have landed: Athena looks at every day since. */
    since: day,
    /** How long dropped files stay that have landed. Those that have not stay until somebody deletes them. */
    dropDays: whole(1, 3650),
    /** How long replaced and deleted objects can be brought back. */
    undoDays: whole(1, 365),
    resultDays: whole(1, 365),
  }),
  landing: z.strictObject({
    memoryMiB: whole(1024, 10_240),
    diskGiB: whole(1, 10),
    timeoutMinutes: whole(2, 15),
    /** How many files land at once, at most. */
    concurrency: whole(2, 100),
    /** The share of rows in quarantine within an hour that somebody is told of. */
    quarantineShare: z.number().min(0).max(1),
  }),
  receiving: z.strictObject({
    /** How many webhooks a second are let through; bursts may be five times as many. */
    requestsPerSecond: whole(1, 1000),
    /** The most that one webhook may hold. A queue's message has no more than 256 KiB. */
    mostBodyKiB: whole(1, 128),
    /** How long rows are gathered before they become a file to land. */
    gatherSeconds: whole(1, 300),
    /** The score of each metric at which somebody is told of it, and below. */
    lowScores: z.strictObject({
      nps: z.number().min(0).max(10),
      csat: z.number().min(1).max(5),
      ces: z.number().min(1).max(7),
      rating: z.number().min(1).max(5),
    }),
    /** How many refused webhooks an hour are usual: the internet knocks at every door. */
    refusedPerHour: whole(0, 100_000),
  }),
  pulling: z.strictObject({
    /** The sources to pull, by the names of their files in sources/, and how often. */
    sources: z.record(z.string(), z.strictObject({ everyMinutes: whole(5, 1440) })).superRefine(namesSources),
  }),
  transform: z.strictObject({
    /** When the marts are built, in UTC: rate(1 day), or cron(0 4 * * ? *). */
    schedule: z.string().regex(/^(rate|cron)\(.+\)$/, 'must be such as rate(6 hours) or cron(0 4 * * ? *)'),
    /** How often to look whether all has landed, and how long to wait for that before building all the same. */
    settle: z.strictObject({ everySeconds: whole(1, 600), atMostMinutes: whole(1, 120) }),
    buildMinutes: whole(5, 480),
    retrySeconds: whole(1, 3600),
    /** How long waiting, building with one more try, publishing and routing may take together. */
    timeoutMinutes: whole(10, 1440),
    /** Somebody is told when no build has ended well for so long. */
    freshHours: whole(1, 168),
  }),
  semanticLayer: z.strictObject({
    /** Networks from which it may be reached. */
    allowFrom: z.array(z.cidrv4('must be a network such as 198.51.100.0/24')).min(1),
    /** How many servers there are at most, when many ask. */
    mostServers: whole(1, 20),
    /** As Fargate offers them: 256 with 512 to 2048 MiB, 512 with 1024 to 4096, 1024 with 2048 to 8192, 2048 with 4096 to 16384. */
    sizes: z.strictObject({ api: Size, worker: Size, store: Size }),
  }),
  watch: z.strictObject({
    /** How many gibibytes the queries of a workgroup may read in a day before somebody is told. */
    scannedGiBPerDay: whole(1, 1_000_000),
    /** How many requests an hour may end in a server's error. */
    errorsPerHour: whole(0, 100_000),
    budgetUsd: whole(1, 1_000_000),
  }),
  /** The most that one query may read. Athena has no less than 10 MB. */
  scanLimitGiB: z.strictObject({ transform: whole(1, 100_000), serving: whole(1, 100_000) }),
})

export type Config = z.infer<typeof Config> & { readonly stage: string }

/** The configuration is not one. Lists every bad value with what is allowed. */
export class ConfigError extends Error {
  constructor(what: string) {
    super(what)
    this.name = new.target.name
  }
}

/** Reads and checks the configuration of a stage: a file in infra/stages. */
export function readConfig(stage: string, folder = STAGES): Config {
  const file = join(folder, `${stage}.yml`)
  if (!/^[a-z][a-z0-9]{1,11}$/.test(stage) || !existsSync(file)) {
    const found = globSync(join(folder, '*.yml')).map((each) => basename(each, '.yml'))
    throw new ConfigError(
      `There is no stage "${stage}". Allowed: ${found.sort().join(', ')} (cdk deploy -c stage=${found[0]}), or 2 to 12 small letters and digits with a file of that name in infra/stages.`,
    )
  }
  return checkConfig(stage, parse(readFileSync(file, 'utf8')), file)
}

export function checkConfig(stage: string, values: unknown, file = 'the configuration'): Config {
  const checked = Config.safeParse(values)
  if (checked.success) return { ...checked.data, stage }
  const issues = checked.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new ConfigError(`${file} cannot be deployed:\n${issues.join('\n')}\nMend it and try again.`)
}
