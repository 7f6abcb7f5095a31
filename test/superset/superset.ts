import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'

const ROOT = join(import.meta.dirname, '../..')
/** CX_SUPERSET_VENV names one that is there already. */
const VENV = process.env.CX_SUPERSET_VENV || join(ROOT, '.cx', 'superset')
const program = (name: string) => join(VENV, 'bin', name)
const LOGIN = { username: 'admin', password: 'admin', provider: 'db' }

/** A real Superset with one bundle imported, and the way to ask its API. */
export async function supersetWith(bundle: string) {
  await install()
  const home = await mkdtemp(join(tmpdir(), 'cx-superset-'))
  const env = {
    SUPERSET_HOME: home,
    SUPERSET_CONFIG_PATH: join(import.meta.dirname, 'superset_config.py'),
    PATH: `${join(VENV, 'bin')}:${process.env.PATH}`,
  }
  const superset = (...words: string[]) => execa(program('superset'), words, { env, cwd: home })
  const person = ['--firstname', 'A', '--lastname', 'Tester', '--email', 'tester@example.com']
  await superset('db', 'upgrade')
  await superset('fab', 'create-admin', '--username', LOGIN.username, '--password', LOGIN.password, ...person)
  await superset('init')
  await superset('import-dashboards', '-p', bundle, '-u', LOGIN.username)

  const port = await freePort()
  const server = execa(
    program('gunicorn'),
    [
      '-w',
      '1',
      '--threads',
      '4',
      '-k',
      'gthread',
      '--timeout',
      '300',
      // Longer than fetch keeps a connection that is idle: else one is used again just as it is closed here.
      '--keep-alive',
      '75',
      '-b',
      `127.0.0.1:${port}`,
      'superset.app:create_app()',
    ],
    { env, cwd: home, reject: false },
  )
  const url = `http://127.0.0.1:${port}`
  await reached(`${url}/health`)
  return {
    ask: await askedAs(url),
    async close() {
      server.kill()
      await server
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function install() {
  if (existsSync(program('gunicorn'))) return
  await execa('python3', ['-m', 'venv', VENV])
  const requirements = join(import.meta.dirname, 'requirements.txt')
  await execa(program('pip'), ['install', '--quiet', '-r', requirements], { stdio: 'inherit' })
}

export type Ask = <T>(path: string, body?: object) => Promise<T>

async function askedAs(url: string): Promise<Ask> {
  const ask = async (path: string, headers: Record<string, string>, body?: object) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Superset refused ${path}: ${response.status} ${text.slice(0, 1000)}`)
    return JSON.parse(text)
  }
  const { access_token } = await ask('security/login', {}, LOGIN)
  return (path, body) => ask(path, { authorization: `Bearer ${access_token}` }, body)
}

async function reached(address: string) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    await sleep(1000)
  }
  throw new Error(`Superset does not answer at ${address}.`)
}

function freePort() {
  return new Promise<number>((resolve) => {
    const socket = createServer().listen(0, '127.0.0.1', () => {
      const { port } = socket.address() as { port: number }
      socket.close(() => resolve(port))
    })
  })
}
