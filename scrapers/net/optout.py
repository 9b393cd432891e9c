"""The list of hosts that asked to be left out; it is looked at before robots.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("optout.txt")


@cache
def hosts(path: Path = LIST) -> frozenset[str]:
    """The hosts in the list, in lower case."""
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = (line.partition("#")[0].split() for line in lines)
    return frozenset(words[0].lower().rstrip(".") for words in bare if words)


def left_out(host: str, listed: frozenset[str]) -> bool:
    """Is this host, or one it is a subdomain of, in the list?

    >>> left_out("www.shop.example.", frozenset({"shop.example"}))
    True
    """
    parts = host.lower().rstrip(".").split(".")
    return any(".".join(parts[start:]) in listed for start in range(len(parts)))
