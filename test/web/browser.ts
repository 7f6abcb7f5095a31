import { existsSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

const PLACES = [
  process.env.CX_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium of this machine; none is downloaded. */
export const executablePath = PLACES.find((place) => place && existsSync(place))

export const NO_BROWSER =
  'Skipped: no Chromium here. Install one (Debian: apt-get install chromium), or name it in CX_CHROMIUM.'

/** Nothing but the page may speak to the network: a browser's own errands fail where only this machine is reached. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executablePath as string,
    // Chromium's sandbox refuses root, which tests in containers are.
    args: [...QUIET, '--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })

/** What axe finds serious or worse on a page, opened in light and then in dark. */
export async function seriousFindings(page: Page, open: () => Promise<void>): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await open()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    found.push(...serious.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes[0]?.html}`))
  }
  return found
}
