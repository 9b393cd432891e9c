"""The pages' own words in each language: collected from templates and code, kept in `locale/`.

`manage.py words` brings the catalogues up to date; a process compiles them when it starts, so that
nobody needs GNU gettext and nothing compiled is kept in the repository.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WRITTEN = Path(__file__).parent / "locale"
ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue; English is the original and has none."""
    return tuple(sorted(place.parent.parent.name for place in _catalogues()))


def words() -> Catalog:
    """Every word of the interface that is to be translated, with the files that say it."""
    found = Catalog()
    for file, text in _texts():
        for _, message, comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
            found.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    """The catalogue of a language as it is written."""
    with _catalogue(language).open("rb") as file:
        return read_po(file, locale=language)


def renew(language: str) -> Catalog:
    """Bring a language's catalogue up to the words in use; what nobody says any more leaves it."""
    catalogue = read(language) if _catalogue(language).exists() else _empty(language)
    catalogue.update(words(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.flags.discard("fuzzy")  # nothing is guessed; a form that is lacking is empty
    _catalogue(language).parent.mkdir(parents=True, exist_ok=True)
    with _catalogue(language).open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False)
    return catalogue


def _empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Worth Switching",
        version="1",
        header_comment="# The pages of Worth Switching. Write it, do not translate it word for word.",
        fuzzy=False,
    )


def compiled(into: Path) -> None:
    """Compile every catalogue that is newer than what was compiled of it."""
    for source in _catalogues():
        target = into / source.relative_to(WRITTEN).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            source.open("rb") as file,
            tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as whole,
        ):
            write_mo(whole, read_po(file))
        os.replace(whole.name, target)


def _texts() -> Iterator[tuple[str, str]]:
    """Each file that may speak, with its text as Python that babel can read."""
    for template in sorted((ROOT / "templates").rglob("*.html")):
        python = templatize(template.read_text(), origin=str(template))
        yield str(template.relative_to(ROOT)), re.sub(r"(?m)^[ \t]+", "", python)
    for module in sorted((ROOT / "compare" / "web").rglob("*.py")):
        yield str(module.relative_to(ROOT)), module.read_text()


def _catalogues() -> list[Path]:
    return sorted(WRITTEN.glob("*/LC_MESSAGES/django.po"))


def _catalogue(language: str) -> Path:
    return WRITTEN / language / "LC_MESSAGES" / "django.po"
