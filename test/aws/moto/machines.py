"""State machines that run. moto interprets them; what their tasks come to, where moto runs nothing, the test says."""

import json
import os
import urllib.request

from moto.codebuild.models import codebuild_backends
from moto.core.config import default_user_config
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.api import HistoryEventType, TaskFailedEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.error_name import ErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.resource import ResourceCondition
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_callback import (
    StateTaskServiceCallback,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_unsupported import (
    StateTaskServiceUnsupported,
)
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

FAILED = StatesErrorNameType.StatesTaskFailed


def add() -> None:
    default_user_config["stepfunctions"]["execute_state_machine"] = True
    StateMachine.create_from_cloudformation_json = classmethod(create_machine)
    wait_for_builds_and_queries()
    lambda_eval_utils._invoke_lambda_function = invoke
    # What fails within a branch or an iteration keeps its name outside of it, also one of Step Functions' own.
    CustomErrorName.__init__ = ErrorName.__init__
    StateTaskServiceAwsSdk._eval_service_task = with_names_as_called(StateTaskServiceAwsSdk._eval_service_task)


def create_machine(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    """In the backend that runs them: moto's own puts them into the one that does not."""
    properties = cloudformation_json["Properties"]
    backend = stepfunctions_parser_backends[account_id][region_name]
    name = properties.get("StateMachineName", resource_name)
    return backend.create_state_machine(name, properties["DefinitionString"], properties["RoleArn"])


def ask(question: dict) -> dict:
    """Asks the test, which listens at the address in this file."""
    with open(os.environ["CX_TEST_ADDRESS"]) as file:
        address = file.read()
    request = urllib.request.Request(address, json.dumps(question, default=str).encode())
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def invoke(parameters, region, state_credentials):
    answer = ask({"task": "lambda", "function": parameters["FunctionName"], "payload": json.loads(parameters["Payload"])})
    return {"StatusCode": 200, "FunctionError": answer.get("error"), "Payload": answer["payload"]}


def wait_for_builds_and_queries() -> None:
    """The pattern `.sync` of services for which moto has none: they are started in moto, and the test says how they end."""

    def start(self):
        StateTaskServiceCallback.__init__(self, {ResourceCondition.WaitForTaskToken, ResourceCondition.Sync})

    def resolver(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        started = env.stack.pop()
        answer = ask({"task": self._get_boto_service_name(), "parameters": normalised_parameters})
        if answer["status"] == "SUCCEEDED":
            return lambda: started
        details = TaskFailedEventDetails(
            resource=self._get_sfn_resource(),
            resourceType=self._get_sfn_resource_type(),
            error=FAILED.to_name(),
            cause=json.dumps(answer),
        )
        raise FailureEventException(
            FailureEvent(
                env=env,
                error_name=StatesErrorName(typ=FAILED),
                event_type=HistoryEventType.TaskFailed,
                event_details=EventDetails(taskFailedEventDetails=details),
            )
        )

    forward = StateTaskServiceUnsupported._eval_service_task

    def begin(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        is_build = self._get_boto_service_name() == "codebuild"
        parameters = as_called(normalised_parameters) if is_build else normalised_parameters
        forward(self, env, resource_runtime_part, parameters, state_credentials)

    StateTaskServiceUnsupported.__init__ = start
    StateTaskServiceUnsupported._eval_service_task = begin
    StateTaskServiceUnsupported._build_sync_resolver = resolver
    # moto also waits for a token here, which a second try takes for timed out.
    StateTaskServiceUnsupported._eval_sync = lambda self, env, sync_resolver, **_: sync_resolver()


def with_names_as_called(call):
    """State machines write every name with a capital letter, also where the service itself does not."""

    def evaluate(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        is_small = self._get_boto_service_name() in ("sfn", "stepfunctions")
        parameters = as_called(normalised_parameters) if is_small else normalised_parameters
        call(self, env, resource_runtime_part, parameters, state_credentials)
        if is_small:
            env.stack.append({key[0].upper() + key[1:]: str(each) for key, each in env.stack.pop().items()})

    return evaluate


def as_called(value):
    """CodeBuild's own names begin with small letters; those of templates and state machines do not."""
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: as_called(each) for key, each in value.items()}
    return [as_called(each) for each in value] if isinstance(value, list) else value


def project(name, properties, account, region):
    """A CodeBuild project out of a template."""
    backend = codebuild_backends[account][region]
    backend.create_project(
        project_name=name,
        description=properties.get("Description"),
        project_source=as_called(properties["Source"]),
        artifacts=as_called(properties["Artifacts"]),
        environment=as_called(properties["Environment"]),
        service_role=properties["ServiceRole"],
        tags=None,
        cache=None,
        timeout=properties.get("TimeoutInMinutes"),
        queued_timeout=None,
        source_version=None,
        logs_config=None,
        vpc_config=None,
    )
    return name
