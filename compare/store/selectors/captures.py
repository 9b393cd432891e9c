"""Stored evidence by its row number."""

from __future__ import annotations

from collections.abc import Iterable

from compare.store.models import Capture


def hashes(ids: Iterable[int]) -> dict[int, str]:
    """The sha256 of captures."""
    return dict(Capture.objects.filter(id__in=set(ids)).values_list("id", "sha256"))
