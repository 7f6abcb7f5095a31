import { useEffect, useState } from 'preact/hooks'

/** Where one is: a page, perhaps one thing on it, and the filters. All of it stands in the address. */
export type Route = { page: string; id?: string; filters: Filters }
export type Filters = Record<string, string | undefined>

/** `#/stores/S1?metric=nps` */
export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page = '', id] = path.split('/').map(decodeURIComponent)
  return {
    page: page || 'overview',
    ...(id && { id }),
    filters: Object.fromEntries(new URLSearchParams(search)),
  }
}

/** The address of a page; filters without a value are left out. */
export function href(page: string, id?: string, filters: Filters = {}): string {
  const given = Object.entries(filters).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const search = new URLSearchParams(given).toString()
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ''}${search ? `?${search}` : ''}`
}

/** Changes filters in place: without a step in the browser's history for every key that is pressed. */
export function setFilters(changes: Filters) {
  const { page, id, filters } = routeOf(location.hash)
  location.replace(href(page, id, { ...filters, ...changes }))
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return routeOf(hash)
}
