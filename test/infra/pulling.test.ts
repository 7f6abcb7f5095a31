import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { checkConfig } from '../../infra/config.ts'
import { CONFIG, templates } from './synth.ts'

const { pulling } = templates()

describe('pulling', () => {
  it('asks for each source of the configuration by the clock', () => {
    pulling.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(15 minutes)',
      Targets: [Match.objectLike({ Input: '{"source":"zendesk"}', DeadLetterConfig: Match.anyValue() })],
    })
    pulling.resourceCountIs('AWS::SecretsManager::Secret', 1)
    pulling.hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'cx-test/sources/zendesk' })
  })

  it('names the sources that there are where the configuration names none of them', () => {
    const config = { ...CONFIG, pulling: { sources: { zendisk: { everyMinutes: 15 } } } }
    expect(() => checkConfig('test', config)).toThrow(
      /pulling\.sources\.zendisk: is no source.*Allowed: hubspot.*zendesk/,
    )
  })

  it('may write checkpoints and drop what was pulled, and nothing else', () => {
    const policies = Object.values(pulling.findResources('AWS::IAM::Policy'))
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    const writes = statements.filter(({ Action }) =>
      [Action].flat().some((each) => /Put|Delete/.test(each) && /^s3/.test(each)),
    )
    const places = writes.flatMap(({ Resource }) =>
      [Resource].flat().map((each) => each['Fn::Join']?.[1].at(-1)),
    )
    expect(places.sort()).toEqual(['/pulled/*', '/pulls/*'])
    expect(JSON.stringify(statements)).not.toMatch(/"s3:[A-Za-z]*\*"/)
  })

  it.each(['DeadLetters', 'Failed', 'FieldsMissing'])('tells of %s, with what to do', (name) => {
    const alarms = Object.entries(pulling.findResources('AWS::CloudWatch::Alarm'))
    const [, alarm] = alarms.find(([id]) => id.startsWith(`Pulling${name}`)) ?? []
    expect(alarm?.Properties.AlarmActions).toHaveLength(1)
    expect(alarm?.Properties.AlarmDescription.length).toBeGreaterThan(50)
  })
})
