"""`/status.json`: how every source is doing, in one answer."""

from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from compare.usecases.repairing.health import status as found


@require_safe
def status(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every source with its state, last good data, counts and tickets."""
    with translation.override("en"):
        content = orjson.dumps(found(timezone.now()))
    return HttpResponse(
        content, content_type="application/json", headers={"Cache-Control": "public, max-age=30"}
    )
