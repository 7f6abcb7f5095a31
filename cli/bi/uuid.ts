import { createHash } from 'node:crypto'

/** The same UUID for the same name (RFC 9562, version 5, in a namespace of this project): a second import changes what the first made. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1').update(`cx-warehouse/${name}`).digest()
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}
