import delivered from 'cx:delivered'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startSemanticLayer } from '../serve.ts'

/**
 * The semantic layer in Cube's own container image: one file, brought there before the container starts, that holds the
 * model and the dashboard and lays them beside itself.
 */
for (const [name, content] of Object.entries(delivered)) {
  const file = join(import.meta.dirname, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, Buffer.from(content, 'base64'))
}

const say = (message: string, details: object = {}) =>
  process.stdout.write(`${JSON.stringify({ message, ...details })}\n`)

const layer = await startSemanticLayer({
  host: '0.0.0.0',
  port: Number(process.env.PORT ?? 4000),
  dashboard: join(import.meta.dirname, 'dashboard'),
  // Queries may hold what somebody asked about a person: only what went wrong is kept.
  onLog: (message, { error, warning }) => {
    if (error || warning) say(message, { error, warning })
  },
})
say('Serving', { port: layer.port, sql: layer.sqlApi.on ? layer.sqlApi.port : 'off', access: layer.access })

// ECS ends a task with SIGTERM, and kills it half a minute later.
process.once('SIGTERM', () => void layer.close().then(() => process.exit(0)))
