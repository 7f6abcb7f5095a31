import { defineConfig, mergeConfig } from 'vitest/config'
import project from '../../vitest.config.ts'

/** `npm run test:athena`: whole builds on another engine, one after the other. */
export default mergeConfig(
  { ...project, test: { ...project.test, include: [] } },
  defineConfig({
    test: {
      include: ['test/athena/**/*.proof.ts'],
      testTimeout: 3_600_000,
      hookTimeout: 900_000,
      maxWorkers: 1,
      // What was compared is the result: it is printed as it is.
      reporters: ['verbose'],
      disableConsoleIntercept: true,
    },
  }),
)
