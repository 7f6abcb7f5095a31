import { useEffect, useState } from 'preact/hooks'
import { shownViews } from '../data/access.ts'
import { words } from '../data/metrics.ts'
import { token } from '../session.ts'

/** The views that the token sees; nothing until that is known, or where it cannot be known. */
export function useViews(): Set<string> | undefined {
  const [views, setViews] = useState<Set<string>>()
  useEffect(() => {
    // Panels that ask say what is wrong; the navigation then offers everything.
    shownViews().then(setViews, () => {})
  }, [])
  return views
}

/** As whom one looks: the role, and the stores or regions that are one's own. */
export function WhoAmI() {
  const claims = claimsOf(token())
  const own = [...listed(claims.stores), ...listed(claims.regions)]
  const roles = listed(claims.roles)
  if (roles.length === 0) return null
  return (
    <span class="who">
      {roles.map(words).join(', ')}
      {own.length > 0 &&
        `: ${own.slice(0, 3).join(', ')}${own.length > 3 ? ` and ${own.length - 3} more` : ''}`}
    </span>
  )
}

const listed = (claim: unknown): string[] => (Array.isArray(claim) ? claim.map(String) : [])

/** What a token says of itself, for show alone: only the server can tell whether it is true. */
function claimsOf(jwt: string): Record<string, unknown> {
  try {
    const part = jwt.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (c) => c.charCodeAt(0))))
  } catch {
    return {}
  }
}
