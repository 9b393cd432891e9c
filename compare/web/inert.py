"""Bytes of somebody else, given so that no browser shows or runs them."""

from __future__ import annotations

from django.http import HttpResponse


def inert(body: bytes, sha256: str, *, public: bool = True) -> HttpResponse:
    """A download, named by its hash; only what is public may be kept on the way."""
    kept = "public, max-age=31536000, immutable" if public else "private, no-store"
    return HttpResponse(
        body,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{sha256}.bin"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": kept,
        },
    )
