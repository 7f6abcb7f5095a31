/** Sorts of bytes that the checks of a cell tell apart. Each is a bit, so that the sorts in many cells add up by `or`. */
export const [DOT, ODD, BLANK, CONTROL, NUL, OTHER] = [1, 2, 4, 8, 16, 32] as const

/** The sort of a byte of UTF-8; 0 for digits and minus. `ODD` may stand in a number, but not in a plainly written one. */
export function sortOf(byte: number): number {
  const character = String.fromCharCode(byte)
  if (/[0-9-]/.test(character)) return 0
  if (character === '.') return DOT
  if (/[+_eE]/.test(character)) return ODD
  if (character === ' ') return BLANK
  if (byte === 0) return NUL
  return byte < 32 || byte === 127 ? CONTROL : OTHER
}

/** Text of which a look at its bytes tells all that the checks of a kind ask, but for what they have as `plain`. */
export interface Plain {
  /** The sorts of bytes that it does not hold. */
  readonly without: number
  /** How many bytes it has at most. */
  readonly most: number
}

/** What was seen of a column's cells: their sorts of bytes together, and the bytes of the longest. */
export interface SeenColumn {
  readonly sorts: number
  readonly widest: number
}

export const isPlain = ({ sorts, widest }: SeenColumn, { without, most }: Plain) =>
  (sorts & without) === 0 && widest <= most
