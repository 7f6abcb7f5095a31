import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { formatBytes } from '../cli/ui/format.ts'
import { renderTable } from '../cli/ui/table.ts'
import { type Bench, cacheFolder, type Finding } from './bench.ts'
import { build } from './build.ts'
import { compare } from './compare.ts'
import { lambdas } from './lambdas.ts'
import { landing } from './landing.ts'
import { rest } from './rest.ts'
import { sample } from './sample.ts'

/** Everything that is measured. A new bench is a file beside this one and a name in this list. */
const benches: readonly Bench[] = [landing, lambdas, build, compare, rest, sample]

interface Options {
  rounds: string
  write?: boolean
}

const program = new Command('npm run bench --')
  .description('Measure speed and memory, as ratios within one run.')
  .argument('[name...]', `which of ${benches.map(({ name }) => name).join(', ')}; all without a name`)
  .option('--rounds <n>', 'how often each side runs', '5')
  .option('--write', 'keep the table in docs/bench.md')
  .action(async (names: string[], options: Options) => {
    const chosen = benches.filter(({ name }) => names.length === 0 || names.includes(name))
    const results: [Bench, Finding[]][] = []
    for (const bench of chosen) results.push([bench, await run(bench, Number(options.rounds))])
    for (const [{ name, about }, findings] of results) {
      process.stdout.write(
        `\n${name}: ${about}\n\n${renderTable(
          findings.map((each) => ({ ...each })),
          { columns: COLUMNS },
        )}\n`,
      )
    }
    if (options.write)
      await writeFile(resolve(import.meta.dirname, '../docs/bench.md'), page(results, options))
  })

const COLUMNS = ['what', 'value', 'beside', 'ratio', 'goal']

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

const cell = (value: unknown) => (typeof value === 'number' ? value.toFixed(2) : String(value ?? ''))

function page(results: readonly [Bench, Finding[]][], { rounds }: Options): string {
  const sections = results.map(([{ name, about }, findings]) => {
    const rows = findings.map(
      (finding) => `| ${COLUMNS.map((key) => cell(finding[key as keyof Finding])).join(' | ')} |`,
    )
    return [`## ${name}`, '', about, '', `| ${COLUMNS.join(' | ')} |`, '|---|---|---|---|---|', ...rows].join(
      '\n',
    )
  })
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${formatBytes(totalmem())}`
  return [
    '# Speed and memory',
    `Written by \`npm run bench -- --rounds ${rounds} --write\` on ${machine}, Node ${process.versions.node}. The sides of a ratio run in turn in one go, and it is of their medians: it says more than the seconds, which are of that machine on that day.`,
    ...sections,
  ]
    .join('\n\n')
    .concat('\n')
}

await program.parseAsync()
