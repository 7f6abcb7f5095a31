import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { renderTable } from '../cli/ui/table.ts'
import { type Bench, cacheFolder, type Finding } from './bench.ts'
import { build } from './build.ts'
import { compare } from './compare.ts'
import { lambdas } from './lambdas.ts'
import { landing } from './landing.ts'
import { COLUMNS, writeSection } from './page.ts'
import { rest } from './rest.ts'
import { sample } from './sample.ts'

/** Everything that is measured. A new bench is a file beside this one and a name in this list. */
const benches: readonly Bench[] = [landing, lambdas, build, compare, rest, sample]

interface Options {
  rounds: string
  write?: boolean
}

const names = benches.map(({ name }) => name)

const program = new Command('npm run bench --')
  .description('Measure speed and memory, as ratios within one run.')
  .addArgument(new Argument('[name...]', 'which benches; all without a name').choices(names))
  .option('--rounds <n>', 'how often each side runs', '5')
  .option('--write', 'keep each table in docs/bench.md, beside those of other benches')
  .action(async (chosen: string[], options: Options) => {
    const rounds = Number(options.rounds)
    for (const bench of benches.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
      const { name, about } = bench
      const findings = await run(bench, rounds)
      const table = renderTable(
        findings.map((each) => ({ ...each })),
        { columns: [...COLUMNS] },
      )
      process.stdout.write(`\n${name}: ${about}\n\n${table}\n`)
      if (options.write) await writeSection({ name, about, rounds, findings }, names)
    }
  })

async function run(bench: Bench, rounds: number): Promise<Finding[]> {
  const [cache, scratch] = [cacheFolder(), await mkdtemp(join(tmpdir(), 'cx-bench-'))]
  await mkdir(cache, { recursive: true })
  try {
    const say = (progress: string) => process.stderr.write(`${bench.name}: ${progress}\n`)
    return await bench.run({ rounds, cache, scratch, say })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

await program.parseAsync()
