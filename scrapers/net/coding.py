"""Content codings (gzip, deflate, br, zstd, also stacked), decoded in small pieces up to a limit.

An answer of one megabyte can unpack to a gigabyte: no step ever holds more than one piece beyond
what the limit allows.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
import zstandard

from scrapers.errors import TooBig, Unreadable

ACCEPTED = "gzip, deflate, br, zstd"
PIECE = 1 << 16
WINDOW = 1 << 23  # the window that RFC 9659 lets a zstd answer ask for
STACK = 4  # more codings on top of one another than any honest server uses

Pieces = Iterator[bytes]


def decoded(body: bytes, codings: str, limit: int, *, cut: bool = False) -> bytes:
    """The body without its codings (the text of a Content-Encoding header, last one outermost).

    With `cut`, what lies beyond the limit is left out instead of being refused.

    Raises:
        TooBig: more than `limit` bytes come out.
        Unreadable: a coding nobody knows, too many of them, or bytes that are not what they claim.
    """
    names = [name for part in codings.lower().split(",") if (name := part.strip())]
    if all(name == "identity" for name in names):
        return _joined([body], limit, cut)
    pieces: Pieces = iter([body])
    for name in _known(names):
        pieces = DECODERS[name](pieces)
    try:
        return _joined(pieces, limit, cut)
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise Unreadable(
            expected=f"a body coded with {codings}", found=str(error), todo="fetch it again"
        ) from error


def _known(names: list[str]) -> list[str]:
    unknown = [name for name in names if name not in DECODERS]
    if unknown or len(names) > STACK:
        raise Unreadable(
            expected=f"at most {STACK} of: {', '.join(DECODERS)}",
            found=", ".join(names)[:200],
            todo="the host sends what was not asked for",
        )
    return names[::-1]


def too_big(limit: int) -> TooBig:
    """What is said of a body of more than `limit` bytes; how many more nobody waited for."""
    return TooBig(
        expected=f"at most {limit} bytes",
        found="more",
        todo="raise max_bytes in the manifest, if the page is meant",
    )


def _joined(pieces: Iterable[bytes], limit: int, cut: bool) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            if cut:
                return bytes(whole[:limit])
            raise too_big(limit)
    return bytes(whole)


def _inflate(pieces: Pieces, window: int) -> Pieces:
    inflater = zlib.decompressobj(window)
    for piece in pieces:
        while piece:
            yield inflater.decompress(piece, PIECE)
            piece = inflater.unconsumed_tail
            if inflater.eof and (piece := inflater.unused_data.lstrip(b"\0")):
                inflater = zlib.decompressobj(window)  # a gzip file may have several members
    yield inflater.flush()
    if not inflater.eof:
        raise zlib.error("it ends too early")


def _gunzip(pieces: Pieces) -> Pieces:
    return _inflate(pieces, zlib.MAX_WBITS | 16)


def _undeflate(pieces: Pieces) -> Pieces:
    """`deflate` is zlib's format by the standard, and bare deflate from some servers."""
    first = next(pieces, b"")
    wrapped = len(first) > 1 and first[0] & 15 == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    return _inflate(_again(first, pieces), zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _again(first: bytes, rest: Pieces) -> Pieces:
    yield first
    yield from rest


def _unbrotli(pieces: Pieces) -> Pieces:
    decoder = brotli.Decompressor()
    for piece in pieces:
        yield decoder.process(piece, output_buffer_limit=PIECE)
        while not decoder.can_accept_more_data():
            yield decoder.process(b"", output_buffer_limit=PIECE)
    while rest := b"" if decoder.is_finished() else decoder.process(b"", output_buffer_limit=PIECE):
        yield rest
    if not decoder.is_finished():
        raise brotli.error("it ends too early")


class _File(io.RawIOBase):
    """Pieces as a file that is read once."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _unzstd(pieces: Pieces) -> Pieces:
    decoder = zstandard.ZstdDecompressor(max_window_size=WINDOW)
    source = io.BufferedReader(_File(pieces), PIECE)
    with decoder.stream_reader(source, PIECE, read_across_frames=True) as reader:
        while piece := reader.read(PIECE):
            yield piece


DECODERS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
