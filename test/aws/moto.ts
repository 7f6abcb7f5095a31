import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { withLock } from '../../cli/setup/lock.mjs'
import { findPython } from '../../cli/setup/python.mjs'

const ROOT = join(import.meta.dirname, '../..')
const HERE = join(import.meta.dirname, 'moto')
const VENV = join(ROOT, '.cx/moto')
const PYTHON = join(VENV, process.platform === 'win32' ? 'Scripts' : 'bin', 'python')
const REQUIREMENTS = join(HERE, 'requirements.txt')

/** A stand-in for AWS in a process of its own, empty at first. What runs against it finds it by these variables. */
export interface Moto {
  readonly environment: Readonly<Record<string, string>>
  /** The folder of AWS's command line. */
  readonly tools: string
  stop(): Promise<void>
}

/** Starts moto and sets this process's environment so that every AWS client speaks to it, and to nothing else. */
export async function startMoto(): Promise<Moto> {
  await installMoto()
  const server = execa(PYTHON, [join(HERE, 'serve.py')], {
    stdin: 'pipe',
    reject: false,
    env: { PYTHONWARNINGS: 'ignore', CX_TEST_ADDRESS: addressFile() },
  })
  const port = await firstLine(server.stdout)
  if (!port) throw new Error(`moto did not start: ${(await server).stderr}`)
  const environment = {
    // The CDK's command line takes an address of S3 apart by its name, which digits are not.
    AWS_ENDPOINT_URL: `http://localhost:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
    AWS_SESSION_TOKEN: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  Object.assign(process.env, environment)
  return {
    environment,
    tools: dirname(PYTHON),
    stop: async () => {
      server.stdin.end()
      await server
    },
  }
}

/** Where a test writes the address at which it answers for what moto does not run. */
export const addressFile = () => join(tmpdir(), 'test-address')

async function firstLine(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) return line
  return undefined
}

/** An environment of its own, because moto and dbt want other versions of the same packages. Made once, and anew when its requirements change. */
async function installMoto(): Promise<void> {
  const [stamp, wanted] = [join(VENV, 'made-from'), digestOf(REQUIREMENTS)]
  const isReady = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (isReady()) return
  await withLock(join(ROOT, '.cx/moto.lock'), async () => {
    if (isReady()) return
    const { program } = await findPython()
    await execa(program, ['-m', 'venv', '--clear', VENV])
    await execa(PYTHON, ['-m', 'pip', 'install', '--no-input', '-q', '-r', REQUIREMENTS])
    writeFileSync(stamp, wanted)
  })
}

const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
