"""How stacks are updated, protected and deleted, where moto 5.2.5 does less than CloudFormation."""

import functools

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult
from moto.ec2.exceptions import DependencyViolationError
from moto.logs.models import LogGroup
from moto.s3.models import FakeBucket, s3_backends


def add() -> None:
    keep_what_cannot_be_updated()
    heed_new_retention_of_logs()
    update_buckets_that_have_tags()
    delete_no_bucket_that_holds_objects()
    let_networks_stay()
    delete_as_cloudformation_does()
    leave_parameters_at_their_defaults()


def keep_what_cannot_be_updated() -> None:
    """moto forgets a resource of a kind for which it has no update, though it is still there."""
    update = parsing.parse_and_update_resource

    @functools.wraps(update)
    def update_or_keep(logical_id, resource_json, resources_map, **place):
        before = resources_map[logical_id]
        after = update(logical_id, resource_json, resources_map, **place)
        return before if after is None else after

    parsing.parse_and_update_resource = update_or_keep


def heed_new_retention_of_logs() -> None:
    def update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        original_resource.set_retention_policy(cloudformation_json["Properties"].get("RetentionInDays"))
        return original_resource

    LogGroup.update_from_cloudformation_json = classmethod(update)


def update_buckets_that_have_tags() -> None:
    """moto looks for their name in the template, where it does not stand."""
    update = FakeBucket.update_from_cloudformation_json.__func__

    def update_by_name(cls, original_resource, new_resource_name, cloudformation_json, *place, **places):
        cloudformation_json["Properties"].setdefault("BucketName", original_resource.name)
        return update(cls, original_resource, new_resource_name, cloudformation_json, *place, **places)

    FakeBucket.update_from_cloudformation_json = classmethod(update_by_name)


def delete_no_bucket_that_holds_objects() -> None:
    """moto leaves it where it is, and says that it is gone."""
    delete = FakeBucket.delete_from_cloudformation_json.__func__

    def delete_if_empty(cls, resource_name, *rest):
        delete(cls, resource_name, *rest)
        if any(resource_name in backend["aws"].buckets for backend in s3_backends.values()):
            raise ValidationError(message=f"The bucket {resource_name} is not empty.")

    FakeBucket.delete_from_cloudformation_json = classmethod(delete_if_empty)


def let_networks_stay() -> None:
    """moto leaves what a load balancer has in a network there when it goes, and so will not let the network go."""
    delete = parsing.ResourceMap._delete_resource

    def delete_or_leave(self, parsed_resource, resource_json):
        try:
            delete(self, parsed_resource, resource_json)
        except DependencyViolationError:
            pass

    parsing.ResourceMap._delete_resource = delete_or_leave


def delete_as_cloudformation_does() -> None:
    """A protected stack stays as it is. One of which something cannot be deleted stays with that, and says so."""

    def update_termination_protection(self):
        stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
        stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection")
        return ActionResult({"StackId": stack.stack_id})

    CloudFormationResponse.update_termination_protection = update_termination_protection
    delete = CloudFormationBackend.delete_stack

    def delete_or_keep(self, name_or_stack_id):
        [stack] = [each for each in self.stacks.values() if name_or_stack_id in (each.name, each.stack_id)] or [None]
        if not stack:
            return
        if stack.enable_termination_protection:
            raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
        exports = [export.name for export in stack.exports]
        try:
            delete(self, stack.stack_id)
        except ValidationError as error:
            self.stacks[stack.stack_id] = stack
            stack.status = "DELETE_FAILED"
            stack._add_stack_event("DELETE_FAILED", resource_status_reason=str(error))
        for name in exports:
            self.exports.pop(name, None)
        leave_what_is_gone(stack)

    CloudFormationBackend.delete_stack = delete_or_keep


def leave_what_is_gone(stack) -> None:
    """Whoever asks for a resource or an output of a stack makes moto make it, also where it has been deleted."""
    left = stack.resource_map._parsed_resources
    stack.resource_map._resource_json_map = {name: each for name, each in stack.resource_map._resource_json_map.items() if name in left}
    stack.output_map = parsing.OutputMap(stack.resource_map, {}, stack.stack_id)


def leave_parameters_at_their_defaults() -> None:
    """An update says that they keep their value, and moto knows none that was never given."""
    resolve = CloudFormationBackend._resolve_update_parameters

    def resolve_given(self, instance, incoming_params):
        given = [each for each in incoming_params if "ParameterValue" in each or each["ParameterKey"] in instance.parameters]
        return resolve(self, instance=instance, incoming_params=given)

    CloudFormationBackend._resolve_update_parameters = resolve_given
