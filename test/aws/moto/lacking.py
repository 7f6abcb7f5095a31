"""What moto 5.2.5 lacks and this project needs."""

import functools
import json
import threading

import machines
import resources
import stacks


def add() -> None:
    write_objects_one_after_the_other()
    take_tags_of_keys_as_they_come()
    have_no_statistics_of_columns()
    leave_schedules_to_the_clock()
    machines.add()
    resources.add()
    stacks.add()


def write_objects_one_after_the_other() -> None:
    """Between looking whether an object is there and writing it, moto lets another request in."""
    from moto.s3.responses import S3Response

    turn = threading.RLock()
    put = S3Response.put_object

    @functools.wraps(put)
    def put_in_turn(self, *args, **kwargs):
        with turn:
            return put(self, *args, **kwargs)

    S3Response.put_object = put_in_turn


def take_tags_of_keys_as_they_come() -> None:
    """A key in a template that has tags ends the deployment, without a word."""
    from moto.kms.models import KmsBackend

    create = KmsBackend.create_key

    @functools.wraps(create)
    def create_untagged(self, *args, tags=None, **kwargs):
        return create(self, *args, tags=[{"TagKey": tag.get("TagKey", tag.get("Key")), "TagValue": tag.get("TagValue", tag.get("Value"))} for tag in tags or []], **kwargs)

    KmsBackend.create_key = create_untagged


def have_no_statistics_of_columns() -> None:
    """Whoever makes a table in Glue may ask for them, and write them."""
    from moto.glue.responses import GlueResponse

    def nothing(self):
        return json.dumps({"ColumnStatisticsList": [], "Errors": []})

    for verb in ("get", "update", "delete"):
        for owner in ("table", "partition"):
            setattr(GlueResponse, f"{verb}_column_statistics_for_{owner}", nothing)


def leave_schedules_to_the_clock() -> None:
    """A rule without a pattern would be told of every event that there is."""
    from moto.events.models import Rule

    send = Rule.send_to_targets

    @functools.wraps(send)
    def send_what_matches(self, *args, **kwargs):
        if not self.scheduled_expression:
            send(self, *args, **kwargs)

    Rule.send_to_targets = send_what_matches
