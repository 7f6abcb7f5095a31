import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { signToken } from '../../semantic-layer/token.ts'
import { csv } from '../bi/csv.ts'
import { type Files, writeFiles } from '../bi/files.ts'
import { lookml } from '../bi/lookml.ts'
import { metabase } from '../bi/metabase.ts'
import { powerbi } from '../bi/powerbi.ts'
import { superset } from '../bi/superset.ts'
import { type BiModel, biModel } from '../bi/views.ts'
import { type CommonOptions, type Context, contextOf, print, withCommonOptions } from '../context.ts'
import { CxError } from '../ui/errors.ts'
import { withSemanticLayer } from './query.ts'

interface BiOptions extends CommonOptions {
  out: string
  database?: string
  sql: string
}

type Tool = {
  next: string
  files: (context: Context, options: BiOptions) => Promise<Files>
}

const fromModel =
  (write: (model: BiModel, options: BiOptions) => Files) => async (_: Context, options: BiOptions) =>
    write(await biModel(), options)

/** Each writes files from Cube's own list of views, so that a new view is in all of them. */
const TOOLS: Record<string, Tool> = {
  lookml: {
    next: 'Put the files into a LookML project whose connection "cx" is the SQL API: docs/bi/looker.md',
    files: fromModel(({ views }) => lookml(views)),
  },
  metabase: {
    next: 'Run setup.mjs with METABASE_URL and METABASE_API_KEY: docs/bi/metabase.md',
    files: fromModel(({ views }, { sql }) => metabase(views, ...hostOf(sql))),
  },
  superset: {
    next: 'Import cx.zip (superset import-dashboards -p cx.zip -u admin): docs/bi/superset.md',
    files: async ({ lake }, { database }) =>
      superset(await biModel(), database ?? `duckdb:///${await warehouseOf(lake.folder)}`),
  },
  powerbi: {
    next: 'Open cx.pbids in Power BI Desktop: docs/bi/powerbi.md',
    files: fromModel((_, { sql }) => powerbi(...hostOf(sql))),
  },
  csv: {
    next: 'Open the tables in Excel: docs/bi/excel.md',
    files: (context) =>
      withSemanticLayer(context, ({ url }, secret) =>
        csv({ url, token: signToken(secret, { roles: ['analyst'] }) }),
      ),
  },
}

export function biCommand(): Command {
  return withCommonOptions(new Command('bi'))
    .description('Write what connects a BI tool: its views, measures and a dashboard to begin with.')
    .argument('<tool>', Object.keys(TOOLS).join(', '))
    .requiredOption('--out <folder>', 'the folder to write to')
    .addOption(
      new Option('--sql <host:port>', 'where the SQL API is (lookml, metabase, powerbi)').default(
        '127.0.0.1:15432',
      ),
    )
    .option(
      '--database <uri>',
      "superset: SQLAlchemy's address of the SQL API, or of the marts (the lake's, by default)",
    )
    .action(async (name: string, options: BiOptions) => {
      const context = contextOf(options)
      const tool = toolOf(name)
      const files = await context.progress.step(`Writing ${name}`, () => tool.files(context, options))
      await writeFiles(options.out, files)
      const written = [...files.keys()]
      print(context, { folder: options.out, files: written }, () => describe(options.out, written, tool.next))
    })
}

function toolOf(name: string): Tool {
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined
  if (tool) return tool
  throw new CxError({ what: 'No such tool', got: name, allowed: Object.keys(TOOLS).join(', '), exitCode: 2 })
}

const describe = (folder: string, files: string[], next: string) =>
  `${files.length} files in ${folder}\nNext: ${next}`

/** The file itself: the link to it moves with every build, which a pooled connection would not follow. */
async function warehouseOf(lake: string): Promise<string> {
  const link = join(lake, 'warehouse', 'current.duckdb')
  return realpath(link).catch((cause) => {
    throw new CxError({ what: `There is no database ${link}`, next: 'Build it first: npx cx build', cause })
  })
}

function hostOf(text: string): [string, number] {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  if (host && Number(port) < 65_536) return [host, Number(port)]
  throw new CxError({ what: '--sql is no address', got: text, allowed: 'host:port', exitCode: 2 })
}
