"""What every resource shares: JSON by orjson, errors as data, tags from the version of the facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from compare.api.throttle import PerMinute
from compare.api.wire import Json, JsonQuestion


class Resource(APIView):
    """One resource: no login, no cookie, one language, the same for everybody."""

    renderer_classes = [Json]
    parser_classes = [JsonQuestion]
    throttle_classes = [PerMinute]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)


def tag(*parts: object) -> str:
    """An entity tag of everything that the body depends on."""
    text = "\0".join(str(part) for part in parts)
    return f'"{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"'


def unchanged(request: Request, etag: str) -> bool:
    """Whether the client already holds this body."""
    held = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return any(mark == "*" or mark.removeprefix("W/") == etag for mark in held)


def not_modified(etag: str) -> Response:
    """304."""
    return Response(status=304, headers={"ETag": etag})


def kept(
    request: Request, etag: str, seconds: int, made: Callable[[], Mapping[str, Any]]
) -> HttpResponseBase:
    """The document that a tag names, made once in so many seconds; 304 where it is held already."""
    if unchanged(request, etag):
        return not_modified(etag)
    content = cache.get_or_set(f"document:{etag}", lambda: orjson.dumps(made()), seconds)
    return body(content, etag)


def fresh(request: Request, document: Mapping[str, Any]) -> HttpResponseBase:
    """A document that is made anew each time, tagged by its bytes; 304 where it is held already."""
    content = orjson.dumps(document)
    etag = tag(content)
    return not_modified(etag) if unchanged(request, etag) else body(content, etag)


def body(content: bytes, etag: str) -> HttpResponse:
    """A rendered body with its tag; whoever keeps it asks again whether it is still good."""
    return HttpResponse(
        content,
        content_type="application/json",
        headers={"ETag": etag, "Cache-Control": "public, no-cache"},
    )
