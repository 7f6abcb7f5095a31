import type { Fact } from '../data/fact.ts'
import { words } from '../data/metrics.ts'
import { href } from '../route.ts'

/** A word that is looked for at a glance; the colour only repeats it. */
export const Tag = ({ children }: { children: unknown }) => (
  <span class={`tag ${String(children ?? '').replaceAll(/[^a-z]+/gi, '-')}`}>
    {words(children as Fact[string])}
  </span>
)

export const StoreLink = ({
  fact,
  filters = {},
}: {
  fact: Fact
  filters?: Record<string, string | undefined>
}) =>
  fact.store_id ? (
    <a href={href('stores', String(fact.store_id), filters)}>{String(fact.store_name ?? fact.store_id)}</a>
  ) : (
    <>–</>
  )

export const ActionLink = ({ fact, page = 'before-after' }: { fact: Fact; page?: string }) => (
  <a href={href(page, String(fact.action_id))}>{String(fact.action_id)}</a>
)
