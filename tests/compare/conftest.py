"""Stores that tests of several layers read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from compare.usecases import demo
from tests import kept


@pytest.fixture(scope="module")
def editions(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[demo.Step]]:
    """All six editions of the invented market, in committed rows that are gone after the module.

    Gives the steps in which they were collected.
    """
    with django_db_blocker.unblock():
        yield kept.poured("editions", lambda: list(demo.collect_editions()))
        call_command("flush", interactive=False, verbosity=0)
