"""What a source's manifest.toml says, checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from pydantic import Field, ValidationError, field_validator, model_validator

from scrapers.errors import ManifestError
from scrapers.manifest_errors import in_words, near
from scrapers.reading import Read, Strict
from scrapers.seasons import Seasonal

RecordKind: TypeAlias = Literal[
    "provider", "plan", "price", "tariff", "term", "figure", "place", "area", "pack", "document"
]


KEY = r"[a-z0-9][a-z0-9-]*"
ANY = "*"


class Edition(Strict):
    """The period a file is for, and since when anybody could know it.

    `known_from` None means: when it was fetched. `evidence` says where the date stands.
    """

    valid_from: date
    valid_to: date | None = None
    known_from: datetime | None = None
    evidence: str | None = None

    @model_validator(mode="after")
    def _dates_in_order(self) -> Edition:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError(f"valid_to must be after valid_from ({self.valid_from})")
        if self.known_from is not None and not self.evidence:
            raise ValueError("known_from needs `evidence`: where does that date stand?")
        if self.known_from is not None and self.known_from.tzinfo is None:
            raise ValueError("known_from needs a zone, as in 2020-09-22T00:00:00+02:00")
        return self


class Archive(Strict):
    """A file that holds what others recorded on many days: each day's part is a capture of its own.

    `csv`: the rows with the same value in column `dated_by`, under the file's heading. `jsonl`:
    one capture a line; `body` names the text that was captured and the other values become the
    capture's headers; without it the line itself is the body, and with `together` all lines of one
    instant are one body. A bare date is the end of that day in `zone`.
    """

    format: Literal["csv", "jsonl"]
    dated_by: str
    zone: str = "UTC"
    body: str | None = None
    together: bool = False

    @model_validator(mode="after")
    def _known_zone(self) -> Archive:
        try:
            ZoneInfo(self.zone)
        except (KeyError, OSError) as error:
            raise ValueError(f"a zone as Europe/Zurich, found {self.zone!r}") from error
        if self.body is not None and self.format != "jsonl":
            raise ValueError("`body` needs the format jsonl")
        if self.together and (self.format != "jsonl" or self.body is not None):
            raise ValueError("`together` needs the format jsonl, and no `body`")
        return self


class Page(Strict):
    """One page or file of the source.

    `files` are the names under which `--from DIR` finds it, first match wins. Without `edition`
    the facts are valid from their first sighting. `browser`: the page needs JavaScript, and its DOM is
    kept once the CSS selector `wait_for` finds something.

    With the key `*` every file that matches is a page of its own, so that nobody has to name them all;
    its key is what stands for the star in the file's name.
    """

    key: str = Field(pattern=rf"^({KEY}|\*)$")
    address: str | None = Field(default=None, pattern=r"^https?://[^/]")
    files: tuple[str, ...] = ()
    edition: Edition | None = None
    archive: Archive | None = None
    browser: bool = False
    wait_for: str | None = None
    reads: str = "parse"  # which layout of the parser reads it, where one source has several
    read: Read | None = None  # where the values stand, for sources without a parser

    @model_validator(mode="after")
    def _star_in_every_name(self) -> Page:
        if self.is_any and (not self.files or any(name.count("*") != 1 for name in self.files)):
            raise ValueError('the key "*" needs `files` with one star in each name')
        if self.is_any and self.address:
            raise ValueError(
                'the key "*" is for files; a page with an address has a key of its own'
            )
        return self

    @property
    def is_any(self) -> bool:
        """Whether it stands for a page of each file that matches."""
        return self.key == ANY


Names = dict[Literal["de", "fr", "it"], str]


class Licence(Strict):
    """Under which terms the publisher's data may be used; `names` as those of a source."""

    name: str
    names: Names = {}
    reference: str
    known: bool = True


class Expectation(Strict):
    """Bounds on one kind of record per page; a run outside of them is held back as a whole.

    `at_least` 0 declares that there may be none; without it a page without a record is never ok.

    Kinds are the words of `scrapers.records.kind`: `[expect.price]`. `fill` is the least share of records in which a field is not missing; `largest_change` the
    share by which the median amount may move from the last good run.
    """

    at_least: int = Field(ge=0)
    at_most: int | None = None
    fill: dict[str, Decimal] = {}
    value_at_least: Decimal | None = None
    value_at_most: Decimal | None = None
    largest_change: Decimal | None = None


class Review(Strict):
    """What of a source waits until a person has compared it with the page: what stands in prose.

    `kinds` are kinds of record, as in `[expect.term]`; none named: all of them. `reviewers` is how
    many different people have to release a value; 0: nothing of it waits, not even a PDF's.
    """

    kinds: tuple[RecordKind, ...] = ()
    reviewers: Literal[0, 1, 2] = 1


class Manifest(Seasonal):
    """One source: who publishes it, what may be done with it, where it is, what to expect.

    `names` says its name in other languages of the pages; where one is missing they say `name`.
    """

    name: str
    names: Names = {}
    publisher: str
    market: str
    kind: Literal["html", "json", "csv", "xlsx", "xml", "pdf", "manual"]
    licence: Licence
    publish: Literal["full", "quote", "hash"]
    register_: str | None = Field(default=None, alias="register")
    provider: str | None = None
    locale: str
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    per: str | None = None
    tax: Literal["included", "excluded", "none"] = "included"
    amounts: Literal["major", "minor"] = "major"  # of tariffs: `minor` are hundredths, as cents
    max_bytes: int = Field(default=10_000_000, gt=0)
    pages: tuple[Page, ...] = Field(min_length=1)
    expect: dict[str, Expectation] = {}
    ignore: dict[str, str] = {}
    review: Review | None = None

    @field_validator("locale")
    @classmethod
    def _known_locale(cls, locale: str) -> str:
        try:
            Locale.parse(locale)
        except (ValueError, UnknownLocaleError, TypeError) as error:
            raise ValueError(f"a locale as en_GB, found {locale!r}") from error
        return locale

    @field_validator("expect")
    @classmethod
    def _known_kinds(cls, expect: dict[str, Expectation]) -> dict[str, Expectation]:
        kinds = get_args(RecordKind)
        for word in expect:
            if word not in kinds:
                like = near(word, kinds)
                raise ValueError(
                    f"a kind of record{like}, one of {', '.join(kinds)}, found {word!r}"
                )
        return expect

    @model_validator(mode="after")
    def _page_keys_differ(self) -> Manifest:
        keys = [page.key for page in self.pages]
        if len(set(keys)) != len(keys):
            raise ValueError("two pages have the same key")
        return self

    def waits(self, kind: str) -> bool:
        """Whether records of a kind wait for a person: those the manifest names, else all of a PDF."""
        if self.review is None:
            return self.kind == "pdf"
        named = not self.review.kinds or kind in self.review.kinds
        return self.review.reviewers > 0 and named

    def has(self, key: str) -> bool:
        """Whether there may be a page with this key."""
        return any(page.key == key or (page.is_any and is_key(key)) for page in self.pages)

    def page(self, key: str) -> Page:
        """The page with this key; StopIteration where there is none."""
        named = (page for page in self.pages if page.key == key)
        of_any = (page.model_copy(update={"key": key}) for page in self.pages if page.is_any)
        return next(chain(named, of_any if is_key(key) else ()))

    def covered_by(self, keys: Collection[str]) -> bool:
        """Whether pages with these keys are all that there are; of files, none is known before it is there."""
        return all(page.key in keys or page.is_any for page in self.pages)


def is_key(text: str) -> bool:
    """Whether a text may be the key of a page."""
    return re.fullmatch(KEY, text) is not None


def load(path: Path) -> Manifest:
    """Read and check one manifest; raises as `read`."""
    file = f"{path.parent.name}/{path.name}"
    try:
        return read(path.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise _no_toml(error, file) from error


def read(text: str, file: str) -> Manifest:
    """Check the text of a manifest; `file` is how messages name it.

    Raises:
        ManifestError: the text is no TOML, or says something the contract does not know.
    """
    try:
        return Manifest.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _no_toml(error, file) from error
    except ValidationError as error:
        raise in_words(error, file, _schema()) from error


@cache
def _schema() -> dict[str, Any]:
    return Manifest.model_json_schema()


def _no_toml(error: Exception, file: str) -> ManifestError:
    return ManifestError(expected="a TOML file in UTF-8", found=str(error), todo=f"mend {file}")
