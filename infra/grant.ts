import { Stack, Validations } from 'aws-cdk-lib'
import { Grant, type IGrantable, type IRole } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'

/**
 * Grants actions on a bucket's objects below a prefix, by their full names: the bucket's own methods grant `s3:GetObject*` and
 * the like. `why` says why the objects cannot be named one by one.
 */
export function grantObjects(role: IRole, bucket: Bucket, actions: string[], why: string, prefix = ''): void {
  const objects = `${prefix}*`
  grant(role, actions, [bucket.arnForObjects(objects)])
  acknowledge(role, `AwsSolutions-IAM5[Resource::${nameInFindings(bucket)}/${objects}]`, why)
}

export const grant = (grantee: IGrantable, actions: string[], resourceArns: string[]) =>
  Grant.addToPrincipal({ grantee, actions, resourceArns })

/** Says why a finding of cdk-nag is meant to be as it is. */
export const acknowledge = (role: IRole, id: string, reason: string) =>
  Validations.of(role).acknowledge({ id, reason })

/** A bucket of another stack stands in a finding by the name of that stack's export. */
function nameInFindings(bucket: Bucket): string {
  const stack = Stack.of(bucket)
  return stack.resolve(stack.exportValue(bucket.bucketArn))['Fn::ImportValue']
}
