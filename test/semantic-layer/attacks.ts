/** A count behind scores, from which a small group could be worked out. */
export const SECRET = 'store_months.nps_responses'
/** A question about what is shown. */
export const open = { measures: ['store_performance.orders'] }
export const nobody = { member: 'store_performance.store_id', operator: 'equals', values: ['nobody'] }
const filter = (member: string) => ({ member, operator: 'lt', values: ['5'] })
const expression = (name: string) => ({
  cubeName: 'store_months',
  name,
  expressionName: name,
  definition: '',
})

/** Every way of naming a hidden member that Cube's query format has. */
export const attacks: [string, object][] = [
  ['a measure', { measures: [SECRET] }],
  ['a measure, on an empty result', { measures: [SECRET], filters: [nobody] }],
  ['a hidden measure of a shown view', { measures: ['store_performance.nps_responses'] }],
  ['a dimension', { dimensions: ['customers.customer_id'] }],
  ['a dimension, on an empty result', { dimensions: ['stores.name'], filters: [nobody] }],
  [
    'a time dimension',
    { ...open, timeDimensions: [{ dimension: 'store_months.month', granularity: 'month' }] },
  ],
  [
    'a time dimension that only filters',
    { ...open, timeDimensions: [{ dimension: 'store_months.month', dateRange: 'last year' }] },
  ],
  ['a dimension with a granularity in its name', { dimensions: ['store_months.month.year'] }],
  ['a filter', { ...open, filters: [filter(SECRET)] }],
  ['a filter by its old name', { ...open, filters: [{ dimension: SECRET, operator: 'lt', values: ['5'] }] }],
  ['a filter deep inside', { ...open, filters: [{ or: [nobody, { and: [nobody, filter(SECRET)] }] }] }],
  ['a sort order', { ...open, order: { [SECRET]: 'desc' } }],
  ['a sort order in a list', { ...open, order: [[SECRET, 'desc']] }],
  ['a segment', { ...open, segments: ['store_months.small'] }],
  ['ungrouped rows', { measures: [SECRET], ungrouped: true }],
  ['the total', { measures: [SECRET], total: true }],
  ['a compact answer', { measures: [SECRET], responseFormat: 'compact' }],
  ['a columnar answer', { measures: [SECRET], responseFormat: 'columnar' }],
  [
    'an expression as text',
    {
      measures: [
        JSON.stringify({
          cubeName: 'store_months',
          alias: 'x',
          expr: { type: 'SqlFunction', cubeParams: [], sql: '1' },
        }),
      ],
    },
  ],
  ['a parsed expression', { measures: [{ ...expression('x'), expression: ['return `1`'] }] }],
  [
    'a patched measure',
    {
      measures: [
        {
          ...expression('x'),
          expression: {
            type: 'PatchMeasure',
            sourceMeasure: SECRET,
            replaceAggregationType: null,
            addFilters: [],
          },
        },
      ],
    },
  ],
  [
    'a joined statement',
    { ...open, subqueryJoins: [{ sql: 'select 1', on: 'true', joinType: 'LEFT', alias: 'x' }] },
  ],
  ['join hints', { ...open, joinHints: [['customers']] }],
]
