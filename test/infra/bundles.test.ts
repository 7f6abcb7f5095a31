import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const LAMBDAS = join(import.meta.dirname, '../../lambdas')
const KIB = 1024

it.each(['receive', 'gather', 'pull'])(
  'the bundle of %s is small, and needs nothing beside it but what the runtime holds',
  async (name) => {
    const { metafile } = await build({
      entryPoints: [join(LAMBDAS, name, 'handler.ts')],
      ...{ bundle: true, write: false, minify: true, metafile: true, outfile: 'handler.mjs' },
      ...{ platform: 'node', format: 'esm', target: 'node24', external: ['@aws-sdk/*', '@duckdb/*'] },
    })
    const [bundle] = Object.values(metafile.outputs)
    const beside = (bundle?.imports ?? []).map(({ path }) => path).filter((path) => /^@/.test(path))
    expect(beside.filter((path) => !path.startsWith('@aws-sdk/client-'))).toEqual(
      ['@aws-sdk/lib-storage'].filter(() => name === 'pull'),
    )
    expect(bundle?.bytes).toBeLessThan(400 * KIB)
  },
)
