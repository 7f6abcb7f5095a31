import { execa } from 'execa'
import { inject } from 'vitest'
import type { Moto } from './moto.ts'

/** The stand-in for AWS, as the tests' own processes see it. */
export const moto = (): Moto => ({ ...inject('deployed').moto, stop: async () => {} })

/** AWS's own command line, as JSON. */
export async function aws(...args: string[]) {
  const { tools, environment } = moto()
  const env = { ...environment, AWS_PAGER: '' }
  const { stdout } = await execa(`${tools}/aws`, [...args, '--output', 'json'], { env })
  return JSON.parse(stdout || '{}')
}
