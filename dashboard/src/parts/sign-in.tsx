import { useEffect, useState } from 'preact/hooks'
import { keepToken } from '../session.ts'

const EVENT = 'cx-token-needed'

/** Any part of the page that is refused says so; the form then stands in the page's place. */
export const askForToken = () => void dispatchEvent(new Event(EVENT))

export function useSignIn(): boolean {
  const [needed, setNeeded] = useState(false)
  useEffect(() => {
    const need = () => setNeeded(true)
    addEventListener(EVENT, need)
    return () => removeEventListener(EVENT, need)
  }, [])
  return needed
}

export function SignIn() {
  const [value, setValue] = useState('')
  const enter = (event: Event) => {
    event.preventDefault()
    keepToken(value)
    location.reload()
  }
  return (
    <form class="state" onSubmit={enter}>
      <h1 tabIndex={-1}>A token, please</h1>
      <p>
        Every question to the warehouse is signed. <code>npx cx serve</code> prints a token, good for one day,
        and an address that holds it already.
      </p>
      <label>
        Token
        <input
          type="password"
          autocomplete="off"
          value={value}
          onInput={(e) => setValue(e.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={!value.trim()}>
        Open
      </button>
    </form>
  )
}
