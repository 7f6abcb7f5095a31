import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { times } from '../../tiny-lake.ts'

/** Two CSV files, from their lines. */
export function panelFiles(panel: readonly string[], treated: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'cx-panel-'))
  const files = { panel: join(folder, 'panel.csv'), treated: join(folder, 'treated.csv') }
  writeFileSync(files.panel, `${panel.join('\n')}\n`)
  writeFileSync(files.treated, `${treated.join('\n')}\n`)
  return files
}

/** Lines of a panel without gaps: units u0, u1, … and periods 0, 1, … */
export const balanced = (
  units: number,
  periods: number,
  value: (unit: number, period: number) => number | string,
) => ['unit,period,value', ...times(units, (u) => times(periods, (t) => `u${u},${t},${value(u, t)}`)).flat()]
