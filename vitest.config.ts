import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/scratch.ts',
    // Many tests start DuckDB, dbt or the server for real, and a small, busy machine takes its time: the limits end only what
    // hangs.
    testTimeout: 600_000,
    hookTimeout: 900_000,
    // Native addons and whole servers live in these tests: a process each, and no more than two at once.
    pool: 'forks',
    maxWorkers: 2,
    reporters: process.env.CI ? ['verbose'] : ['default'],
    // Half an hour beside every other zone: what reads the machine's clock zone, and not UTC, fails here first.
    env: { TZ: 'Asia/Kolkata', NO_COLOR: '1' },
  },
})
