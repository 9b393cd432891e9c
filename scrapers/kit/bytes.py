"""Bytes into text: a .gz or .xz file is recognised by its first bytes, the coding is declared."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from scrapers.errors import Unreadable
from scrapers.kit.names import Name

GZIP = b"\x1f\x8b"
XZ = b"\xfd7zXZ\x00"
UTF8 = ("utf-8", "utf8")
LIMIT = 2_000_000_000  # decoded bytes; the largest known official file has 70 million


class _Limited(io.RawIOBase):
    """Passes on what another stream gives, up to a limit."""

    def __init__(self, inner: io.BufferedIOBase, limit: int) -> None:
        self._inner, self._left, self._limit = inner, limit, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._inner.read(len(buffer))
        self._left -= len(piece)
        if self._left < 0:
            raise Unreadable(
                expected=f"at most {self._limit} bytes when unpacked",
                found="more",
                todo="is this an archive made to fill the disk?",
            )
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(body: bytes, encoding: str = "utf-8", limit: int = LIMIT) -> Iterator[IO[str]]:
    """`body` as a stream of text, unpacked where it is a gzip or xz file.

    A byte-order mark is dropped. Line ends are kept: the csv module reads its own.

    Raises:
        Unreadable: while reading, where the archive is cut off or the coding is another.
    """
    raw: io.BufferedIOBase = io.BytesIO(body)
    if body.startswith(GZIP):
        raw = gzip.GzipFile(fileobj=raw)
    elif body.startswith(XZ):
        raw = lzma.LZMAFile(io.BytesIO(body))  # noqa: SIM115 (lives as long as the stream)
    buffered = io.BufferedReader(_Limited(raw, limit), 1 << 18)
    codec = "utf-8-sig" if encoding.lower() in UTF8 else encoding
    try:
        yield io.TextIOWrapper(buffered, encoding=codec, newline="")
    except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
        raise Unreadable(
            expected=f"a whole {'xz' if body.startswith(XZ) else 'gzip'} file",
            found=str(error),
            todo="fetch it again",
        ) from error
    except UnicodeDecodeError as error:
        raise Unreadable(
            expected=f"text in {encoding}",
            found=repr(error.object[error.start : error.start + 20]),
            todo="declare the coding of this file",
        ) from error


def text(body: bytes, encoding: Name = "utf-8", limit: int = LIMIT) -> str:
    """All of `body` as text; as `opened`.

    A page that changed its coding has a tuple of them. UTF-8 is tried first: text in another coding
    is hardly ever valid in it, while a coding of one byte a letter reads anything.
    """
    named = [encoding] if isinstance(encoding, str) else sorted(encoding, key=_not_utf8)
    for coding in named[:-1]:
        with suppress(Unreadable):
            return _text(body, coding, limit)
    return _text(body, named[-1], limit)


def _text(body: bytes, encoding: str, limit: int) -> str:
    with opened(body, encoding, limit) as stream:
        return stream.read()


def _not_utf8(encoding: str) -> bool:
    return encoding.lower() not in UTF8
