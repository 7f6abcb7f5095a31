import { defineConfig, mergeConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import project from '../../vitest.config.ts'

/** By their names: `upgrade`, which ends with tearing everything down, comes last. */
class ByName extends BaseSequencer {
  override sort = async (files: TestSpecification[]) =>
    files.sort((a, b) => a.moduleId.localeCompare(b.moduleId))
}

/** `npm run test:aws`: one deployment to a stand-in for AWS, which all of these look at in turn. */
export default mergeConfig(
  { ...project, test: { ...project.test, include: [], reporters: [] } },
  defineConfig({
    test: {
      include: ['test/aws/**/*.proof.ts'],
      globalSetup: ['test/aws/deployed.ts'],
      testTimeout: 300_000,
      hookTimeout: 600_000,
      maxWorkers: 1,
      sequence: { sequencer: ByName },
      reporters: ['verbose'],
      // What moto cannot show is said aloud.
      disableConsoleIntercept: true,
    },
  }),
)
