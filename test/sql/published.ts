import { list, type useModels } from './models.ts'

export type Answer = [
  store: string,
  department: string | null,
  touchpoint: string | null,
  month: string,
  metric: string,
  score: number,
]

export const STORES = [
  ['s1', 'FR', 'West'],
  ['s2', 'FR', 'West'],
  ['s3', 'FR', 'East'],
  ['s4', 'FR', 'East'],
  ['s5', 'FR', 'East'],
]

/** Makes what is published of survey answers: by period, area and detail, and what adds up over stores and months. */
export async function publish(warehouse: ReturnType<typeof useModels>, answers: Answer[], stores = STORES) {
  await warehouse.table(
    'marts.dim_stores',
    `select * from (values ${list(stores)}) as t (store_id, country, state)`,
  )
  await warehouse.table(
    'marts.fct_survey_answers',
    `select store_id, cast(department as varchar) as department, cast(touchpoint as varchar) as touchpoint, cast(month as date) as answered_month, metric, score,
       case metric when 'nps' then case when score >= 9 then 'promoter' when score >= 7 then 'passive' else 'detractor' end
         when 'csat' then if(score >= 4, 'satisfied', 'dissatisfied') else if(score >= 5, 'easy', 'hard') end as answer_class,
       case when metric <> 'nps' then score when score >= 9 then 100 when score >= 7 then 0 else -100 end as scored_value,
       true as is_latest_in_month
     from (values ${list(answers)}) as t (store_id, department, touchpoint, month, metric, score)`,
  )
  await warehouse.schema('staging')
  await warehouse.table('staging.stg_landing__ledger', `select 'stores' as extract, 1 as _build`)
  await warehouse.table(
    'intermediate.int_touched_months',
    'select distinct answered_month as month from marts.fct_survey_answers',
  )
  await warehouse.table(
    'intermediate.int_data_end',
    'select max(last_day(answered_month)) as as_of from marts.fct_survey_answers',
  )
  await warehouse.build(
    'int_store_month_surveys',
    'int_new_extracts',
    'int_retold_years',
    'int_told_periods',
    'int_told_changes',
    'int_told_months',
    'int_department_answers',
    'int_touched_periods',
    'int_department_cells',
    'int_withheld_stores',
    'int_withheld_states',
    'int_withheld_company',
    'kpi_department_months',
  )
}
