import { inverse, Matrix } from 'ml-matrix'
import { type LogLikelihood, NoMaximum } from './maximise.ts'

const STEP = 1e-3
/** What a Newton step may still raise a log-likelihood by at its maximum. */
const GAIN = 1e-3

/**
 * Standard errors of some of the parameters from the observed information, by central differences.
 *
 * @param free places of the parameters that may move
 * @throws NoMaximum where a Newton step would raise the likelihood, or the information cannot be inverted
 */
export function logErrorsAt(
  objective: LogLikelihood,
  at: readonly number[],
  free: readonly number[],
): number[] {
  const moved = (...moves: [place: number, by: number][]) => {
    const there = [...at]
    for (const [place, by] of moves) there[place] = (there[place] ?? Number.NaN) + by * STEP
    return objective(there)
  }
  const gradient = free.map((i) => (moved([i, 1]) - moved([i, -1])) / (2 * STEP))
  const information = free.map((i) =>
    free.map((j) => {
      const along = moved([i, 1], [j, 1]) + moved([i, -1], [j, -1])
      const across = moved([i, 1], [j, -1]) + moved([i, -1], [j, 1])
      return (across - along) / (4 * STEP * STEP)
    }),
  )
  const variances = inverted(information)
  const slope = Matrix.columnVector(gradient)
  const gain = free.length > 0 ? slope.transpose().mmul(variances).mmul(slope).get(0, 0) / 2 : 0
  if (!(gain < GAIN)) throw new NoMaximum('the search ended before the likelihood was at its highest')
  return variances.diagonal().map(Math.sqrt)
}

function inverted(information: number[][]): Matrix {
  if (information.length === 0) return new Matrix(0, 0)
  try {
    const variances = inverse(new Matrix(information))
    if (variances.diagonal().every((variance) => variance > 0)) return variances
  } catch {}
  throw new NoMaximum('the data do not tell the parameters apart')
}
