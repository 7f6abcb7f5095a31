import * as z from 'zod'
import { Api } from './api-spec.ts'
import { Webhook } from './webhook-spec.ts'

/** Where rows come from: one file in sources/. */
const SourceFile = z.strictObject({
  description: z.string().min(1),
  webhook: Webhook.optional(),
  api: Api.optional(),
})

export interface Source extends z.infer<typeof SourceFile> {
  readonly name: string
}

/** A source's file is not what it must be. Lists everything that is wrong with it. */
export class SourceError extends Error {
  constructor(name: string, issues: readonly string[]) {
    super(`sources/${name}.yml is not as it must be:\n${issues.map((issue) => `  ${issue}`).join('\n')}`)
    this.name = new.target.name
  }
}

/** Checks what stands in a source's file. */
export function checkSource(name: string, content: unknown): Source {
  const checked = SourceFile.safeParse(content)
  if (checked.success) return { ...checked.data, name }
  throw new SourceError(
    name,
    checked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()),
  )
}
