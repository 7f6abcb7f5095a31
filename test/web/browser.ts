import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

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
