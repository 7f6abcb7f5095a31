import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

const root = join(import.meta.dirname, '../..')

export interface Block {
  readonly language: string
  /** The file that the block is, where its fence names one. */
  readonly file: string | undefined
  readonly text: string
}

/** The fenced blocks of a page of docs/, in its order. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
    ([, language = '', file, body = '']) => ({
      ...{ language, file, text: body },
    }),
  )
}

/** Writes a block that is a file into a folder. */
export function writeBlock(folder: string, { file = '', text }: Block): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Runs a block of shell commands in a folder as a reader would, and gives what they print. Throws where one fails. */
export async function runBlock(folder: string, { text }: Block): Promise<string> {
  const commands = text.trim().replaceAll('npx cx', `node "${join(root, 'cli/cx.mjs')}"`)
  const { stdout } = await execa('bash', ['-ec', commands], { cwd: folder, env: { NO_COLOR: '1' } })
  return stdout
}
