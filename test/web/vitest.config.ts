import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** Apart from `npm test`: it needs a browser. */
export default mergeConfig(defineConfig({ ...base, test: { ...base.test, include: [] } }), {
  test: { include: ['test/web/**/*.walk.ts'], testTimeout: 300_000 },
})
