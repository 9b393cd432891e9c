"""Text and tables of a PDF, read in a child process with little memory, little time and no network.

PDF is a language for hostile documents: a reader that spins, or eats the memory, must not take the
worker along.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.names import Name

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30
MEMORY = 1 << 30
LIKE = 50.0  # per cent: a line that may be the heading, renamed
LEAST = 20  # letters a page; below that it is a picture of a text
REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.")


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its text by lines, and its ruled tables as rows of cells (None where empty)."""

    number: int
    text: str
    tables: tuple[tuple[tuple[str | None, ...], ...], ...]


@lru_cache(maxsize=2)  # while edits of a parser are tried the same two are read again and again
def pages(body: bytes, *, seconds: int = SECONDS, memory: int = MEMORY) -> tuple[PdfPage, ...]:
    """All pages of a PDF.

    Raises:
        Unreadable: no PDF, one that takes too long or too much memory, or almost no text.
    """
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-m", "scrapers.kit.pdf", str(seconds), str(memory)],
            input=body,
            capture_output=True,
            timeout=seconds + 10,
            check=False,
            env={"PYTHONPATH": str(ROOT)},
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable(f"one that takes more than {seconds} seconds") from error
    if done.returncode:
        raise _unreadable(done.stderr.decode(errors="replace").strip()[-200:] or "one that breaks")
    read = tuple(_page(number, *page) for number, page in enumerate(json.loads(done.stdout), 1))
    if sum(len(page.text) for page in read) < LEAST * max(1, len(read)):
        raise _unreadable("almost no text: is it a picture?")
    return read


def line_of(lines: Sequence[str], heading: Name) -> int:
    """At which index the only line stands that is a heading; a tuple holds all that it was called.

    Raises:
        PageChanged: there is none, or more than one; it quotes the line that is most like it.
    """
    names = (heading,) if isinstance(heading, str) else heading
    found = [at for at, line in enumerate(lines) if line in names]
    if len(found) != 1:
        first = names[0].partition(" ")[0]  # "2." stays where the words behind it change
        begin = [line for line in lines if line.partition(" ")[0] == first]
        near = process.extractOne(
            names[0], begin or lines, scorer=fuzz.ratio, score_cutoff=0 if begin else LIKE
        )
        raise PageChanged(
            expected=f"one line {' or '.join(map(repr, names))}",
            found=f"{len(found)} of them" if found or near is None else f"{near[0]!r}",
            todo="if the heading was renamed, say so in the parser",
        )
    return found[0]


def _page(number: int, text: str, tables: list[list[list[str | None]]]) -> PdfPage:
    return PdfPage(number, text, tuple(tuple(tuple(row) for row in table) for table in tables))


def _unreadable(found: str) -> Unreadable:
    return Unreadable(expected="a PDF with text", found=found, todo="read it by eye, as `manual`")


def _child(seconds: int, memory: int) -> None:
    """Runs alone in its process: take the limits on, shut the doors, read, print."""
    import resource

    import pdfplumber

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)
    try:
        with pdfplumber.open(io.BytesIO(sys.stdin.buffer.read())) as pdf:
            read = [[page.extract_text() or "", page.extract_tables()] for page in pdf.pages]
    except Exception as error:  # whatever a hostile document breaks, it is unreadable
        sys.exit(f"{type(error).__name__}: {error}"[:500])
    sys.stdout.write(json.dumps(read))


def _refuse(event: str, _: object) -> None:
    if event.startswith(REFUSED):
        raise PermissionError(f"a PDF wants to {event}")


if __name__ == "__main__":
    _child(int(sys.argv[1]), int(sys.argv[2]))
