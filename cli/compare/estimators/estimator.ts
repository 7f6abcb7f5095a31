import type { Demands } from '../panel.ts'

/** An estimate with its 95 % interval; null where the panel does not give one. */
export interface Pooled {
  readonly estimate: number
  readonly low: number | null
  readonly high: number | null
  readonly p: number | null
  readonly [more: string]: unknown
}

/** How `cx compare` runs one estimator: what it asks of the panel, the models to run, and what to read from them. */
export interface Estimator {
  readonly demands: Demands
  /** As dbt's `--select` and `--exclude`. */
  readonly select: readonly string[]
  readonly exclude: readonly string[]
  /** One row per effect: estimate, low, high, p, and who and when it is of. */
  readonly effects: string
  /** At most one row: estimate, low, high, p. */
  readonly pooled: string
  /** Further tables beside them, by their key in the JSON. */
  readonly beside?: Readonly<Record<string, string>>
  /** Sentences that a reader must know, one a row: `note`. */
  readonly notes: string
  /** Lines of the picture: series, look, place, period, value, low, high; one row per line and period. */
  readonly path: string
}

/** Units of the panel carry no number of their own here: a window that the panel cut short is said. */
export const windowNotes = (before: number, after: number) => `
  select 'The panel is shorter than the ${before} periods before a start and ${after} from it on that are compared: '
    || string_agg(starts.start || ' has ' || window_before || ' and ' || window_after, ', ' order by starts.place) || '.' as note
  from (select distinct start, start_month, place from starts) as starts
  join intermediate.int_compare_windows using (start_month)
  where window_before < ${before} or window_after < ${after}
  having count(*) > 0`
