import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diagnose } from '../../cli/commands/doctor.ts'
import { pinnedVersions } from '../../cli/doctor/pinned-versions.ts'
import { toolchainChecks } from '../../cli/doctor/toolchain-checks.ts'
import { asCalls } from '../../cli/lint-sql.mjs'

const ROOT = resolve(import.meta.dirname, '../..')

describe('versions', () => {
  test.each(pinnedVersions(ROOT))('$name is the same everywhere', ({ places }) => {
    expect(new Set(Object.values(places)).size).toBe(1)
    expect(Object.values(places)[0]).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('that differ are named with their places', () => {
    const root = mkdtempSync(join(tmpdir(), 'cx-pins-'))
    const dependencies = { '@duckdb/node-api': '1.5.5-r.5' }
    writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies }))
    writeFileSync(join(root, 'package-lock.json'), '{}')
    writeFileSync(join(root, 'requirements.in'), 'duckdb==1.5.5\n')
    writeFileSync(join(root, 'requirements.txt'), 'duckdb==2.0.0\n')
    mkdirSync(join(root, '.venv/lib/python3.12/site-packages/duckdb-2.0.0.dist-info'), { recursive: true })
    const check = toolchainChecks(root).find(({ name }) => name === 'DuckDB')
    expect(check).toMatchObject({ ok: false, next: expect.stringContaining('make them equal') })
    expect(check?.detail).toContain('package.json 1.5.5')
    expect(check?.detail).toContain('.venv 2.0.0')
  })

  test('of packages for other platforms are locked too, without which npm ci refuses the lock', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
    const optional = Object.values<{ optionalDependencies?: object }>(packages).flatMap((each) =>
      Object.keys(each.optionalDependencies ?? {}),
    )
    const locked = Object.keys(packages)
    expect(optional.filter((name) => !locked.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
      [],
    )
  })
})

describe('the doctor', () => {
  test('finds this checkout and a new lake in order', async () => {
    const checks = await diagnose({ lake: join(tmpdir(), 'cx-no-lake-yet') })
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(checks.find(({ name }) => name === 'warehouse')).toMatchObject({
      detail: 'not built yet',
      next: 'cx build',
    })
    expect(checks.find(({ name }) => name === 'lake')?.detail).toContain('not made yet')
  })

  test('says which folder cannot be written', async () => {
    const file = join(ROOT, 'package.json')
    const checks = await diagnose({ lake: join(file, 'lake') })
    expect(checks.find(({ name }) => name === 'lake')).toMatchObject({
      ok: false,
      detail: `${file} is not writable`,
    })
  })
})

describe('continuous integration', () => {
  test('is one executable script that bash can read', () => {
    const script = join(ROOT, '.ci/run')
    expect(() => accessSync(script, constants.X_OK)).not.toThrow()
    execFileSync('bash', ['-n', script])
  })
})

test('macros are linted as calls that keep their names and parameters', () => {
  const text =
    '{# t #}\n{% macro tail(t, df=3) -%} long {%- endmacro %}\n{%- macro pi2() %} 6.28 {% endmacro %}'
  expect(
    asCalls(text)
      .split('\n')
      .filter((line) => line !== ''),
  ).toEqual([
    '{% macro tail(t, df=3) -%} tail({{ t }}, {{ df }}) {%- endmacro %}',
    '{% macro pi2() -%} pi2() {%- endmacro %}',
  ])
})
