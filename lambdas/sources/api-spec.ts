import * as z from 'zod'
import { path, SourceMap } from './map-spec.ts'

/** Text in which `{name}` stands for what the account says of that name, `{since}` for where to begin and `{item}` for each of a list. */
const template = z.string().min(1)
const templates = z.record(z.string(), template)

const Auth = z.union([
  z.strictObject({ bearer: template }),
  z.strictObject({ basic: z.strictObject({ user: template, password: template }) }),
  z.strictObject({ headers: templates }),
  /** A form that is posted for a token, first and whenever a token has expired. */
  z.strictObject({ oauth: z.strictObject({ url: template, form: templates }) }),
])

/** Where the next page is told, and where it is to be said: `query.NAME` or `json.NAME`. */
const to = z.string().regex(/^(query|json)\.[\w[\]-]+$/)
const Pages = z.union([
  z.strictObject({ cursor: path, to, more: path.optional(), most: z.int().optional() }),
  z.strictObject({ next: path }),
  z.strictObject({ link: z.literal('header') }),
  z.strictObject({ offset: to, size: z.int().positive() }),
  z.strictObject({ page: to, size: z.int().positive() }),
  /** No pages: where as many come as there may be, it goes on from the newest. */
  z.strictObject({ most: z.int().positive() }),
])

/** A file that is made on request: it is asked for, waited for, and fetched. */
const Export = z.strictObject({
  job: path,
  progress: template,
  done: path,
  file: template,
})

const Stream = z.strictObject({
  /** The list in the account for each of whose items this is pulled. */
  for: z.string().optional(),
  path: template,
  query: templates.default({}),
  /** What is posted; without it, the request is a GET. */
  json: z.unknown().optional(),
  headers: templates.default({}),
  records: path,
  since: z.strictObject({
    /** Where a record says when it last changed. */
    field: path,
    as: z.enum(['iso', 'seconds', 'milliseconds']).default('iso'),
    /** Where the first pull begins. */
    from: z.iso.datetime().default('2015-01-01T00:00:00Z'),
  }),
  pages: Pages,
  export: Export.optional(),
  map: SourceMap,
})

/** How a source is pulled. */
export const Api = z.strictObject({
  /** Where its addresses begin. An account may say another `base`, such as that of a sandbox. */
  base: template,
  auth: Auth,
  rate: z.strictObject({ requests: z.int().positive(), seconds: z.number().positive() }),
  streams: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), Stream),
})

export type Api = z.infer<typeof Api>
export type Stream = z.infer<typeof Stream>
