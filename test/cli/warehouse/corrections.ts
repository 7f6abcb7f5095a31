/**
 * What later files do to earlier ones, as CSV by the name of its file: rows corrected, moved to another month and
 * another store, late, of a store that is new, and older versions that land last.
 */
const csv = (head: string, ...rows: string[]) => `${[head, ...rows].join('\n')}\n`

const ORDERS = 'order_id,store_id,customer_id,channel,ordered_at,status,currency'
const LINES =
  'order_id,line_no,product_id,category,quantity,net_amount,discount_amount,unit_cost,returned_quantity'
const ANSWERS = 'response_id,metric,score,customer_id,store_id,touchpoint,channel,answered_at'
const REVIEWS = 'review_id,source,rating,store_id,posted_at'
const DAYS = 'store_id,day,visitors,queue_seconds'

/** Lands with the first files. The order is alone in its month. */
export const first = {
  'orders-x.csv': csv(
    ORDERS,
    'X1,S00001,,store,2019-05-05T10:00:00Z,completed,USD',
    'X2,S00002,,store,2024-02-05T10:00:00Z,completed,USD',
    'X3,S00003,,store,2024-03-05T10:00:00Z,completed,USD',
  ),
  'order_lines-x.csv': csv(LINES, 'X1,1,P,,1,10,0,4,0', 'X2,1,P,,2,20,0,8,0', 'X3,1,P,,3,30,0,12,0'),
  'survey_answers-x.csv': csv(
    ANSWERS,
    'XA,csat,2,C00000006,S00001,checkout,web,2024-02-05T10:00:00Z',
    'XB,csat,5,C00000006,S00001,checkout,web,2024-02-04T10:00:00Z',
    'XC,nps,9,,S00001,checkout,web,2018-01-04T10:00:00Z',
  ),
  'reviews-x.csv': csv(REVIEWS, 'XR,site,2,S00001,2017-02-05T10:00:00Z'),
  'store_days-x.csv': csv(DAYS, 'S00001,2016-01-01,10,100.25'),
}

/** A list of stores that lands between: one is new, and one lies elsewhere now. */
export const stores = {
  'stores-new.csv': csv(
    'store_id,name,city,state,country,floor_area_sqft,opened_on',
    'N1,New,Rome,Georgia,US,1000,2024-06-01',
    'S00003,Renamed,Rome,Georgia,US,5555,2010-01-01',
  ),
}

/** Lands last. */
export const corrected = {
  'orders-corrected.csv': csv(
    ORDERS,
    'X1,S00001,,store,2024-04-05T10:00:00Z,completed,USD', // leaves a month empty
    'X2,S00002,,store,2024-02-06T10:00:00Z,cancelled,USD',
    'N1-1,N1,,store,2024-07-05T10:00:00Z,completed,USD',
  ),
  'order_lines-corrected.csv': csv(
    LINES,
    'X3,1,P,,3,33,0,12,1', // its order has not changed
    'X3,2,Q,,1,7,0,,0',
    'N1-1,1,P,,1,100,0,40,0',
    'no such order,1,P,,1,100,0,40,0',
  ),
  'survey_answers-corrected.csv': csv(
    ANSWERS,
    'XA,csat,4,C00000006,S00001,checkout,web,2024-05-05T10:00:00Z', // now XB is the latest of its month
    'XC,nps,9,,S00001,checkout,web,2024-05-06T10:00:00Z',
    'XD,csat,1,,N1,checkout,web,2024-01-20T10:00:00Z', // late
  ),
  'reviews-corrected.csv': csv(REVIEWS, 'XR,site,5,N1,2024-02-05T10:00:00Z'),
  'store_days-corrected.csv': csv(DAYS, 'S00001,2016-01-01,12,80.5', 'N1,2024-07-05,33,90'),
}

/** Lands last, but counts as landed before all of `corrected`: what has a newer version there stays as it is. */
export const older = {
  'orders-older.csv': csv(
    ORDERS,
    'X2,S00002,,store,2023-12-24T10:00:00Z,completed,USD',
    'X4,S00002,,store,2023-11-24T10:00:00Z,completed,USD',
  ),
  'order_lines-older.csv': csv(LINES, 'X3,2,Q,,1,9999,0,,0', 'X4,1,P,,1,5,0,2,0'),
}
