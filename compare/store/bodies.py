"""The bytes of captures: once per sha256, compressed, in Django's default storage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from compare.store.models import Body

LEVEL = 3  # a tenth larger than 9, in a tenth of the time
WRITERS = 2


class Damaged(ValueError):
    """A stored body is no longer what was stored."""


def keep(body: bytes, sha256: str) -> None:
    """Store bytes unless they are there already; bytes that were lost are stored again."""
    keep_all({sha256: body})


def keep_all(found: Mapping[str, bytes]) -> None:
    """Store the bodies of a batch by their hashes, with one look-up and one write of rows."""
    known = Body.objects.in_bulk(list(found))
    new = {
        sha256: body
        for sha256, body in found.items()
        if sha256 not in known or not default_storage.exists(known[sha256].name)
    }
    if len(new) > 1:
        with ThreadPoolExecutor(WRITERS) as threads:  # packing and writing need no interpreter
            written = list(threads.map(_written, new.values(), new))
    else:
        written = [_written(body, sha256) for sha256, body in new.items()]
    rows = [
        Body(pk=sha256, size=len(body), name=name, coding=coding)
        for (sha256, body), (name, coding) in zip(new.items(), written, strict=True)
    ]
    Body.objects.bulk_create(rows, ignore_conflicts=True)


def _written(body: bytes, sha256: str) -> tuple[str, str]:
    """Write the file of a body, packed where that is shorter; its name and coding."""
    packed = zstandard.compress(body, LEVEL)
    coding, stored = ("zstd", packed) if len(packed) < len(body) else ("none", body)
    name = f"{sha256[:2]}/{sha256}.{coding}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(stored))
    return name, coding


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
