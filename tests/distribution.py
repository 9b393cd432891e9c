"""Which tests one worker of pytest-xdist takes together.

A file with `xdist_group` loads real data once for all its tests, so it goes to one worker whole; the
other tests go one by one. xdist 3.8 cannot tell by itself: it writes the group into a test's id, which
with pytest 9.2 is no longer read, and so it loaded everything twice.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

HERE = Path(__file__).resolve().parents[1]


@cache
def is_whole(file: str) -> bool:
    """Whether the tests of a file (its path from the root) belong together."""
    return "xdist_group(" in (HERE / file).read_text(encoding="utf-8")


class Whole(LoadScopeScheduling):
    """Sends files that belong together to one worker, the largest first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if is_whole(file) else nodeid
