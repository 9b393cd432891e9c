"""The bytes of captures: once per sha256, compressed, in Django's default storage."""

from __future__ import annotations

import hashlib

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from compare.store.models import Body

LEVEL = 9


class Damaged(ValueError):
    """A stored body is no longer what was stored."""


def keep(body: bytes, sha256: str) -> None:
    """Store bytes unless they are there already; bytes that were lost are stored again."""
    known = Body.objects.filter(pk=sha256).first()
    if known and default_storage.exists(known.name):
        return
    packed = zstandard.compress(body, LEVEL)
    coding, stored = ("zstd", packed) if len(packed) < len(body) else ("none", body)
    name = f"{sha256[:2]}/{sha256}.{coding}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(stored))
    Body.objects.get_or_create(
        pk=sha256, defaults={"size": len(body), "name": name, "coding": coding}
    )


def read(sha256: str) -> bytes:
    """The bytes behind a hash, checked against it.

    Raises:
        Body.DoesNotExist: nothing of this hash was ever stored.
        Damaged: the file is gone, or its bytes are others.
    """
    body = Body.objects.get(pk=sha256)
    try:
        with default_storage.open(body.name) as file:
            stored = file.read()
        found = (
            zstandard.decompress(stored, max_output_size=body.size)
            if body.coding == "zstd"
            else stored
        )
    except (OSError, zstandard.ZstdError) as error:
        raise Damaged(_damage(sha256, str(error))) from error
    if hashlib.sha256(found).hexdigest() != sha256:
        raise Damaged(_damage(sha256, "other bytes"))
    return found


def _damage(sha256: str, found: str) -> str:
    return f"expected the stored bytes of {sha256}, found {found}: restore them from a backup"
