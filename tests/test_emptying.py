"""What a test committed is gone after it, few rows or many."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from compare.store.models import Plan, Provider
from tests import emptying


@pytest.mark.parametrize("much", [emptying.MUCH, 0])
def test_no_row_is_left(much: int, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "MUCH", much)
    provider = Provider.objects.create(key="zz-1")
    Plan.objects.create(market="xx-household", provider=provider, key="A")

    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)

    assert not Plan.objects.exists()
    assert not Provider.objects.exists()


def test_rows_that_point_nowhere_are_still_refused_afterwards(transactional_db: None) -> None:
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)

    with pytest.raises(IntegrityError):
        Plan.objects.create(market="xx-household", provider_id=1, key="A")
