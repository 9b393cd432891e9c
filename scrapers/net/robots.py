"""robots.txt by RFC 9309, read by protego.

A file that is not there (4xx) allows everything; one that cannot be had (5xx, no answer) allows
nothing; 500 kB of it are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

LIMIT = 500 * 1024
AGENT_LINE = re.compile(r"^(?P<key>\s*user[- ]?agent\s*:?\s*)(?P<name>[^#]*)", re.IGNORECASE)
SLASH = re.compile("%2f", re.IGNORECASE)
LASTS = 24 * 3600.0  # seconds that an answer is kept


@dataclass(frozen=True, slots=True)
class Robots:
    """What a host answered when asked for its robots.txt; `rules` None means: no rule binds us."""

    rules: Protego | None
    refuses_all: bool
    said: str

    def allows(self, agent: str, url: str) -> bool:
        """May `agent` (a product token, or a whole User-Agent line) fetch this address?"""
        if self.refuses_all:
            return False
        if self.rules is None:
            return True
        return bool(self.rules.can_fetch(_one_slash(url), _exactly(token(agent))))

    def crawl_delay(self, agent: str) -> float:
        """Seconds the host wants between two requests; 0 where it does not say."""
        return (self.rules.crawl_delay(_exactly(token(agent))) if self.rules else None) or 0.0


def answered(status: int, body: bytes) -> Robots:
    """What follows from a host's answer; 429 counts as "cannot be had", for it says: not now."""
    if 200 <= status < 300:
        return Robots(_parsed(body), False, "allowed by robots.txt")
    if 400 <= status < 500 and status != 429:
        return Robots(None, False, f"no robots.txt ({status})")
    return unreachable(f"robots.txt answered {status}")


def unreachable(why: str) -> Robots:
    """Nobody could read the rules: nothing is fetched."""
    return Robots(None, True, why)


def allowed(robots: bytes, agent: str, url: str) -> bool:
    """May `agent` fetch `url`, if the host's robots.txt holds these bytes?

    >>> allowed(b"User-agent: *\\nDisallow: /private", "AnyBot/1.0", "https://a.example/private/x")
    False
    """
    return answered(200, robots).allows(agent, url)


def token(agent: str) -> str:
    """The product token of a User-Agent line: `WorthSwitching/1 (+https://…)` is WorthSwitching."""
    return agent.split("/", 1)[0].split(" ", 1)[0]


def _parsed(body: bytes) -> Protego:
    kept = body[:LIMIT] if len(body) <= LIMIT else body[:LIMIT].rpartition(b"\n")[0]
    lines = kept.decode("utf-8-sig", errors="replace").splitlines()
    return Protego.parse(
        "\n".join(AGENT_LINE.sub(_named_exactly, _one_slash(line)) for line in lines)
    )


def _one_slash(text: str) -> str:
    """A rule or address whose query spells each slash plainly (RFC 9309, the table of 2.2.2)."""
    path, mark, query = text.partition("?")
    return path + mark + SLASH.sub("/", query)


def _named_exactly(line: re.Match[str]) -> str:
    name = token(line["name"].strip())
    return f"{line['key']}{name if name == '*' else _exactly(name.rstrip('*'))}"


def _exactly(name: str) -> str:
    """A name in brackets, here and in the file: protego takes a part of a name for the name."""
    return f"<{name}>"
