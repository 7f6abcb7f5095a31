import type { FunctionComponent } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { BeforeAfter } from './pages/before-after.tsx'
import { Campaigns } from './pages/campaigns.tsx'
import { Customers } from './pages/customers.tsx'
import { Overview } from './pages/overview.tsx'
import { Roi } from './pages/roi.tsx'
import { Store } from './pages/store.tsx'
import { Stores } from './pages/stores.tsx'
import { Watch } from './pages/watch.tsx'
import { Empty } from './parts/answers.tsx'
import { SignIn, useSignIn } from './parts/sign-in.tsx'
import { ThemeSwitch } from './parts/theme.tsx'
import { useViews, WhoAmI } from './parts/who.tsx'
import { href, type Route, useRoute } from './route.ts'

type Page = {
  title: string
  /** The view without which there is nothing on it. */
  needs: string
  draw: FunctionComponent<Route>
  one?: FunctionComponent<Route>
}

/** In the order in which the story is told. */
const PAGES: Record<string, Page> = {
  overview: { title: 'Overview', needs: 'company_performance', draw: Overview },
  stores: { title: 'Stores', needs: 'low_stores', draw: Stores, one: Store },
  'before-after': { title: 'Before and after', needs: 'before_after', draw: BeforeAfter },
  roi: { title: 'Return', needs: 'roi', draw: Roi },
  campaigns: { title: 'Campaigns', needs: 'campaigns', draw: Campaigns },
  customers: { title: 'Customers', needs: 'customers_and_churn', draw: Customers },
  watch: { title: 'Watch', needs: 'actions', draw: Watch },
}

export function App() {
  const views = useViews()
  const route = useStart(useRoute(), views)
  const signIn = useSignIn()
  const heading = useRef<HTMLHeadingElement>(null)
  const page = PAGES[route.page]
  const title = page ? [page.title, route.id].filter(Boolean).join(' · ') : 'No such page'
  useEffect(() => {
    document.title = `${title} – customer experience`
    // A reader who cannot see the page change is taken to its beginning.
    heading.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [title])
  const Draw = (route.id && page?.one) || page?.draw
  return (
    <>
      <button type="button" class="skip" onClick={toContent}>
        To the content
      </button>
      <header class="top">
        <Navigation at={route.page} views={views} />
        <WhoAmI />
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        {signIn ? (
          <SignIn />
        ) : (
          <>
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
            {Draw ? (
              <Draw {...route} key={title} />
            ) : (
              <Empty>There is nothing at this address. Choose a page above.</Empty>
            )}
          </>
        )}
      </main>
    </>
  )
}

const toContent = () => document.getElementById('main')?.focus()

/** A token that does not see the first page begins with the first that it sees. */
function useStart(route: Route, views: Set<string> | undefined): Route {
  const sees = (name: string) => !views || views.has(PAGES[name]?.needs ?? '')
  if (location.hash.length > 2 || sees(route.page)) return route
  return { ...route, page: Object.keys(PAGES).find(sees) ?? route.page }
}

const Navigation = ({ at, views }: { at: string; views: Set<string> | undefined }) => (
  <nav aria-label="Pages">
    <ul>
      {Object.entries(PAGES)
        .filter(([, { needs }]) => !views || views.has(needs))
        .map(([name, { title }]) => (
          <li key={name}>
            <a href={href(name)} {...(name === at && { 'aria-current': 'page' as const })}>
              {title}
            </a>
          </li>
        ))}
    </ul>
  </nav>
)
