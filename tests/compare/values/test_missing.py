"""What nobody can tell is unknown; that a thing is not offered, or has no limit, is known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.values.missing import Missing, is_unknown


@pytest.mark.parametrize(
    ("value", "unknown"),
    [
        (None, True),
        (Missing.NOT_STATED, True),
        (Missing.NOT_COLLECTED, True),
        (Missing.NOT_OFFERED, False),
        (Missing.UNLIMITED, False),
        (Decimal(0), False),
        ("", False),
    ],
)
def test_only_what_is_not_held_not_stated_or_not_read_is_unknown(
    value: object, unknown: bool
) -> None:
    assert is_unknown(value) is unknown
