/** `npm run validate`: what the statistics are worth, by simulation with known truth. See docs/validation.md. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../cli/context.ts'
import { createProgress } from '../cli/ui/progress.ts'
import { renderTable } from '../cli/ui/table.ts'
import { type AlertFigures, validateAlerts } from './alerts.ts'
import { validateComparisons } from './before-after.ts'
import {
  alertChecks,
  type Check,
  comparisonChecks,
  lowStoreChecks,
  planChecks,
  powerChecks,
  segmentChecks,
} from './checks.ts'
import { validateLowStores } from './low-stores.ts'
import { validatePlans } from './plans.ts'
import { alertRows, comparisonRows, lowStoreRows, page, planRows } from './report.ts'
import { validateSegments } from './segments.ts'
import {
  anotherScore,
  autoregressive,
  deteriorating,
  lowAllAlong,
  mixed,
  rarelyLasting,
  retailerOfSegments,
} from './worlds.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '250' }, write: { type: 'boolean', default: false } },
})
const runs = Number(values.runs)
const progress = createProgress()

/** In a folder of its own, gone after it: a world of 250 runs is a database of a gigabyte. */
async function simulate<T>(title: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cx-validate-'))
  try {
    return await progress.step(title, () => work(folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ar = await simulate('Shocks that carry over', (f) =>
  validateComparisons(f, { ...autoregressive, runs }),
)
const mix = await simulate('Lasting and passing dips', (f) => validateComparisons(f, { ...mixed, runs }))
const rare = await simulate('Rarely lasting dips', (f) => validateComparisons(f, { ...rarelyLasting, runs }))
const other = await simulate('Another score', (f) => validateComparisons(f, { ...anotherScore, runs }))
const low = await simulate('Low stores', (f) => validateLowStores(f, { ...lowAllAlong, runs: runs / 5 }))
const none = await simulate('No low stores', (f) =>
  validateLowStores(f, { ...autoregressive, runs: runs / 5 }),
)

const ordinary = await simulate('No unusual segment', (f) =>
  validateSegments(f, { ...retailerOfSegments, planted: 0, runs: runs / 5 }),
)
const unusual = await simulate('One unusual segment', (f) =>
  validateSegments(f, { ...retailerOfSegments, planted: 0.4, runs: runs / 5 }),
)

const alerts = (planted: number): Promise<AlertFigures[]> =>
  simulate(planted === 0 ? 'Nothing deteriorates' : 'Stores that deteriorate', (f) =>
    validateAlerts(f, { ...deteriorating, planted, runs: Math.ceil(runs / 10) }),
  )
const quiet = await alerts(0)
const worse = await alerts(4)
const plans = await simulate('What plans promise', (f) =>
  validatePlans(f, { ...autoregressive, runs: Math.ceil(runs / 3) }),
)

const checks: Check[] = [
  ...comparisonChecks('AR', ar, { falseVerdicts: 0.05, coverage: 0.95 }),
  ...powerChecks('AR', ar),
  ...comparisonChecks('mix', mix, { falseVerdicts: 0.08, coverage: 0.92 }),
  ...comparisonChecks('another score', other, { falseVerdicts: 0.08, coverage: 0.92 }),
  ...lowStoreChecks(low, none),
  ...segmentChecks(ordinary, unusual),
  ...alertChecks(quiet, worse),
  ...planChecks(plans),
]
const tables = {
  checks: renderTable(
    checks.map((c) => ({ ...c, figure: c.figure.toFixed(3), holds: c.holds ? 'yes' : 'NO' })),
  ),
  comparisons: renderTable(comparisonRows({ AR: ar, mix, 'rarely lasting': rare, 'another score': other })),
  lowStores: renderTable(lowStoreRows({ '17 of 1,000 low': low, 'none low': none })),
  alerts: renderTable(alertRows({ 'nothing deteriorates': quiet, 'four of 200 stores do': worse })),
  plans: renderTable(planRows(plans)),
}
process.stdout.write(`${Object.values(tables).join('\n\n')}\n`)
if (values.write) await writeFile(join(projectRoot, 'docs/validation.md'), page(tables, runs))
const held = checks.filter(({ holds }) => holds).length
process.stdout.write(`\n${held} passed, ${checks.length - held} failed\n`)
process.exitCode = held === checks.length ? 0 : 1
