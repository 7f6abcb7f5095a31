import { join } from 'node:path'
import { lastLines, SetupError } from './error.mjs'
import { run } from './run.mjs'
import { isStamped, pythonStamp, removeStamp, writeStamp } from './stamp.mjs'

/** @param {string} root */
export const arePythonPackagesReady = (root) => isStamped(join(root, '.venv'), pythonStamp(root))

/** A program of the virtual environment, such as `dbt`. @param {string} root @param {string} name */
export const venvProgram = (root, name) =>
  process.platform === 'win32' ? join(root, '.venv/Scripts', `${name}.exe`) : join(root, '.venv/bin', name)

/**
 * Makes .venv anew and installs exactly what requirements.txt says.
 * @param {string} root
 * @param {import('./python.mjs').Python} python
 * @param {(line: string) => void} onLine
 * @throws {SetupError} with the last lines of pip's own output
 */
export const installPythonPackages = async (root, python, onLine) => {
  const venv = join(root, '.venv')
  removeStamp(venv)
  await must(`${python.program} -m venv .venv`, python.program, ['-m', 'venv', '--clear', venv], {
    cwd: root,
  })
  const args = [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--no-input',
    '--no-user',
    '--progress-bar=off',
  ]
  const install = [...args, '-r', 'requirements.txt']
  await must('pip install -r requirements.txt', venvProgram(root, 'python'), install, { cwd: root, onLine })
  writeStamp(venv, pythonStamp(root))
}

/**
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
const must = async (title, program, args, options) => {
  const { code, output } = await run(program, args, options)
  if (code !== 0)
    throw new SetupError(`${title} failed (exit code ${code}). Its last lines:\n${lastLines(output)}`)
}
