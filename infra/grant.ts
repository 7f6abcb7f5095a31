import { Stack, Validations } from 'aws-cdk-lib'
import { Grant, type IGrantable, type IRole } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { IConstruct } from 'constructs'

/**
 * Grants actions on a bucket's objects below a prefix, by their full names: the bucket's own methods grant `s3:GetObject*` and
 * the like. `why` says why the objects cannot be named one by one.
 */
export function grantObjects(role: IRole, bucket: Bucket, actions: string[], why: string, prefix = ''): void {
  const objects = `${prefix}*`
  grant(role, actions, [bucket.arnForObjects(objects)])
  acknowledge(role, `AwsSolutions-IAM5[Resource::${exportedName(bucket, bucket.bucketArn)}/${objects}]`, why)
}

export const grant = (grantee: IGrantable, actions: string[], resourceArns: string[]) =>
  Grant.addToPrincipal({ grantee, actions, resourceArns })

/** Lets a function put alerts on the account's event bus. */
export function grantAlerts(role: IRole): void {
  const bus = Stack.of(role).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })
  grant(role, ['events:PutEvents'], [bus])
}

/** Says why a finding of cdk-nag is meant to be as it is. */
export const acknowledge = (role: IRole, id: string, reason: string) =>
  Validations.of(role).acknowledge({ id, reason })

/** Grants actions on resources of which some stand for many; `why` says why those cannot be named one by one. */
export function grantMany(role: IRole, actions: string[], resourceArns: string[], why: string): void {
  grant(role, actions, resourceArns)
  for (const arn of resourceArns) {
    const name = inFindings(Stack.of(role).resolve(arn))
    if (name.includes('*')) acknowledge(role, `AwsSolutions-IAM5[Resource::${name}]`, why)
  }
}

/** A resource of another stack stands in a finding by the name of that stack's export. */
export function exportedName(resource: IConstruct, arn: string): string {
  const stack = Stack.of(resource)
  return stack.resolve(stack.exportValue(arn))['Fn::ImportValue']
}

type Intrinsic = { Ref?: string; 'Fn::Join'?: [string, unknown[]]; 'Fn::Sub'?: string }

/** A name as cdk-nag writes it, whose parts may only be known once it is deployed. */
export function inFindings(value: unknown): string {
  if (typeof value === 'string') return value
  const { Ref, 'Fn::Join': join, 'Fn::Sub': sub } = value as Intrinsic
  if (sub) return sub.replaceAll(/\$\{([^}]*)\}/g, '<$1>')
  return join ? join[1].map(inFindings).join(join[0]) : `<${Ref}>`
}
