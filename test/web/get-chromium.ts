// Installs Debian's Chromium where there is none and this may be done: as root, with apt-get. Else the walks say that they are skipped.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { executablePath, NO_BROWSER } from './browser.ts'

if (!executablePath) {
  const mayInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  console.warn(mayInstall ? 'No Chromium here: installing it with apt-get.' : NO_BROWSER)
  if (mayInstall) install()
}

function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const steps = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]
  // A failure is no failure of the tests: they then skip, aloud.
  for (const words of steps)
    if (
      spawnSync('apt-get', words, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
        .status !== 0
    )
      return console.warn(NO_BROWSER)
}
