/** Breaks text between words into lines of at most so many characters. */
export const wrap = (text: string, width = 76) =>
  text.replaceAll(new RegExp(`(.{1,${width}})(?:\\s+|$)`, 'g'), '$1\n').trim()
