"""From the domain page's examples to our functions: one entry for each op."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.domain import ops_cost, ops_decide, ops_quality

Op = Callable[[dict[str, Any]], dict[str, Any]]

OPS: dict[str, Op] = {**ops_cost.OPS, **ops_quality.OPS, **ops_decide.OPS}
