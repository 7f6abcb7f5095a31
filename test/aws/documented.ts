import { globSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import type { Moto } from './moto.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = join(ROOT, 'docs/deploy.md')

/**
 * What differs here: these packages are installed already, moto leaves change sets half done, and what the CDK has made of a
 * checkout once need not be made again.
 */
const SHELL = `
set -euo pipefail
unset AWS_PROFILE
npm() { :; }
npx() { (cd "$ROOT" && if [ "$1" = cdk ]; then cdk "\${@:2}"; else command npx "$@"; fi); }
cdk() {
  local method=direct from=--output
  if [ "$1" = diff ]; then method=template; fi
  if [ -e "$ASSEMBLY/whole" ]; then from=--app; fi
  command npx cdk "$@" --method "$method" "$from" "$ASSEMBLY"
  if [ "$1" = diff ] || [ "$1" = deploy ]; then touch "$ASSEMBLY/whole"; fi
}
`

/** Where the CDK puts what it makes of a checkout. */
const assembly = (checkout: string) => join(tmpdir(), `assembly${checkout.replaceAll(/\W/g, '-')}`)

/** A file that lies beside a deployed function's code. */
export const besideCode = (name: string) => globSync(join(assembly(ROOT), `asset.*/${name}`))[0]

/** The commands of docs/deploy.md under a name. */
export async function documented(name: string): Promise<string> {
  const block = new RegExp(`<!-- run: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(
    await readFile(PAGE, 'utf8'),
  )
  if (block?.[1]) return block[1]
  throw new Error(`docs/deploy.md has no commands under "${name}".`)
}

/** Runs the very commands that the documentation names, in a checkout of the project. Returns what they print. */
export const runDocumented = async (moto: Moto, name: string, checkout?: string): Promise<string> =>
  run(moto, await documented(name), checkout)

/** Runs commands as the documentation's are run. */
export async function run({ environment, tools }: Moto, commands: string, checkout = ROOT): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'documented-'))
  const env = {
    ...environment,
    ROOT: checkout,
    ASSEMBLY: assembly(checkout),
    PATH: [tools, process.env.PATH].join(delimiter),
    // What the command line finds out by itself in a real account.
    CDK_DEFAULT_ACCOUNT: '123456789012',
    CDK_DEFAULT_REGION: environment.AWS_REGION ?? '',
    AWS_PAGER: '',
    AWS_DEFAULT_OUTPUT: 'json',
  }
  const { stdout } = await execa('bash', ['-c', SHELL + commands], { cwd, env })
  return stdout
}
