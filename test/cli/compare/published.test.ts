import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask } from '../../../cli/warehouse/duckdb.ts'
import { realData } from '../../real-data.ts'
import { panelFiles } from './panels.ts'
import { usePanelModels } from './run.ts'

const folder = realData('reference')
const compare = usePanelModels()

/** Card and Krueger's restaurants: full-time equivalents in two waves, New Jersey's treated in the second. */
async function restaurants() {
  const rows = await ask<{ unit: string; state: string; before: number | null; after: number | null }>(
    `select 'r' || row_number() over () as unit, STATE::integer as state, EMPFT + NMGRS + 0.5 * EMPPT as before,
       EMPFT2 + NMGRS2 + 0.5 * EMPPT2 as after
     from read_csv('${join(String(folder), 'card_krueger.csv.gz')}', nullstr = ['', '.'])`,
  )
  return panelFiles(
    [
      'unit,period,value',
      ...rows.flatMap(({ unit, before, after }) => [`${unit},1,${before ?? ''}`, `${unit},2,${after ?? ''}`]),
    ],
    ['unit,start', ...rows.filter(({ state }) => Number(state) === 1).map(({ unit }) => `${unit},2`)],
  )
}

test.skipIf(!folder)(
  'Card and Krueger (1994): 2.7536 jobs in all restaurants, 2.7500 with a standard error of 1.34 in the 384 seen twice',
  async () => {
    const { pooled, beside, notes } = await compare(await restaurants(), 'did')
    expect(pooled?.estimate).toBeCloseTo(2.7536, 4)
    const [both] = beside.balanced ?? []
    expect(both).toMatchObject({ units: 384, treated: 309 })
    expect(both?.estimate).toBeCloseTo(2.75, 9)
    expect(both?.standard_error).toBeCloseTo(1.34, 2)
    expect(notes[0]).toMatch(/^26 units are seen on one side of a start only/)
  },
)

test.skipIf(!folder)(
  'Proposition 99: sales fall by 27.349 packs more in California than elsewhere, the fourth largest change of 39',
  async () => {
    const rows = await ask<{ line: string }>(
      `select state || ',' || year::integer || ',' || cigsale as line from read_csv('${join(String(folder), 'prop99_smoking.csv.gz')}')`,
    )
    const files = panelFiles(
      ['unit,period,value', ...rows.map(({ line }) => line)],
      ['unit,start', 'California,1989'],
    )
    const { pooled, effects } = await compare(files, 'did')
    expect(pooled?.estimate).toBeCloseTo(-27.349, 3)
    expect(effects[0]).toMatchObject({ periods_before: 19, periods_after: 12, donors: 38 })
    // New Hampshire, Nevada and North Carolina changed more: the published rank of 1 is the synthetic control's.
    expect(effects[0]).toMatchObject({ placebo_rank: 4, placebo_of: 39 })
  },
)
