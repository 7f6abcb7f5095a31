import { logErrorsAt } from './information.ts'

/** A positive parameter: where the search for it begins and how far it goes. */
export interface Parameter {
  readonly name: string
  readonly start: number
  readonly lowest: number
  readonly highest: number
  /** What it means when it lies at an end: the model still holds there, as its own limit. */
  readonly atLowest: string
  readonly atHighest: string
}

export interface Maximum {
  readonly at: readonly number[]
  /** Standard errors on the scale of the logarithm; null of a parameter at an end of its range. */
  readonly logErrors: readonly (number | null)[]
  readonly logLikelihood: number
  /** Parameters at an end of their range, in words; null where there are none. */
  readonly limits: string | null
}

export type LogLikelihood = (parameters: readonly number[]) => number

/** A likelihood that has no maximum to speak of; the message says why, in words for whoever reads the mart. */
export class NoMaximum extends Error {
  override name = 'NoMaximum'
}

const MOST_EVALUATIONS = 4000
/** On the scale of the logarithm: nearer to an end than this is at it. */
const AT_AN_END = 0.01

/**
 * The maximum of a log-likelihood over positive parameters, by M. J. D. Powell's BOBYQA (2009) on their logarithms.
 * The same likelihood gives the same maximum, to the last digit.
 *
 * @throws NoMaximum where the likelihood is flat, or still rising where the search ended
 */
export async function maximise(
  likelihood: LogLikelihood,
  parameters: readonly Parameter[],
): Promise<Maximum> {
  const objective = (logs: readonly number[]) => likelihood(logs.map(Math.exp))
  const logs = await search(objective, parameters)
  const ends = parameters.map(({ lowest, highest }, i) => {
    const log = logs[i] ?? Number.NaN
    if (log > Math.log(highest) - AT_AN_END) return 'atHighest'
    return log < Math.log(lowest) + AT_AN_END ? 'atLowest' : null
  })
  const limits = parameters.flatMap((parameter, i) => {
    const end = ends[i]
    return end ? [`${parameter.name} is at the end of its range: ${parameter[end]}`] : []
  })
  const free = ends.flatMap((end, i) => (end ? [] : [i]))
  const errors = logErrorsAt(objective, logs, free)
  return {
    at: logs.map(Math.exp),
    logErrors: logs.map((_, i) => (free.includes(i) ? (errors[free.indexOf(i)] ?? null) : null)),
    logLikelihood: objective(logs),
    limits: limits.length > 0 ? limits.join('; ') : null,
  }
}

const UNCAUGHT = ['uncaughtException', 'unhandledRejection'] as const

/** Loaded where it is used, without its listeners: with any error that nobody caught they would print its source. */
async function loadNlopt() {
  const before = UNCAUGHT.map((event) => process.listeners(event as 'uncaughtException'))
  const { default: nlopt } = await import('nlopt-js')
  await nlopt.ready
  for (const [i, event] of UNCAUGHT.entries()) {
    const added = process.listeners(event as 'uncaughtException').filter((each) => !before[i]?.includes(each))
    for (const listener of added) process.removeListener(event, listener)
  }
  return nlopt
}

async function search(objective: LogLikelihood, parameters: readonly Parameter[]): Promise<number[]> {
  const nlopt = await loadNlopt()
  const optimiser = new nlopt.Optimize(nlopt.Algorithm.LN_BOBYQA, parameters.length)
  try {
    // What it hands over is a vector in WebAssembly's memory, and no array.
    optimiser.setMaxObjective((logs) => objective(parameters.map((_, i) => logs[i] ?? Number.NaN)), 1e-12)
    optimiser.setLowerBounds(parameters.map(({ lowest }) => Math.log(lowest)))
    optimiser.setUpperBounds(parameters.map(({ highest }) => Math.log(highest)))
    optimiser.setMaxeval(MOST_EVALUATIONS)
    return [...optimiser.optimize(parameters.map(({ start }) => Math.log(start))).x]
  } finally {
    nlopt.GC.flush()
  }
}
