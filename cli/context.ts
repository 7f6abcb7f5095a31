import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { FolderLake } from '../lambdas/land/folder-lake.ts'
import { createProgress, type Progress } from './ui/progress.ts'

/** What every command works with. */
export interface Context {
  readonly lake: FolderLake
  readonly json: boolean
  readonly progress: Progress
}

export interface CommonOptions {
  lake: string
  json?: boolean
  quiet?: boolean
}

export const projectRoot = resolve(import.meta.dirname, '..')
export const threads = availableParallelism()

/** Adds the options that all commands share. */
export function withCommonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--lake <folder>', 'where the lake is').default(
        process.env.CX_LAKE || 'lake',
        'lake, or CX_LAKE',
      ),
    )
    .option('--json', 'print the result as JSON, and nothing else')
    .option('--quiet', 'no progress')
}

export function contextOf({ lake, json = false, quiet = false }: CommonOptions): Context {
  return { lake: new FolderLake(lake), json, progress: createProgress({ json, quiet }) }
}

/** Prints a command's result: for a machine under --json, else for a person. */
export function print({ json }: Context, result: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${text()}\n`)
}
