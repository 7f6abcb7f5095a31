import { Command, Option } from 'commander'
import { type Contract, contracts } from '../../contracts/index.ts'
import { jsonSchemaOf, jsonSchemaOfAll } from '../../contracts/json-schema.ts'
import { requireContract } from '../require-contract.ts'
import { type Templates, writeTemplates } from '../templates.ts'
import { formatCount } from '../ui/format.ts'
import { contractsTable, contractTable } from '../views/contracts.ts'
import { contractsPage } from '../views/contracts-page.ts'

interface ContractsOptions {
  json?: boolean
  markdown?: boolean
  template?: string | true
  force?: boolean
}

const FOLDER = 'templates'

export function contractsCommand(): Command {
  return new Command('contracts')
    .description('Show what each extract must hold: as a table, JSON Schema, a page or empty files.')
    .argument('[extract]', 'one of them; all where it is left out')
    .option('--json', 'print JSON Schema (draft 2020-12), and nothing else')
    .addOption(new Option('--markdown', 'print the reference page').conflicts(['json', 'template']))
    .option('--template [folder]', `write an empty CSV file for each extract (default folder: ${FOLDER})`)
    .option('--force', 'replace templates that are there already')
    .action(async (extract: string | undefined, options: ContractsOptions) => {
      const asked = extract === undefined ? contracts : [requireContract(extract)]
      process.stdout.write(`${(await answer(asked, options)).trimEnd()}\n`)
    })
}

async function answer(asked: readonly Contract[], options: ContractsOptions): Promise<string> {
  const { json = false, markdown = false, template, force = false } = options
  if (template) {
    const templates = await writeTemplates(asked, template === true ? FOLDER : template, { force })
    return json ? asJson(templates) : describe(templates)
  }
  const [only, another] = asked
  const one = another ? undefined : only
  if (markdown) return contractsPage(asked)
  if (json) return asJson(one ? jsonSchemaOf(one) : jsonSchemaOfAll(asked))
  if (one) return contractTable(one)
  return `${contractsTable(asked)}\nThe columns of one: npx cx contracts orders`
}

const asJson = (value: unknown) => JSON.stringify(value, null, 2)

function describe({ written, kept }: Templates): string {
  const files = (list: string[]) => list.map((file) => `  ${file}`)
  return [
    ...(written.length > 0 ? [`Wrote ${formatCount(written.length, 'template')}:`, ...files(written)] : []),
    ...(kept.length > 0
      ? ['Left as they are, because they are there (--force replaces them):', ...files(kept)]
      : []),
  ].join('\n')
}
