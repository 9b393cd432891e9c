"""How the state and the terms of a source are worded."""

from __future__ import annotations

import re
from functools import cache

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compare.web.templatetags.worth import language
from scrapers.catalogue import manifest_of
from scrapers.errors import ManifestError
from scrapers.manifest import Manifest

register = template.Library()
ROW = re.compile(r"row ([0-9]+)")
NO_ROBOTS = re.compile(r"no robots\.txt \(([0-9]{3})\)")


def _states() -> dict[str, tuple[str, str]]:
    """Each state's word and its definition."""
    return {
        "ok": (_("In order"), _("Every page was read and every row understood.")),
        "degraded": (
            _("Incomplete"),
            _("Stored, but some page could not be had or some row was refused."),
        ),
        "blocked": (
            _("Refuses us"),
            _("The publisher forbids reading. We do not get around that."),
        ),
        "gone": (_("Gone"), _("The pages are not there any more.")),
        "unreadable": (_("Unreadable"), _("What came was no readable page.")),
        "unavailable": (_("No answer"), _("The site did not answer in time. It is tried again.")),
        "held_back": (
            _("Held back"),
            _("Read, but not as expected. The last good data stay up with their age."),
        ),
        "overdue": (_("Overdue"), _("The last good reading is older than it should be.")),
        "new": (_("New"), _("Not collected yet.")),
    }


@register.simple_tag
def state(code: str) -> str:
    """A source's state in a word or two."""
    return _states()[code][0] if code in _states() else code


@register.simple_tag
def states() -> list[tuple[str, str]]:
    """Every state with its definition."""
    return list(_states().values())


@register.simple_tag
def publish(code: str) -> str:
    """How much of what was read may be shown."""
    return {
        "full": _("stored pages can be read here"),
        "quote": _("stored pages are quoted, not shown"),
        "hash": _("only the fingerprint of stored pages is shown"),
    }.get(code, code)


@register.filter
def titled(name: str, key: str) -> str:
    """A source's name in the language of the page, as far as its volunteers wrote one."""
    manifest = _manifest(key)
    return manifest.names.get(language(), name) if manifest else name


@register.filter
def licensed(name: str, key: str) -> str:
    """The same of its licence."""
    manifest = _manifest(key)
    return manifest.licence.names.get(language(), name) if manifest else name


@cache
def _manifest(key: str) -> Manifest | None:
    try:
        return manifest_of(key)
    except ManifestError:
        return None


@register.simple_tag
def allowed(decision: str) -> str:
    """Why a page could be read, as its capture recorded it."""
    if missing := NO_ROBOTS.fullmatch(decision):
        return _("there is no robots.txt (%(status)s)") % {"status": missing[1]}
    return {
        "allowed by robots.txt": _("allowed by robots.txt"),
        "a local file": _("a file that was handed over, not fetched"),
    }.get(decision, decision)


@register.filter
def located(place: str) -> str:
    """Where in a stored page something was read; what is no plain row stays as it was recorded."""
    row = ROW.fullmatch(place)
    return _("row %(n)s") % {"n": row[1]} if row else place


@register.simple_tag
def cadence(text: str) -> str:
    """How often a source is read: "1 years" as "every year"."""
    count, _space, unit = text.partition(" ")
    if not count.isdecimal():
        return text
    n = int(count)
    worded = {
        "hours": ngettext("read every hour", "read every %(n)d hours", n),
        "days": ngettext("read every day", "read every %(n)d days", n),
        "weeks": ngettext("read every week", "read every %(n)d weeks", n),
        "months": ngettext("read every month", "read every %(n)d months", n),
        "years": ngettext("read every year", "read every %(n)d years", n),
    }.get(unit, text)
    return worded % {"n": n} if "%" in worded else worded
