/** A set-up that cannot go on: the message is all that is printed, and says what to do. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError'
}

/** npm says a lot about engines and deprecations that nobody here can act on. @param {string} line */
export const isWarning = (line) => /^npm (warn|notice)|^WARNING:/i.test(line)

/**
 * The end of a tool's own output, indented; its warnings go first where there is too much.
 * @param {string} output
 * @param {number} [count]
 */
export const lastLines = (output, count = 12) => {
  const lines = output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
  const telling = lines.filter((line) => !isWarning(line))
  return (telling.length > 0 ? telling : lines)
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n')
}
