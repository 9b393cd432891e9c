"""GET documents: versions of providers' documents, and what became of each clause between two."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from compare.api import asked as ask
from compare.api.face import Resource
from compare.api.listing import Facts, parameters
from compare.api.schema import DIFFERENCES, DOCUMENTS, SHA256
from compare.store.selectors import documents
from compare.usecases.changes import document_difference
from compare.usecases.changes.document_difference import NotThere

FILTERS = (ask.MARKET, ask.PROVIDER, ask.DOCUMENT)


class Documents(Facts):
    """Versions of documents, page by page."""

    filters = FILTERS
    select = staticmethod(documents.listed)

    @extend_schema(
        operation_id="documents",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=DOCUMENTS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Every version that held by `as_of`, as far as was known at an instant.

        `cause` tells whether the provider changed the text (`provider`) or only the rules by which it
        is taken out of the page (`reader`). `sha256` names the text itself.
        """
        return self.page(request)

    def plain(self, row: documents.VersionRow) -> dict[str, Any]:
        return {
            "market": row.market,
            "provider": row.provider,
            "document": row.key,
            "sha256": row.sha256,
            "cause": row.cause,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
            "known_from": row.known_from.isoformat().replace("+00:00", "Z"),
            "evidence": {
                "sha256": row.evidence,
                "locator": row.locator,
                "literal": None,
                "source": row.source,
            },
        }


HASH = OpenApiParameter("sha256", SHA256, location="path", description="The later text's sha256.")


class Difference(Resource):
    """Two versions of one document, by clause."""

    @extend_schema(
        operation_id="document_difference",
        parameters=[HASH, ask.FROM.described],
        responses=DIFFERENCES,
    )
    def get(self, request: Request, sha256: str) -> HttpResponseBase:
        """What became of each clause: moved, reworded, inserted, deleted; the same are counted.

        `from` is the sha256 of an earlier version's text; without it the version just before counts.
        What a clause means is not judged. Words are quoted as far as the publisher allows.
        """
        earlier = ask.read(request, (ask.FROM,)).get("from")
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise NotFound
        try:
            found = document_difference.by_text(sha256, earlier)
        except NotThere as error:
            raise NotFound(str(error)) from error
        document = document_difference.printed(found)
        return Response(document, headers={"Cache-Control": "public, no-cache"})
