import { SetupError } from './error.mjs'
import { run } from './run.mjs'

/**
 * The oldest Python that the pinned packages have been resolved for.
 * @type {[major: number, minor: number]}
 */
export const OLDEST = [3, 11]

// The pinned packages have wheels for these; a python3 that is newer still comes last.
const CANDIDATES = ['python3.13', 'python3.12', 'python3.11', 'python3', 'python']

const PROBE = `
import importlib.util, json, sys
print(json.dumps({
  'version': list(sys.version_info[:3]),
  'missing': [name for name in ('venv', 'ensurepip') if importlib.util.find_spec(name) is None],
}))`

/**
 * @typedef {object} Python
 * @property {string} program
 * @property {number[]} version
 * @property {string[]} missing modules that Debian and Ubuntu pack separately
 */

/** @param {string} program @returns {Promise<Python | undefined>} */
const probe = async (program) => {
  const { code, output } = await run(program, ['-c', PROBE], { timeoutMs: 20_000 })
  if (code !== 0) return undefined
  try {
    return { program, ...JSON.parse(output.trim().split('\n').at(-1) ?? '') }
  } catch {
    return undefined // a launcher that answers something else
  }
}

/** @param {Python} python */
const isNewEnough = ({ version: [major = 0, minor = 0] }) =>
  major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])

/**
 * The first Python on the PATH that can make a virtual environment.
 * @throws {SetupError} one line that says what is missing and what to install
 */
export const findPython = async () => {
  const found = (await Promise.all(CANDIDATES.map(probe))).filter((python) => python !== undefined)
  const usable = found.filter(isNewEnough)
  const complete = usable.find(({ missing }) => missing.length === 0)
  if (complete) return complete
  throw new SetupError(complaint(found, usable))
}

/** @param {Python[]} found @param {Python[]} usable */
const complaint = (found, usable) => {
  const oldest = OLDEST.join('.')
  const [first] = usable
  if (first) {
    const name = `python${first.version.slice(0, 2).join('.')}`
    return `${first.program} has no ${first.missing.join(' and ')} module. Install it (e.g. apt-get install ${name}-venv or python3-venv) and run this again.`
  }
  const got = found.map(({ program, version }) => `${program} is ${version.join('.')}`).join(', ')
  const what = found.length > 0 ? `Python is too old: ${got}` : 'Python is missing: no python3 on the PATH'
  return `${what}. Install Python ${oldest} or newer with venv (e.g. apt-get install python3 python3-venv) and run this again.`
}
