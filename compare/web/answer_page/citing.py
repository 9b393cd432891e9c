"""How to cite an answer: as a sentence, and as BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.templatetags.worth import day

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Citation:
    """Text to copy. The address is put in by whoever knows the site's name."""

    plain: str
    bibtex: str


def citation(
    document: Json, market: Market, language: str, data_version: str, link: str, now: date
) -> Citation:
    """The citation of an answer, read on the day `now`."""
    name = market.market.name.in_(language)
    plain = _(
        "Worth Switching, %(market)s, answer of %(day)s for cover from %(start)s, data %(data)s, "
        "rules %(rules)s, read on %(now)s."
    ) % {
        "market": name,
        "day": day(document["today"]),
        "start": day(document["start"]),
        "data": data_version[:12],
        "rules": document["rules_version"][:12],
        "now": day(now),
    }
    fields = {
        "title": f"{{{_braced(name)}: {_braced(document['sentence']['text'])}}}",
        "author": "{{Worth Switching}}",
        "year": f"{{{document['today'][:4]}}}",
        "url": f"{{{link}}}",
        "urldate": f"{{{now.isoformat()}}}",
        "note": f"{{answer {document['id']}, data {data_version[:12]}, "
        f"rules {document['rules_version'][:12]}}}",
    }
    lines = ",\n".join(f"  {key} = {value}" for key, value in fields.items())
    return Citation(plain, f"@misc{{worth-switching-{document['id'][:8]},\n{lines}\n}}")


def _braced(text: str) -> str:
    """Text for between BibTeX's braces, with what TeX would read as a command made plain."""
    plain = text.replace("\xa0", " ").replace("\\", "/")
    for sign in "{}":
        plain = plain.replace(sign, "")
    for sign in "%&#$_":
        plain = plain.replace(sign, "\\" + sign)
    return plain
