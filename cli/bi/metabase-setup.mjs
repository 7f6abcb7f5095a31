#!/usr/bin/env node
// Sets Metabase up with what content.json says: METABASE_URL=… METABASE_API_KEY=… CX_SQL_USER=… CX_SQL_PASSWORD=… node setup.mjs
// May run again: what is there under its name is changed, not made twice.
import { readFile } from 'node:fs/promises'

const content = JSON.parse(await readFile(new URL('content.json', import.meta.url), 'utf8'))
const { METABASE_URL, METABASE_API_KEY, CX_SQL_USER = 'cx', CX_SQL_PASSWORD = '' } = process.env
if (!METABASE_URL || !METABASE_API_KEY) {
  console.error('Set METABASE_URL and METABASE_API_KEY (Admin settings, Authentication, API keys).')
  process.exit(2)
}

/** @type {(method: string, path: string, body?: object) => Promise<any>} */
const ask = async (method, path, body) => {
  const headers = { 'x-api-key': METABASE_API_KEY, 'content-type': 'application/json' }
  const options = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(new URL(`/api/${path}`, METABASE_URL), options)
  const text = await response.text()
  if (!response.ok)
    throw new Error(`Metabase refused ${method} /api/${path}: ${response.status} ${text.slice(0, 300)}`)
  return text ? JSON.parse(text) : undefined
}

/**
 * Changes the one of this name, or makes it.
 *
 * @type {(path: string, known: { id: number, name: string }[], body: Record<string, unknown> & { name: string }) => Promise<{ id: number }>}
 */
const put = async (path, known, body) => {
  const same = known.find(({ name }) => name === body.name)
  return same ? ask('PUT', `${path}/${same.id}`, body) : ask('POST', path, body)
}

const details = { ...content.database.details, user: CX_SQL_USER, password: CX_SQL_PASSWORD }
const databases = await ask('GET', 'database')
const database = await put('database', databases.data ?? databases, { ...content.database, details })
const collections = await ask('GET', 'collection')
const collection = await put('collection', collections, { name: content.dashboard.name })
const inside = { collection_id: collection.id }
/** @type {{ id: number, name: string, model: string }[]} */
const items = (await ask('GET', `collection/${collection.id}/items`)).data ?? []
const known = items.filter(({ model }) => model !== 'dashboard')

/** @type {(body: { name: string, description?: string, sql: string }, type: string, display: string, settings?: object) => Promise<{ id: number }>} */
const card = (body, type, display, settings = {}) =>
  put('card', known, {
    ...inside,
    name: body.name,
    description: body.description ?? null,
    type,
    display,
    visualization_settings: settings,
    dataset_query: { type: 'native', database: database.id, native: { query: body.sql } },
  })

for (const model of content.models) await card(model, 'model', 'table')
const questions = []
for (const question of content.questions)
  questions.push(await card(question, 'question', question.display, question.settings))

const dashboards = (await ask('GET', `collection/${collection.id}/items?models=dashboard`)).data ?? []
const dashboard = await put('dashboard', dashboards, { ...content.dashboard, ...inside })
await ask('PUT', `dashboard/${dashboard.id}`, {
  dashcards: questions.map(({ id }, i) => ({
    id: -1 - i,
    card_id: id,
    ...{ row: 6 * Math.floor(i / 2), col: 12 * (i % 2), size_x: 12, size_y: 6 },
  })),
})
console.log(
  `${content.models.length} models and ${questions.length} questions: ${new URL(`/dashboard/${dashboard.id}`, METABASE_URL)}`,
)
