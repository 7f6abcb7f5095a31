import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { projectRoot } from '../cli/context.ts'

/** A retailer to be simulated: shares of its stores that go low for good, or for two to four months. */
export interface World {
  readonly runs: number
  readonly seed: number
  readonly stores: number
  readonly treated: number
  readonly lasting: number
  readonly passing: number
  /** Whether stores that are low for good are so from the first month on, or from any. */
  readonly fromTheStart: boolean
  /** Below 1, what is compared is another score than the stores are chosen by, with this share of its answers. */
  readonly comparedAnswers: number
}

/** Makes the table `panel`, one row per run (`metric`), store and month, and what the models read that compare it. */
export async function makePanel(connection: DuckDBConnection, world: World): Promise<void> {
  const { fromTheStart, comparedAnswers, ...variables } = world
  for (const [name, value] of Object.entries({
    ...variables,
    from_the_start: fromTheStart,
    compared_answers: comparedAnswers,
  }))
    await connection.run(`set variable ${name} = ${value}`)
  for (const file of ['sample/sql/random.sql', 'validate/worlds.sql'])
    await connection.run(await readFile(join(projectRoot, file), 'utf8'))
  await connection.run(
    'create schema if not exists intermediate; create schema if not exists marts; create schema if not exists seeds',
  )
}
