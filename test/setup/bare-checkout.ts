import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa, type Options } from 'execa'

const ROOT = resolve(import.meta.dirname, '../..')
const FILES = [
  'cli/cx.mjs',
  'cli/run.mjs',
  'cli/setup.mjs',
  'cli/setup',
  'package.json',
  'package-lock.json',
  'requirements.txt',
]

// Stand-ins that do in no time what npm and Python do in a minute, and write down that they were called.
const NPM = `#!/bin/sh
echo "npm $*" >> "$CALLS"
if [ "$1" = ci ]; then
  rm -rf node_modules
  sleep "\${NPM_SECONDS:-0}"
  if [ -n "$NPM_FAILS" ]; then echo "npm warn EBADENGINE old"; echo "npm error code ENOTFOUND"; exit 7; fi
  mkdir node_modules
  echo "npm done" >> "$CALLS"
fi
`

const python = (version: string, missing: string) => `#!/bin/sh
case "$1 $2" in
  -c*) echo '{"version":[${version.replaceAll('.', ',')}],"missing":[${missing}]}' ;;
  "-m venv")
    echo "python venv" >> "$CALLS"
    mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && echo "version = ${version}" > "$4/pyvenv.cfg" ;;
  "-m pip") echo "python pip" >> "$CALLS" ;;
esac
`

export interface BareOptions {
  readonly python?: { readonly version: string; readonly missing?: string }
}

/** A copy of the project with nothing installed, and a PATH on which only stand-ins and sh's own tools are. */
export const bareCheckout = (options: BareOptions = { python: { version: '3.12.4' } }) => {
  const root = mkdtempSync(join(tmpdir(), 'cx-bare-'))
  for (const file of FILES) cpSync(join(ROOT, file), join(root, file), { recursive: true })
  const bin = join(root, 'bin')
  mkdirSync(bin)
  symlinkSync(process.execPath, join(bin, 'node'))
  for (const tool of ['sh', 'rm', 'mkdir', 'sleep', 'cp', 'env']) symlinkSync(whereIs(tool), join(bin, tool))
  const script = (name: string, text: string) => {
    writeFileSync(join(bin, name), text)
    chmodSync(join(bin, name), 0o755)
  }
  script('npm', NPM)
  if (options.python) script('python3', python(options.python.version, options.python.missing ?? ''))
  const log = join(root, 'calls.log')
  const start = (env: Record<string, string> = {}, args = ['cli/setup.mjs']) =>
    execa(join(bin, 'node'), args, {
      cwd: root,
      extendEnv: false,
      env: { PATH: bin, CALLS: log, ...env },
      ...QUIETLY,
    })
  /** What the stand-ins were asked for since the last look. */
  const calls = () => {
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
    writeFileSync(log, '')
    return lines.filter((line) => line !== '')
  }
  return { root, start, calls }
}

const QUIETLY = { reject: false, stdin: 'ignore' } as const satisfies Options

const whereIs = (tool: string) =>
  ['/bin', '/usr/bin'].map((folder) => join(folder, tool)).find((file) => existsSync(file)) ?? tool
