import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cx-warehouse')
const jars = join(cache, 'trino-483')

/**
 * The folder of Trino's jars, outside of any checkout. Maven fetches them once, about 0.5 GB; every time they must be,
 * file by file, those of jars.sha256.
 */
export async function trinoJars(say: (line: string) => void): Promise<string> {
  if (!existsSync(jars)) {
    say(`Fetching Trino 483 with Maven into ${jars} (about 0.5 GB, once)`)
    await fetchJars()
  }
  const problems = await problemsOf(jars, await expectedJars())
  if (problems.length === 0) return jars
  throw new Error(
    `${jars} does not hold what jars.sha256 says: ${problems.slice(0, 5).join('; ')}. ` +
      'Remove that folder and run again; if it comes back, somebody has changed what Maven gives.',
  )
}

/** Why the jars cannot be had here, or undefined where they can. */
export async function jarsMissing(): Promise<string | undefined> {
  if (existsSync(jars)) return undefined
  const { failed } = await execa('mvn', ['--version'], { reject: false })
  return failed ? MAVEN_MISSING : undefined
}

const MAVEN_MISSING =
  'Maven (mvn) is needed once to fetch Trino. Debian: apt-get install maven; macOS: brew install maven.'

/** The SHA-256 of each jar, by file name. */
async function expectedJars(): Promise<Map<string, string>> {
  const text = await readFile(join(import.meta.dirname, 'jars.sha256'), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
}

/** How a folder differs from what it should hold, in words. */
export async function problemsOf(folder: string, expected: ReadonlyMap<string, string>): Promise<string[]> {
  const present = (await readdir(folder)).sort()
  const missing = [...expected.keys()].filter((name) => !present.includes(name))
  const problems = missing.map((name) => `${name} is missing`)
  for (const name of present) {
    const digest = createHash('sha256').update(await readFile(join(folder, name)))
    if (!expected.has(name)) problems.push(`${name} is not in the list`)
    else if (digest.digest('hex') !== expected.get(name)) problems.push(`${name} has another checksum`)
  }
  return problems
}

/** Fetches beside the cache and moves in one step: a fetch that breaks off leaves no half of it. */
async function fetchJars(): Promise<void> {
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, 'fetching-'))
  try {
    const pom = join(import.meta.dirname, 'pom.xml')
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${draft}`]
    await execa('mvn', ['--batch-mode', '--quiet', '--strict-checksums', '--file', pom, ...goal])
    await rename(draft, jars)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
