import { render } from 'preact'
import { App } from './app.tsx'
import { takeTokenFromAddress } from './session.ts'

takeTokenFromAddress()
render(<App />, document.getElementById('app') as HTMLElement)
