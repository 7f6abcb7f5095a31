import { useEffect, useState } from 'preact/hooks'

const KEY = 'cx-theme'
const NEXT: Record<string, string> = { auto: 'light', light: 'dark', dark: 'auto' }

/** Light, dark, or as the machine is set. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(localStorage.getItem(KEY) ?? 'auto')
  useEffect(() => {
    document.documentElement.dataset.theme = theme
    localStorage.setItem(KEY, theme)
  }, [theme])
  return (
    <button type="button" class="theme" onClick={() => setTheme(NEXT[theme] ?? 'auto')}>
      Colours: {theme}
    </button>
  )
}
