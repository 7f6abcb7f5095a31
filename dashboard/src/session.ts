const KEY = 'cx-token'

/** Of one browser, so that a link opens in another tab, too. The server's tokens end after a day. */
export const token = () => localStorage.getItem(KEY) ?? ''
export const keepToken = (value: string) => localStorage.setItem(KEY, value.trim())

/** `#token=…` is what the start prints. The token leaves the address at once: addresses are shared. */
export function takeTokenFromAddress() {
  const given = /^#token=([^&]+)/.exec(location.hash)?.[1]
  if (!given) return
  keepToken(decodeURIComponent(given))
  history.replaceState(null, '', `${location.pathname}#/`)
}
