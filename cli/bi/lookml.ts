import type { Files } from './files.ts'
import type { BiMember, BiView } from './views.ts'

/** The connection of Looker's admin page that reaches the SQL API (a Postgres connection). */
const CONNECTION = 'cx'

/**
 * LookML over Cube's SQL API: a view and an explore for each view of the model. Measures are Cube's own (`MEASURE`), so that
 * Looker shows its numbers and computes none.
 */
export function lookml(views: BiView[]): Files {
  const files: Files = new Map([['cx.model.lkml', modelOf(views)]])
  for (const view of views) files.set(`views/${view.name}.view.lkml`, viewOf(view))
  return files
}

const modelOf = (views: BiView[]) => `connection: "${CONNECTION}"
label: "Customer experience"
include: "/views/*.view.lkml"
${views
  .map(
    ({ name, title, description }) => `
explore: ${name} {
  label: ${quoted(title)}
  description: ${quoted(description)}
}
`,
  )
  .join('')}`

const viewOf = ({ name, title, dimensions, measures }: BiView) => `view: ${name} {
  label: ${quoted(title)}
  sql_table_name: ${name} ;;
${dimensions.map(dimensionOf).join('')}${measures.map((measure) => measureOf(measure, dimensions)).join('')}}
`

function dimensionOf({ name, title, description, type, format }: BiMember): string {
  const kind = type === 'time' ? TIME : `    type: ${type === 'boolean' ? 'yesno' : type}\n`
  return `
  dimension${type === 'time' ? '_group' : ''}: ${name} {
    label: ${quoted(title)}
    description: ${quoted(description)}
${kind}    sql: \${TABLE}.${name} ;;
${valueFormat(format)}  }
`
}

/** A calendar day or month as it is: another zone would move it to the day before. */
const TIME = `    type: time
    timeframes: [date, week, month, quarter, year]
    datatype: date
    convert_tz: no
`

function measureOf(
  { name, title, description, type, format, drill }: BiMember,
  dimensions: BiMember[],
): string {
  const fields = drill.flatMap((member) => fieldOf(dimensions.find((each) => each.name === member)))
  return `
  measure: ${name} {
    label: ${quoted(title)}
    description: ${quoted(description)}
    type: ${type === 'time' ? 'date' : type}
    sql: MEASURE(\${TABLE}.${name}) ;;
${valueFormat(format)}${fields.length ? `    drill_fields: [${fields.join(', ')}]\n` : ''}  }
`
}

const fieldOf = (dimension?: BiMember) =>
  dimension ? [dimension.type === 'time' ? `${dimension.name}_date` : dimension.name] : []

const FORMATS = { percent: 'percent_1', currency: 'decimal_2', number: 'decimal_2' } as const

const valueFormat = (format: BiMember['format']) =>
  format ? `    value_format_name: ${FORMATS[format]}\n` : ''

/** LookML's strings end at a quote, and `;;` ends an expression even inside of one. */
const quoted = (text: string) =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll(';;', ';').replaceAll(/\s+/g, ' ').trim()}"`
