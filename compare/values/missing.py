"""The four ways in which a value can be absent."""

from __future__ import annotations

from enum import StrEnum


class Missing(StrEnum):
    """Why a value is absent. None of the four equals another, nor any number."""

    NOT_STATED = "not_stated"  # the provider publishes the page, and says nothing of it
    NOT_OFFERED = "not_offered"  # the provider says that it does not sell it
    UNLIMITED = "unlimited"  # a limit that is said not to exist
    NOT_COLLECTED = "not_collected"  # nobody has read it yet


def is_unknown(value: object) -> bool:
    """Whether nobody can tell what a value is: None (no such value is held), not stated, not read.

    That a thing is not offered, or has no limit, is known.
    """
    return value is None or value in (Missing.NOT_STATED, Missing.NOT_COLLECTED)
