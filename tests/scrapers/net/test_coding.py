"""Codings are undone, alone and stacked, and a bomb bursts outside."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import TooBig, Unreadable
from scrapers.net.coding import decoded
from tests.scrapers.net.conftest import Host


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}
ROOT = Path(__file__).resolve().parents[3]


@given(body=st.binary(max_size=5_000), coding=st.sampled_from(sorted(CODERS)))
def test_what_was_coded_comes_back(body: bytes, coding: str) -> None:
    assert decoded(CODERS[coding](body), coding, 5_000) == body


@given(body=st.binary(max_size=2_000), stack=st.lists(st.sampled_from(sorted(CODERS)), max_size=4))
def test_stacked_codings_are_undone_from_the_last(body: bytes, stack: list[str]) -> None:
    packed = body
    for coding in stack:
        packed = CODERS[coding](packed)
    assert decoded(packed, ", ".join(stack), 2_000) == body


@pytest.mark.parametrize("body", [b"", b"a", b"terms" * 50_000])
def test_bare_deflate_is_understood_too(body: bytes) -> None:
    assert decoded(bare_deflate(body), "deflate", 1_000_000) == body


def test_a_gzip_body_of_several_members_is_one() -> None:
    assert decoded(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", 100) == b"one two"


@pytest.mark.parametrize("coding", sorted(CODERS))
def test_the_limit_is_on_what_comes_out(coding: str) -> None:
    body = b"x" * 100_000
    assert decoded(CODERS[coding](body), coding, 100_000) == body
    with pytest.raises(TooBig):
        decoded(CODERS[coding](body), coding, 99_999)
    assert decoded(CODERS[coding](body), coding, 10, cut=True) == body[:10]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_cut_off_body_is_unreadable(coding: str) -> None:
    packed = CODERS[coding](bytes(range(256)) * 100)
    with pytest.raises(Unreadable):
        decoded(packed[: len(packed) // 2], coding, 1_000_000)


@pytest.mark.parametrize("coding", sorted(CODERS))
def test_bytes_that_are_not_what_they_claim_are_unreadable(coding: str) -> None:
    with pytest.raises(Unreadable):
        decoded(b"<!doctype html><p>terms</p>", coding, 1_000_000)


def test_more_than_four_codings_are_refused() -> None:
    with pytest.raises(Unreadable):
        decoded(b"", "gzip, gzip, gzip, gzip, gzip", 100)


PIECE = bytes(1 << 20)


def bomb(coding: str) -> bytes:
    """A gigabyte of zeros: one packed megabyte, written a thousand times as each format allows."""
    if coding == "br":
        press = brotli.Compressor(quality=5)
        first, second, third = (press.process(PIECE) + press.flush() for _ in range(3))
        assert second == third
        return first + second * 1023 + press.finish()
    if coding == "deflate":
        packer = zlib.compressobj(9, wbits=-15)
        return (packer.compress(PIECE) + packer.flush(zlib.Z_FULL_FLUSH)) * 1024 + packer.flush()
    return CODERS[coding](PIECE) * 1024  # gzip members, zstd frames


CHILD = """
import asyncio, resource, sys
from scrapers.errors import TooBig
from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import fetch
resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
async def run(port, count):
    async with Client(allow=[("127.0.0.1", port)], interval=0) as client:
        for number in range(count):
            page = Page(key="p", address=f"http://127.0.0.1:{port}/{number}")
            try:
                await fetch(client, page, limit=5_000_000)
            except TooBig:
                print(number)
asyncio.run(run(int(sys.argv[1]), int(sys.argv[2])))
"""


@pytest.mark.parametrize("coding", sorted(CODERS))
def test_the_bombs_of_these_tests_are_real_ones(coding: str) -> None:
    assert decoded(bomb(coding), coding, 30 << 20, cut=True) == bytes(30 << 20)


def test_bombs_of_a_gigabyte_are_refused_within_256_megabytes_of_address_space(host: Host) -> None:
    stacks = ["gzip", "deflate", "br", "zstd", "gzip, gzip", "gzip, br"]
    for number, codings in enumerate(stacks):
        first, *more = codings.split(", ")
        body = bomb(first)
        for coding in more:
            body = CODERS[coding](body)
        assert len(body) < 2_000_000
        host.pages[f"/{number}"] = (200, {"Content-Encoding": codings}, body)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(host.port), str(len(stacks))],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert [stacks[int(line)] for line in done.stdout.split()] == stacks, done.stderr[-2000:]
