"""The API answers as its own description says, whatever is sent to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from compare.config.wsgi import application

schema = schemathesis.openapi.from_wsgi(
    "/api/v1/schema", application, headers={"Host": "localhost"}
)

# What a schema cannot say: a cursor comes from a page, codes from a market. test_lists checks them;
# test_answers checks questions, whose parts must fit each other.
UNSAID = ("cursor", "cell")


@pytest.fixture
def one_connection(facts: list[int]) -> Iterator[None]:
    """As django.test.Client does: a request must not close the test's own transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@schema.parametrize()
@settings(suppress_health_check=list(HealthCheck), max_examples=40)
def test_contract(case: schemathesis.Case, one_connection: None) -> None:
    for name in UNSAID:
        (case.query or {}).pop(name, None)
    loose = [positive_data_acceptance] if case.method == "POST" else []
    case.call_and_validate(headers={"Host": "localhost"}, excluded_checks=loose)


def test_the_description_is_valid_and_complete(tmp_path: object) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", f"{tmp_path}/schema.yml")
