import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** Apart from `npm test`: it installs Superset, which takes minutes and most of a gigabyte. */
export default mergeConfig(defineConfig({ ...base, test: { ...base.test, include: [] } }), {
  test: { include: ['test/superset/**/*.walk.ts'] },
})
