import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import type { Moto } from './moto.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = join(ROOT, 'docs/deploy.md')

/** What differs here: these packages are installed already, and moto leaves change sets half done. */
const SHELL = `
set -euo pipefail
unset AWS_PROFILE
npm() { :; }
npx() {
  if [ "$1" = cdk ]; then (cd "$ROOT" && command npx "$@" --method direct --output "$TMPDIR/cdk.out"); else (cd "$ROOT" && command npx "$@"); fi
}
`

/** The commands of docs/deploy.md under a name. */
export async function documented(name: string): Promise<string> {
  const block = new RegExp(`<!-- run: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(
    await readFile(PAGE, 'utf8'),
  )
  if (block?.[1]) return block[1]
  throw new Error(`docs/deploy.md has no commands under "${name}".`)
}

/** Runs the very commands that the documentation names. Returns what they print. */
export async function runDocumented({ environment, tools }: Moto, name: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'documented-'))
  const env = {
    ...environment,
    ROOT,
    PATH: [tools, process.env.PATH].join(delimiter),
    // What the command line finds out by itself in a real account.
    CDK_DEFAULT_ACCOUNT: '123456789012',
    CDK_DEFAULT_REGION: environment.AWS_REGION ?? '',
    AWS_PAGER: '',
    AWS_DEFAULT_OUTPUT: 'json',
  }
  const { stdout } = await execa('bash', ['-c', SHELL + (await documented(name))], { cwd, env })
  return stdout
}
