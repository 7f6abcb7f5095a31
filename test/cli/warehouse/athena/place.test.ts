import { expect, test } from 'vitest'
import { athenaPlace } from '../../../../cli/warehouse/athena/place.ts'

const ENOUGH = {
  AWS_REGION: 'eu-central-1',
  CX_ATHENA_LAKE: 's3://my-lake/',
  CX_ATHENA_MARTS: 's3://my-marts/a/',
}

test('a lake, a place for the marts and a region are enough', () => {
  expect(athenaPlace(ENOUGH)).toEqual({
    region: 'eu-central-1',
    lakeBucket: 'my-lake',
    marts: 's3://my-marts/a',
    results: 's3://my-marts/a/results',
    workgroup: 'primary',
    suffix: '',
    threads: 8,
    pollSeconds: 1,
  })
})

test('the region may be the default one of the AWS tools', () => {
  const { AWS_REGION: AWS_DEFAULT_REGION, ...others } = ENOUGH
  expect(athenaPlace({ ...others, AWS_DEFAULT_REGION }).region).toBe('eu-central-1')
})

test('all that is missing or wrong is said at once', () => {
  const wrong = {
    CX_ATHENA_LAKE: 's3://my-lake/folder',
    CX_ATHENA_RESULTS: '/tmp',
    CX_ATHENA_THREADS: 'many',
  }
  let said = ''
  try {
    athenaPlace(wrong)
  } catch (error) {
    said = (error as Error).message
  }
  for (const name of ['CX_ATHENA_MARTS', 'AWS_REGION', ...Object.keys(wrong)]) expect(said).toContain(name)
})
