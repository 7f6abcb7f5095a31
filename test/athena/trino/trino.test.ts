import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytesOf } from '../scanned.ts'
import { problemsOf } from './jars.ts'
import { findJava } from './jdk.ts'

let folder: string
const javaHome = process.env.JAVA_HOME
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cx-jdk-'))
  delete process.env.JAVA_HOME
})
afterEach(() => {
  if (javaHome !== undefined) process.env.JAVA_HOME = javaHome
})

async function jdk(name: string, version: string): Promise<string> {
  await mkdir(join(folder, name, 'bin'), { recursive: true })
  await writeFile(join(folder, name, 'release'), `IMPLEMENTOR="x"\nJAVA_VERSION="${version}"\n`)
  await writeFile(join(folder, name, 'bin', 'java'), '')
  return join(folder, name, 'bin', 'java')
}

test('a JDK 25 is found beside older ones', async () => {
  await jdk('a-17', '17.0.15')
  const java = await jdk('b-25', '25.0.1')
  expect(findJava([join(folder, '*')])).toBe(java)
})

test('older JDKs and folders that are none do not count', async () => {
  await jdk('a-17', '17.0.15')
  await mkdir(join(folder, 'empty'))
  expect(findJava([join(folder, '*')])).toBeUndefined()
})

test('jars that are missing, changed or not in the list are named', async () => {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  await writeFile(join(folder, 'good.jar'), 'good')
  await writeFile(join(folder, 'bad.jar'), 'changed')
  await writeFile(join(folder, 'strange.jar'), '')
  const expected = new Map([
    ['good.jar', digest('good')],
    ['bad.jar', digest('bad')],
    ['gone.jar', digest('gone')],
  ])
  expect(await problemsOf(folder, expected)).toEqual([
    'gone.jar is missing',
    'bad.jar has another checksum',
    'strange.jar is not in the list',
  ])
})

test.each([
  ['0B', 0],
  ['512B', 512],
  ['1.5kB', 1_536],
  ['3.25MB', 3_407_872],
  ['2GB', 2_147_483_648],
])('%s is %d bytes', (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes)
})
