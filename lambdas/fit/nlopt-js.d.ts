/** What is used of nlopt-js, which comes without types. */
declare module 'nlopt-js' {
  interface Optimiser {
    setMaxObjective(objective: (at: ArrayLike<number>) => number, relativeTolerance: number): void
    setLowerBounds(bounds: number[]): void
    setUpperBounds(bounds: number[]): void
    setMaxeval(evaluations: number): void
    optimize(start: number[]): { success: boolean; x: number[]; value: number }
  }
  const nlopt: {
    /** Resolves when the WebAssembly is compiled. */
    readonly ready: Promise<void>
    readonly Algorithm: { readonly LN_BOBYQA: unknown }
    readonly Optimize: new (algorithm: unknown, dimensions: number) => Optimiser
    readonly GC: { flush(): void }
  }
  export default nlopt
}
