import * as z from 'zod'

const Wanted = z.object({ source: z.string().min(1) })

/** Which source a queue's message asks for. Throws where it is none. */
export function wantedIn(body: string): string {
  try {
    return Wanted.parse(JSON.parse(body)).source
  } catch {
    throw new Error(
      'The message names no source. It goes to the dead-letter queue; see who writes to this queue.',
    )
  }
}
