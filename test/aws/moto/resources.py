"""Resources that moto 5.2.5's CloudFormation passes over, made with moto's own services."""

import secrets

import machines
from moto.apigatewayv2.models import apigatewayv2_backends
from moto.athena.models import athena_backends
from moto.core.common_models import CloudFormationModel
from moto.elbv2.models import FakeLoadBalancer, FakeTargetGroup
from moto.glue.models import glue_backends
from moto.s3.models import FakeBucket, s3_backends
from moto.secretsmanager.models import secretsmanager_backends

# Accepted and passed over: tests look at these in the templates only. A bucket policy is here because moto does not read
# its conditions and would refuse everybody.
TEMPLATE_ONLY = [
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Budgets::Budget",
    "AWS::CloudWatch::Alarm",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
    "AWS::ServiceDiscovery::PrivateDnsNamespace",
    "AWS::ServiceDiscovery::Service",
]


def database(name, properties, account, region):
    wanted = properties["DatabaseInput"]
    glue_backends[account][region].create_database(wanted["Name"], wanted)
    return wanted["Name"]


def table(name, properties, account, region):
    wanted = properties["TableInput"]
    glue_backends[account][region].create_table(properties["DatabaseName"], wanted["Name"], wanted)
    return wanted["Name"]


def workgroup(name, properties, account, region):
    athena_backends[account][region].create_work_group(
        properties["Name"], properties["WorkGroupConfiguration"], properties["Description"], []
    )
    return properties["Name"]


def secret(name, properties, account, region):
    backend = secretsmanager_backends[account][region]
    # Without the options of generateSecretString, of which only the length matters here.
    template = properties.get("GenerateSecretString", {}).get("SecretStringTemplate")
    value = properties.get("SecretString") or template or secrets.token_hex(32)
    backend.create_secret(properties.get("Name", name), value, None, properties.get("Description"), [], None, None, [], False)
    return backend.secrets[properties.get("Name", name)].arn


def http_api(name, properties, account, region):
    lacking = dict.fromkeys(
        ["api_key_selection_expression", "cors_configuration", "disable_schema_validation",
         "disable_execute_api_endpoint", "route_selection_expression", "version"]
    )
    backend = apigatewayv2_backends[account][region]
    described = {"name": properties["Name"], "description": properties.get("Description"), "protocol_type": properties["ProtocolType"]}
    return backend.create_api(**lacking, **described, tags={}).api_id


def http_integration(name, properties, account, region):
    api = apigatewayv2_backends[account][region].get_api(properties["ApiId"])
    return api.create_integration(
        connection_type="INTERNET",
        description="",
        integration_method="POST",
        integration_type=properties["IntegrationType"],
        integration_uri=properties["IntegrationUri"],
        payload_format_version=properties["PayloadFormatVersion"],
    ).id


def http_route(name, properties, account, region):
    api = apigatewayv2_backends[account][region].get_api(properties["ApiId"])
    return api.create_route(False, [], properties["RouteKey"], properties["Target"], properties.get("AuthorizationType")).route_id


def http_stage(name, properties, account, region):
    api = apigatewayv2_backends[account][region].get_api(properties["ApiId"])
    return api.create_stage({"stageName": properties["StageName"], "autoDeploy": properties["AutoDeploy"]}).name


def nothing(name, *_):
    return name


MADE = {
    "AWS::Glue::Database": database,
    "AWS::Glue::Table": table,
    "AWS::Athena::WorkGroup": workgroup,
    "AWS::SecretsManager::Secret": secret,
    "AWS::ApiGatewayV2::Api": http_api,
    "AWS::ApiGatewayV2::Integration": http_integration,
    "AWS::ApiGatewayV2::Route": http_route,
    "AWS::ApiGatewayV2::Stage": http_stage,
    "AWS::CodeBuild::Project": machines.project,
    **{kind: nothing for kind in TEMPLATE_ONLY},
}


# What holds something, or has a name that the next deployment needs. All else stays here when its stack goes.
UNMADE = {
    "AWS::Glue::Database": lambda name, *place: at(glue_backends, place).delete_database(name),
    "AWS::Athena::WorkGroup": lambda name, *place: at(athena_backends, place).delete_work_group(name),
    "AWS::SecretsManager::Secret": lambda arn, *place: at(secretsmanager_backends, place).delete_secret(arn, None, True),
}


def at(backends, place):
    account, region = place
    return backends[account][region]


def add() -> None:
    for kind, make in MADE.items():
        teach(kind, make, UNMADE.get(kind, nothing))
    heed_more_of_buckets()
    know_load_balancers_by_their_full_names()


def teach(kind: str, make, unmake) -> None:
    """CloudFormation finds what it can make among the subclasses of this class."""
    service, what = kind.removeprefix("AWS::").lower().split("::")

    def create(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        made = cls()
        properties = cloudformation_json.get("Properties", {})
        made.physical_resource_id = make(resource_name, properties, account_id, region_name)
        made.arn = f"arn:aws:{service}:{region_name}:{account_id}:{what}/{made.physical_resource_id}"
        return made

    type(
        kind,
        (CloudFormationModel,),
        {
            "cloudformation_type": staticmethod(lambda: kind),
            "cloudformation_name_type": staticmethod(lambda: ""),
            "has_cfn_attr": classmethod(lambda cls, attribute: True),
            "get_cfn_attribute": attribute_of,
            "create_from_cloudformation_json": classmethod(create),
            "delete": lambda made, account, region: unmake(made.physical_resource_id, account, region),
        },
    )
    KEPT.append(CloudFormationModel.__subclasses__()[-1])


def attribute_of(made, attribute):
    is_arn = made.physical_resource_id.startswith("arn:")
    return made.arn if attribute == "Arn" and not is_arn else made.physical_resource_id


# Nothing else refers to these classes.
KEPT: list[type] = []


def heed_more_of_buckets() -> None:
    """Versions and events, which moto has, but does not take from templates."""
    create = FakeBucket.create_from_cloudformation_json.__func__

    def create_with_more(cls, resource_name, cloudformation_json, account_id, region_name, **more):
        bucket = create(cls, resource_name, cloudformation_json, account_id, region_name, **more)
        properties = cloudformation_json.get("Properties", {})
        backend = s3_backends[account_id]["aws"]
        if "VersioningConfiguration" in properties:
            backend.put_bucket_versioning(bucket.name, properties["VersioningConfiguration"]["Status"])
        if "NotificationConfiguration" in properties:
            backend.put_bucket_notification_configuration(
                bucket.name,
                {
                    "TopicConfiguration": [],
                    "QueueConfiguration": [],
                    "CloudFunctionConfiguration": [],
                    "EventBridgeConfiguration": {},
                },
            )
        return bucket

    FakeBucket.create_from_cloudformation_json = classmethod(create_with_more)


def know_load_balancers_by_their_full_names() -> None:
    """As metrics name them: what stands behind their kind in their ARN. And of the kind that the template says."""
    known, create = FakeLoadBalancer.get_cfn_attribute, FakeLoadBalancer.create_from_cloudformation_json.__func__

    def create_as_it_is(cls, resource_name, cloudformation_json, *args, **more):
        made = create(cls, resource_name, cloudformation_json, *args, **more)
        made.type = cloudformation_json["Properties"].get("Type", "application")
        return made

    def attribute(self, name):
        return self.arn.split("loadbalancer/")[1] if name == "LoadBalancerFullName" else known(self, name)

    FakeLoadBalancer.get_cfn_attribute = attribute
    FakeLoadBalancer.create_from_cloudformation_json = classmethod(create_as_it_is)
    FakeTargetGroup.has_cfn_attr = classmethod(lambda cls, name: name == "TargetGroupFullName")
    FakeTargetGroup.get_cfn_attribute = lambda self, name: self.arn.split(":")[-1]
