"""Translation of the domain page's examples to the functions that answers execute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

OPS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
