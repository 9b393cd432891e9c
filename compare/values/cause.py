"""Why a value is not what it was."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Who made a difference; only the provider's own doing can be news (design 2)."""

    PROVIDER = "provider"  # the provider changed it
    READER = "reader"  # it is taken out of the page by other rules
    CORRECTION = "correction"  # what was believed before was never true
    METHOD = "method"  # the publisher counts or defines it another way
