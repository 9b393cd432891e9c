"""The names that one column, key or heading has had: old pages are read as well as new ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeAlias

Name: TypeAlias = str | tuple[str, ...]


def resolved(wanted: Iterable[Name], there: Collection[str]) -> tuple[str, ...]:
    """Each wanted name as it is called here: of several, the first that is there, else the first.

    >>> resolved(["Size", ("Region", "Area")], {"Size", "Area"})
    ('Size', 'Area')
    """
    return tuple(
        name if isinstance(name, str) else next((one for one in name if one in there), name[0])
        for name in wanted
    )
