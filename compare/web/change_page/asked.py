"""What an address of the pages of changes asks for: every part checked, none guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from compare.markets.loader import load, shown
from compare.store.selectors.changes import Filter
from compare.track.news import Place
from compare.usecases.changes.scope import told_together
from compare.web.address import BadAddress
from compare.web.asking import dates
from compare.web.asking.codes import no_day
from compare.web.templatetags.worth import language

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
MARK = re.compile(r"[1-9][0-9]{0,17}")
KNOWN = ("market", "provider", "kind", "since", "log", "after", "format")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes a page shows; `quiet` is the log beside the news, `after` where it goes on."""

    market: str = ""
    provider: str = ""
    kind: str = ""
    since: date | None = None
    quiet: bool = False
    after: int = 0

    @property
    def filter(self) -> Filter:
        """The same for the store."""
        return Filter(
            market=self.market or None,
            provider=self.provider or None,
            kind=self.kind or None,
            since=self.since,
            place=Place.QUIET if self.quiet else Place.NEWS,
            markets=None if self.market or self.provider else told_together(),
        )

    @property
    def invented(self) -> bool:
        """Whether all of it is invented."""
        keys = (self.market,) if self.market else () if self.provider else told_together()
        return bool(keys) and all(load(key).invented for key in keys)

    def query(self, **other: object) -> str:
        """The address of the same question with other parts, without its `?`."""
        parts = {
            "market": self.market,
            "provider": self.provider,
            "kind": self.kind,
            "since": self.since.isoformat() if self.since else "",
            "log": "quiet" if self.quiet else "",
        } | other
        return urlencode({name: value for name, value in parts.items() if value})


def asked(request: HttpRequest) -> Asked:
    """What is asked for.

    Raises:
        BadAddress: an unknown part, or one that is malformed.
    """
    given = request.GET
    if set(given) - set(KNOWN) or any(len(given.getlist(name)) > 1 for name in given):
        raise BadAddress(_("This list is narrowed by market, provider, kind, since and log."))
    market = given.get("market", "")
    if market and market not in shown():
        raise BadAddress(_("There is no such market."))
    for name in ("provider", "kind"):
        if given.get(name) and not KEY.fullmatch(given[name]):
            raise BadAddress(_("A provider and a kind are named by their keys."))
    if given.get("log", "") not in ("", "quiet"):
        raise BadAddress(_("There is the news, and the quiet log."))
    after = given.get("after", "")
    if after and not MARK.fullmatch(after):
        raise BadAddress(_("That page of the list cannot be found. Start from its first page."))
    return Asked(
        market=market,
        provider=given.get("provider", ""),
        kind=given.get("kind", ""),
        since=_day(given.get("since", "")),
        quiet=given.get("log") == "quiet",
        after=int(after or 0),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    days = dates.meant(text, language())
    if len(days) == 1:
        return days[0]
    raise BadAddress(no_day())
