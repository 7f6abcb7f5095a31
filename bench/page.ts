import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { formatBytes } from '../cli/ui/format.ts'
import type { Finding } from './bench.ts'

export const COLUMNS = ['what', 'value', 'beside', 'ratio', 'goal'] as const

/** A bench's part of the page: what it asks, how it was asked and on what, and what it found. */
export interface Section {
  readonly name: string
  readonly about: string
  readonly rounds: number
  readonly findings: readonly Finding[]
}

const PAGE = resolve(import.meta.dirname, '../docs/bench.md')

const INTRODUCTION = `# Speed and memory

Written by \`npm run bench -- --write\`; each part says its own command, machine and day. The sides of a ratio run in turn in
one go, and it is of their medians: it says more than the seconds, which are of that machine on that day.`

/** Puts a section in docs/bench.md, in the order of `names`; those of other benches stay as they are. */
export async function writeSection(section: Section, names: readonly string[]): Promise<void> {
  const sections = existsSync(PAGE) ? sectionsOf(await readFile(PAGE, 'utf8')) : new Map<string, string>()
  sections.set(section.name, text(section))
  const texts = names.flatMap((name) => sections.get(name) ?? [])
  await writeFile(PAGE, `${[INTRODUCTION, ...texts].join('\n\n')}\n`)
}

const sectionsOf = (page: string) =>
  new Map(
    page.split(/^(?=## )/m).flatMap((part) => {
      const name = /^## (.+)/.exec(part)?.[1]
      return name ? [[name, part.trim()] as const] : []
    }),
  )

function text({ name, about, rounds, findings }: Section): string {
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${formatBytes(totalmem())}`
  const day = new Date().toISOString().slice(0, 10)
  return [
    `## ${name}`,
    about,
    `\`npm run bench -- ${name} --rounds ${rounds}\` on ${machine}, Node ${process.versions.node}, ${day}.`,
    [line(COLUMNS), `|${'---|'.repeat(COLUMNS.length)}`, ...findings.map(rowOf)].join('\n'),
  ].join('\n\n')
}

const rowOf = (finding: Finding) => line(COLUMNS.map((key) => cell(finding[key])))

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const cell = (value: unknown) => (typeof value === 'number' ? value.toFixed(2) : String(value ?? ''))
