import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { formatBytes } from '../cli/ui/format.ts'

/** One line of the table: what was measured, in its own unit, and beside what. */
export interface Finding {
  readonly what: string
  readonly value: string
  readonly beside?: string
  /** This over that, of medians of runs that took turns: what a noisy machine disturbs least. */
  readonly ratio?: number
  /** What is held to, such as `≥ 0.5`. */
  readonly goal?: string | undefined
}

export interface Bench {
  readonly name: string
  /** The question it answers and how, in a sentence or two. */
  readonly about: string
  run(options: BenchOptions): Promise<Finding[]>
}

export interface BenchOptions {
  /** How often each side runs. */
  readonly rounds: number
  /** Kept from one run to the next, outside the checkout: generated files, other tools. */
  readonly cache: string
  /** An empty folder that goes when the bench ends. */
  readonly scratch: string
  readonly say: (progress: string) => void
}

export interface Run {
  readonly seconds: number
  /** Seconds of processor time, of all threads together: other work on the machine changes it little. */
  readonly processor: number
  /** Peak of the process's resident memory, in bytes. */
  readonly peak: number
}

export const cacheFolder = () =>
  join(process.env.XDG_CACHE_HOME || join(process.env.HOME || tmpdir(), '.cache'), 'cx-warehouse', 'bench')

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

/** Runs the sides in turn, round by round, so that whatever else the machine does meets all of them. */
export async function inTurn<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, (round: number) => Promise<Run>>>,
): Promise<Record<Name, Run>> {
  const names = Object.keys(sides) as Name[]
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<Name, Run[]>
  for (let round = 0; round < rounds; round++) {
    for (const name of names) runs[name].push(await sides[name](round))
  }
  const typical = (list: Run[]): Run => ({
    seconds: median(list.map(({ seconds }) => seconds)),
    processor: median(list.map(({ processor }) => processor)),
    peak: Math.max(...list.map(({ peak }) => peak)),
  })
  return Object.fromEntries(names.map((name) => [name, typical(runs[name])])) as Record<Name, Run>
}

/** A run in a process of its own, which prints its `Run` as JSON in its last line. */
export async function runAlone(command: string, args: readonly string[]): Promise<Run> {
  const { stdout } = await execa(command, args)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/** A run beside its peer's: throughput, processor time and peak memory, each with its goal where there is one. */
export function besidePeer(
  [what, peer]: readonly [what: string, peer: string],
  run: Run,
  other: Run,
  goals: { readonly throughput?: string; readonly peak?: string } = {},
): Finding[] {
  const named = (measure: string) => `${what}${measure}, beside ${peer}`
  return [
    {
      what: named('throughput'),
      value: seconds(run.seconds),
      beside: seconds(other.seconds),
      ratio: other.seconds / run.seconds,
      goal: goals.throughput,
    },
    {
      what: named('processor time'),
      value: seconds(run.processor),
      beside: seconds(other.processor),
      ratio: other.processor / run.processor,
    },
    {
      what: named('peak memory'),
      value: formatBytes(run.peak),
      beside: formatBytes(other.peak),
      ratio: run.peak / other.peak,
      goal: goals.peak,
    },
  ]
}

export const seconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} s`
