/** Distribution functions by other ways than the macros take: series and sums that end, and quadrature. */

/** P(Z <= x): Taylor series of the integral of the density (converges everywhere, exact for |x| < 7). */
export function normalCdf(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; k < 300; k += 1) {
    term *= (x * x) / (2 * k + 1)
    sum += term
  }
  return 0.5 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum
}

/** P(T <= t) for a whole number of degrees of freedom: the finite trigonometric sum (Abramowitz & Stegun 26.7.3–4). */
export function studentCdf(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df))
  const cos2 = Math.cos(angle) ** 2
  const odd = df % 2 === 1
  let term = odd ? Math.cos(angle) : 1
  let sum = df === 1 ? 0 : term
  for (let k = odd ? 3 : 2; k <= df - 2; k += 2) {
    term *= (cos2 * (k - 1)) / k
    sum += term
  }
  const area = odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
  return 0.5 + area / 2
}

/** P(T <= t) for any degrees of freedom from 1: Simpson's rule over the angle, normalised by the same rule. */
export function studentCdfByQuadrature(t: number, df: number): number {
  const density = (angle: number) => Math.cos(angle) ** (df - 1)
  const whole = simpson(density, 0, Math.PI / 2)
  return 0.5 + simpson(density, 0, Math.atan(t / Math.sqrt(df))) / whole / 2
}

function simpson(f: (x: number) => number, from: number, to: number, steps = 200_000): number {
  const h = (to - from) / steps
  let sum = f(from) + f(to)
  for (let i = 1; i < steps; i += 1) sum += f(from + i * h) * (i % 2 === 1 ? 4 : 2)
  return (sum * h) / 3
}

/** P(X > x) for chi-square with a whole number of degrees of freedom (Abramowitz & Stegun 26.4.4–5). */
export function chiSquareTail(x: number, df: number): number {
  const half = x / 2
  if (df % 2 === 0) {
    let term = 1
    let sum = 1
    for (let i = 1; i < df / 2; i += 1) {
      term *= half / i
      sum += term
    }
    return Math.exp(-half) * sum
  }
  const root = Math.sqrt(x)
  let term = root
  let sum = 0
  for (let k = 1; k <= (df - 1) / 2; k += 1) {
    sum += term
    term *= x / (2 * k + 1)
  }
  return 2 * (1 - normalCdf(root)) + 2 * (Math.exp(-half) / Math.sqrt(2 * Math.PI)) * sum
}

/** P(X >= x) for a whole x: the probabilities from x on, added up until they add nothing more. */
export function poissonTail(x: number, mean: number): number {
  let term = Math.exp(-mean)
  for (let k = 1; k <= x; k += 1) term *= mean / k
  let sum = 0
  for (let k = x; term > sum * 1e-17; k += 1) {
    sum += term
    term *= mean / (k + 1)
  }
  return sum
}
