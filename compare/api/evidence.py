"""GET evidence: where stored bytes came from, by their hash."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from compare.api.asked import read
from compare.api.face import Resource
from compare.api.schema import EVIDENCES, SHA256
from compare.store.selectors.evidence import CaptureRow, stored

HASH = OpenApiParameter("sha256", SHA256, location="path", description="The bytes' sha256.")


class Evidence(Resource):
    """One stored body."""

    @extend_schema(operation_id="evidence", parameters=[HASH], responses=EVIDENCES)
    def get(self, request: Request, sha256: str) -> HttpResponseBase:
        """Where and when bytes were read, and how much of them may be shown."""
        read(request, ())
        found = stored(sha256) if re.fullmatch("[0-9a-f]{64}", sha256) else None
        if found is None:
            raise NotFound
        latest = found.captures[0]
        document = {
            "sha256": found.sha256,
            "size": found.size,
            "publish": found.publish,
            "publisher": latest.publisher,
            "licence": latest.licence,
            "captures": [_shown(row) for row in found.captures],
        }
        return Response(document, headers={"Cache-Control": "public, max-age=3600"})


def _shown(row: CaptureRow) -> dict[str, Any]:
    return {
        "source": row.source,
        "page": row.page,
        "address": row.address,
        "status": row.status,
        "fetched_at": row.fetched_at.isoformat().replace("+00:00", "Z"),
        "fetcher": row.fetcher,
        "robots": row.robots,
    }
