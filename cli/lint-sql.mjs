#!/usr/bin/env node
// Checks the style of sql/ with SQLFluff (rules in .sqlfluff); its exit code is SQLFluff's. Further arguments go to it.
//
// The project is linted as a copy in which the macros of sql/macros/statistics stand as plain calls. One t
// distribution is 15,000 characters of arithmetic, written into every model that tests something: checking that it
// is laid out well takes minutes a model and says nothing about the model.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { venvProgram } from './setup/python-packages.mjs'
import { ROOT } from './setup.mjs'

/** Every macro of a file as a macro that writes a call of its own name. @param {string} text */
export const asCalls = (text) =>
  [...text.matchAll(/{%-?\s*macro\s+(\w+)\s*\(([^)]*)\)/g)]
    .map(([, name, parameters = '']) => {
      const names = parameters.split(',').flatMap((each) => each.split('=')[0]?.trim() || [])
      const values = names.map((each) => `{{ ${each} }}`).join(', ')
      return `{% macro ${name}(${parameters}) -%} ${name}(${values}) {%- endmacro %}\n`
    })
    .join('\n')

/** @param {string} folder */
const copyProject = (folder) => {
  cpSync(join(ROOT, 'sql'), join(folder, 'sql'), { recursive: true })
  for (const file of ['.sqlfluff', '.sqlfluffignore']) cpSync(join(ROOT, file), join(folder, file))
  for (const file of globSync(join(folder, 'sql/macros/statistics/*.sql'))) {
    writeFileSync(file, asCalls(readFileSync(file, 'utf8')))
  }
}

/** @param {string[]} options of `sqlfluff lint` */
const lint = (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'cx-lint-'))
  try {
    copyProject(folder)
    // dbt compiles against a database, which stays empty, and writes its notes away from the project.
    const env = {
      ...process.env,
      CX_DUCKDB_PATH: join(folder, 'empty.duckdb'),
      CX_THREADS: '1',
      DBT_TARGET_PATH: join(folder, 'target'),
      DBT_LOG_PATH: join(folder, 'logs'),
      // Python's remark about SQLFluff's worker processes at their end.
      PYTHONWARNINGS: 'ignore:resource_tracker',
    }
    // From the copy's root the paths that SQLFluff prints are those of the project.
    const args = ['lint', 'sql/models', 'sql/tests', '--disable-progress-bar', ...options]
    const { status, error } = spawnSync(venvProgram(ROOT, 'sqlfluff'), args, {
      cwd: folder,
      env,
      stdio: 'inherit',
    })
    if (error) throw error
    return status ?? 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) process.exitCode = lint(process.argv.slice(2))
