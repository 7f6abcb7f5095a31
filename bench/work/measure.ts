/** Does the work and prints its seconds and the peak of this process's resident memory in bytes, as JSON. */
export async function measure(work: () => Promise<unknown>): Promise<void> {
  const before = process.cpuUsage()
  const begun = performance.now()
  await work()
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - begun) / 1000
  process.stdout.write(
    `${JSON.stringify({ seconds, processor: (user + system) / 1e6, peak: process.resourceUsage().maxRSS * 1024 })}\n`,
  )
}
