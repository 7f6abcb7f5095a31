import type { ComponentChildren } from 'preact'
import { setFilters } from '../route.ts'

export type Choice = { value: string; label: string }

export const Filters = ({ children }: { children: ComponentChildren }) => (
  <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
    {children}
  </form>
)

/** A choice that stands in the address under `name`. */
export function Select(props: { name: string; label: string; value: string; choices: (Choice | string)[] }) {
  const choices = props.choices.map((each) =>
    typeof each === 'string' ? { value: each, label: each } : each,
  )
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(e) => setFilters({ [props.name]: e.currentTarget.value })}>
        {choices.map(({ value, label }) => (
          <option value={value} selected={value === props.value} key={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

export function Search({
  name,
  label,
  value = '',
}: {
  name: string
  label: string
  value: string | undefined
}) {
  return (
    <label>
      {label}
      <input type="search" value={value} onInput={(e) => setFilters({ [name]: e.currentTarget.value })} />
    </label>
  )
}

/** A number that may be changed in place; empty is what the warehouse holds. */
export function NumberInput(props: {
  name: string
  label: string
  value: string
  step: number
  min: number
}) {
  const { name, label, ...input } = props
  return (
    <label>
      {label}
      <input type="number" {...input} onChange={(e) => setFilters({ [name]: e.currentTarget.value })} />
    </label>
  )
}
