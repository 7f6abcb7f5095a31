import { afterAll, beforeAll } from 'vitest'
import { ESTIMATORS, type EstimatorName, readResults } from '../../../cli/compare/compare.ts'
import type { Estimator } from '../../../cli/compare/estimators/estimator.ts'
import { loadPanel, type PanelFiles } from '../../../cli/compare/panel.ts'
import { withDatabase } from '../../../cli/warehouse/duckdb.ts'
import { build, compiledModels, rows, temporaryWarehouse } from '../../sql/dbt.ts'

const DIFFERENCES = [
  ...[
    'int_action_starts',
    'int_replay_starts',
    'int_compared_starts',
    'int_cohort_values',
    'int_answer_noise',
  ],
  ...['int_relative_values', 'int_cohort_periods', 'int_cohort_donors', 'int_effect_estimates'],
  ...['did_sides', 'did_influences', 'did_effects', 'did_singles', 'did_pooled'],
]
const MODELS = {
  did: DIFFERENCES,
  naive: DIFFERENCES,
  cohort: [
    ...['int_action_starts', 'att_differences', 'att_group_times', 'att_members', 'att_influences'],
    'att_aggregates',
  ],
}

/** What `cx compare` does, with the models compiled once for all tests of a file: dbt takes its time to start. */
export function usePanelModels() {
  let models: Awaited<ReturnType<typeof compiledModels>>
  let remove: () => Promise<void>
  beforeAll(async () => {
    const warehouse = await temporaryWarehouse()
    remove = warehouse.remove
    models = await compiledModels(warehouse.folder)
  })
  afterAll(() => remove())

  return async (files: PanelFiles, name: keyof typeof MODELS & EstimatorName) => {
    const estimator: Estimator = ESTIMATORS[name]
    return withDatabase(':memory:', async (connection) => {
      await connection.run("attach ':memory:' as test; use test")
      await loadPanel(connection, files, estimator.demands)
      await build(connection, models, MODELS[name])
      return readResults(estimator, (sql) => rows(connection, sql))
    })
  }
}
