"""People write part of an insurer's name: it is understood where it leaves no doubt."""

from __future__ import annotations

import pytest

from compare.web.asking.names import Names

NAMES = Names(
    (
        ("n-1", "GEICO General Insurance Company"),
        ("n-2", "GEICO Indemnity Company"),
        ("n-3", "Country-Wide Insurance Company"),
        ("n-4", "Twice Mutual"),
        ("n-5", "Twice Mutual"),
    )
)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("GEICO General Insurance Company", ["n-1"]),
        ("  geico   general ", ["n-1"]),
        ("geico", ["n-1", "n-2"]),
        ("Country-Wide", ["n-3"]),
        ("count", []),  # no whole word
        ("n-2", ["n-2"]),  # as an address names it
        ("Twice Mutual", []),  # nobody can tell the two apart
        ("co", []),
        ("", []),
        ("Uncle Bob (of Elm Street", []),
    ],
)
def test_a_typed_name_means_those_whose_name_holds_it(typed: str, keys: list[str]) -> None:
    assert [key for key, _name in NAMES.meant(typed)] == keys
    assert NAMES.key(typed) == (keys[0] if len(keys) == 1 else "")
