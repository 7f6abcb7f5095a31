import * as z from 'zod'
import { id, number, plannedDate, text } from './columns/index.ts'
import { defineContract } from './contract.ts'

export const stores = defineContract({
  name: 'stores',
  source: 'crm',
  description: 'One row per store, as last known.',
  key: ['store_id'],
  columns: {
    store_id: id('The store.'),
    name: text('Its name.'),
    city: text('Its city.'),
    state: text('Its state or region.'),
    country: text('Its country, as ISO 3166-1 alpha-2.'),
    latitude: z.nullable(number({ minimum: -90, maximum: 90 }, 'Degrees north.')),
    longitude: z.nullable(number({ minimum: -180, maximum: 180 }, 'Degrees east.')),
    floor_area_sqft: z.nullable(number({ minimum: 1 }, 'The area that customers walk, in square feet.')),
    format: z.nullable(text('The kind of store.')),
    opened_on: plannedDate('The day that it opened.'),
  },
})
