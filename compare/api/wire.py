"""JSON in and out: what comes in is bounded in size and depth, what goes out is made by orjson."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import orjson
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

MOST_BYTES = 64_000


class TooLong(APIException):
    """413."""

    status_code = 413
    default_detail = f"a question has at most {MOST_BYTES} bytes"
    default_code = "too_long"


class JsonQuestion(BaseParser):
    """`application/json`, by orjson: nesting beyond its limit is an error, not a crash."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> Any:
        """The content of the body.

        Raises:
            TooLong: more than MOST_BYTES.
            ParseError: no JSON.
        """
        text = stream.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise TooLong
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"expected JSON, found an error: {error.msg}") from error


class Json(BaseRenderer):
    """JSON; no Decimal reaches it, since amounts are strings."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002
        renderer_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)
