"""Shapes of what the API gives, as OpenAPI says them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from compare.decide.verdict import VerdictKind
from compare.decide.wording import LANGUAGES
from compare.markets.loader import shown
from compare.quality.published import Agreement
from compare.track.clause_difference import Kind, Mark
from compare.values.cause import Cause
from compare.values.tariff import Tax

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
DAY: Schema = {"type": "string", "format": "date"}
MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
MAYBE_INSTANT: Schema = {"type": ["string", "null"], "format": "date-time"}
WORDS: Schema = {"type": "object", "additionalProperties": TEXT}
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def thing(**properties: Schema) -> Schema:
    """An object that has exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(item: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": item}


def page_of(item: Schema) -> Schema:
    """One page of a list; `next` is null on the last."""
    return thing(as_of=DAY, known_at=MAYBE_INSTANT, results=many(item), next=MAYBE_TEXT)


MONEY = thing(
    amount={"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    currency={"type": "string", "pattern": "^[A-Z]{3}$"},
    per=TEXT,
)
EVIDENCE = thing(sha256=SHA256, locator=TEXT, literal=MAYBE_TEXT, source=TEXT)
PRICE = thing(
    market=TEXT,
    provider=TEXT,
    plan=TEXT,
    cell=WORDS,
    price=MONEY,
    valid_from=DAY,
    valid_to=MAYBE_DAY,
    known_from=INSTANT,
    evidence=EVIDENCE,
)
FIGURE = thing(
    market=TEXT,
    provider=TEXT,
    measure=TEXT,
    group=TEXT,
    part=TEXT,
    value=MAYBE_TEXT,
    missing=MAYBE_TEXT,
    numerator=MAYBE_TEXT,
    denominator=MAYBE_TEXT,
    agreement={"type": "string", "enum": [each.value for each in Agreement]},
    valid_from=DAY,
    valid_to=MAYBE_DAY,
    known_from=INSTANT,
    evidence=EVIDENCE,
)
PACK = thing(
    market=TEXT,
    provider=TEXT,
    plan=TEXT,
    price=MONEY,
    quantity=MAYBE_TEXT,
    unit=MAYBE_TEXT,
    items={"type": ["integer", "null"]},
    missing=MAYBE_TEXT,
    unit_price=MAYBE_TEXT,
    valid_from=DAY,
    valid_to=MAYBE_DAY,
    known_from=INSTANT,
    evidence=EVIDENCE,
)
TERM = thing(
    market=TEXT,
    provider=TEXT,
    plan=TEXT,
    term=TEXT,
    kind={"type": "string", "enum": ["number", "word", "status", "restricted", "missing"]},
    value=MAYBE_TEXT,
    valid_from=DAY,
    valid_to=MAYBE_DAY,
    known_from=INSTANT,
    evidence=EVIDENCE,
)
TARIFF = thing(
    market=TEXT,
    provider=TEXT,
    plan=TEXT,
    cell=WORDS,
    name=SHA256,
    currency={"type": "string", "pattern": "^[A-Z]{3}$"},
    tax={"type": "string", "enum": [tax.value for tax in Tax]},
    components={
        "type": "array",
        "items": {"type": "object", "properties": {"kind": TEXT}, "required": ["kind"]},
    },
    valid_from=DAY,
    valid_to=MAYBE_DAY,
    known_from=INSTANT,
    evidence=EVIDENCE,
)
DOCUMENT = thing(
    market=TEXT,
    provider=TEXT,
    document=TEXT,
    sha256=SHA256,
    cause={"type": "string", "enum": [each.value for each in Cause]},
    valid_from=DAY,
    valid_to=MAYBE_DAY,
    known_from=INSTANT,
    evidence=EVIDENCE,
)
VERSION = thing(
    sha256=SHA256, valid_from=DAY, evidence=thing(sha256=SHA256, locator=TEXT, source=TEXT)
)
MARKED = thing(mark={"type": "string", "enum": [mark.value for mark in Mark]}, text=TEXT)
PLACE: Schema = {"type": ["integer", "null"], "minimum": 1}
CLAUSE = thing(
    kind={"type": "string", "enum": [kind.value for kind in Kind]},
    before=PLACE,
    after=PLACE,
    count={"type": "integer", "minimum": 1},
    moved={"type": "boolean"},
    words=many(MARKED),
)
DIFFERENCE = thing(
    market=TEXT,
    provider=TEXT,
    document=TEXT,
    before=VERSION,
    after=VERSION,
    cause={"type": "string", "enum": [each.value for each in Cause]},
    doubtful={"type": "boolean"},
    counts={"type": "object", "additionalProperties": {"type": "integer"}},
    clauses=many(CLAUSE),
)
PLAN = thing(market=TEXT, provider=TEXT, plan=TEXT, successor_of=MAYBE_TEXT, attributes=WORDS)
PROVIDER = thing(provider=TEXT, attributes=WORDS)
MARKET = thing(
    market=TEXT,
    names=WORDS,
    kind={"type": "string", "enum": ["offers", "typed", "figures", "goods", "documents"]},
    mode={"type": "string", "enum": ["live", "archive", "off"]},
    invented={"type": "boolean"},
    country=MAYBE_TEXT,
    currency=TEXT,
    zone=TEXT,
    languages=many(TEXT),
    factors=many(thing(factor=TEXT, of=TEXT, kind=TEXT, codes=many(TEXT))),
    definition_version=TEXT,
    data_version=TEXT,
    facts={"type": "integer", "minimum": 0},
)
CAPTURE = thing(
    source=TEXT,
    page=TEXT,
    address=TEXT,
    status={"type": "integer"},
    fetched_at=INSTANT,
    fetcher=TEXT,
    robots=TEXT,
)
STORED = thing(
    sha256=SHA256,
    size={"type": "integer", "minimum": 0},
    publish={"type": "string", "enum": ["full", "quote", "hash"]},
    publisher=TEXT,
    licence=TEXT,
    captures=many(CAPTURE),
)
PRICES = {200: page_of(PRICE)}
FIGURES = {200: page_of(FIGURE)}
PACKS = {200: page_of(PACK)}
DOCUMENTS = {200: page_of(DOCUMENT)}
DIFFERENCES = {200: DIFFERENCE}
TARIFFS = {200: page_of(TARIFF)}
TERMS = {200: page_of(TERM)}
PLANS = {200: page_of(PLAN)}
PROVIDERS = {200: page_of(PROVIDER)}
EVIDENCES = {200: STORED}
MARKETS = {200: thing(results=many(MARKET))}
OPEN_DOCUMENT: Schema = {"type": "object", "additionalProperties": True}

FIGURE_GROUPS = {200: thing(market=TEXT, measures=many(OPEN_DOCUMENT))}
PRICE_RISES = {200: thing(market=TEXT, rises=many(OPEN_DOCUMENT))}
STATEMENTS = {200: thing(results=many(OPEN_DOCUMENT))}
LANGUAGE_PARAMETER = OpenApiParameter(
    "language",
    {"type": "string", "enum": list(LANGUAGES)},
    description="Sentences come worded in it. Without it: keys and parameters only.",
)
CODE: Schema = {"type": ["string", "integer", "boolean"]}
CODES: Schema = {"type": "object", "additionalProperties": CODE}
AMOUNT: Schema = {"type": ["string", "number", "null"]}
PRESENT: Schema = {
    "type": "object",
    "properties": {
        "provider": MAYBE_TEXT,
        "plan": MAYBE_TEXT,
        "factors": CODES,
        "price": AMOUNT,
        "per": TEXT,
        "terms": {"type": "object"},
        "contract": {"type": "object"},
    },
    "additionalProperties": False,
}
QUESTION: Schema = {
    "type": "object",
    "properties": {
        "market": {"type": "string", "enum": list(shown())},
        "today": DAY,
        "start": DAY,
        "known_at": MAYBE_TEXT,
        "household": CODES,
        "persons": {"type": "array", "minItems": 1, "maxItems": 12, "items": {"type": "object"}},
        "wanted": {"type": "object"},
        "present": PRESENT,
        "quotes": {"type": "array", "maxItems": 4, "items": {"type": "object"}},
        "only_quotes": {"type": "boolean"},
        "preferences": {"type": "object"},
    },
    "required": ["market", "persons"],
    "additionalProperties": False,
}
PAPER: Schema = {
    "type": "object",
    "properties": {
        "price": AMOUNT,
        "prices": {"type": "array", "minItems": 2, "maxItems": 12, "items": AMOUNT},
        "per": TEXT,
        "terms": {"type": "object"},
    },
    "additionalProperties": False,
}
PAPERS: Schema = {
    "type": "object",
    "properties": {
        "market": {"type": "string", "enum": list(shown())},
        "before": PAPER,
        "after": PAPER,
        "household": CODES,
        "persons": {"type": "array", "minItems": 1, "maxItems": 12, "items": {"type": "object"}},
        "quotes": {"type": "array", "maxItems": 4, "items": {"type": "object"}},
    },
    "required": ["market", "before", "after"],
}
VERDICTS = [verdict.value for verdict in VerdictKind]
ANSWER: Schema = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "verdict": {"type": "string", "enum": VERDICTS},
        "reason": MAYBE_TEXT,
        "currency": TEXT,
        "market": TEXT,
        "today": DAY,
        "start": DAY,
        "known_at": TEXT,
        "persons": {"type": "array", "minItems": 1, "items": {"type": "object"}},
        "coverage": {"type": "object"},
        "assumed": {"type": "object"},
        "rules_version": TEXT,
    },
    "required": ["id", "verdict", "currency", "market", "today", "start", "known_at", "persons"],
    "additionalProperties": True,
}
RENEWAL = OPEN_DOCUMENT

PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "field": TEXT,
        "expected": TEXT,
        "message": TEXT,
        "allowed": {"type": "array"},
        "detail": TEXT,
    },
    "additionalProperties": False,
}
ANYWHERE = {
    "400": "What was asked does not work: the field is named.",
    "404": "Not found.",
    "405": "Not this method.",
    "406": "Only JSON is given.",
    "429": "Too many requests in this minute; Retry-After says how long to wait.",
}
WITH_BODY = {"413": "The question is too long.", "415": "Only JSON is read."}
LISTS = {"304": "Unchanged since the tag that If-None-Match names."}


def describe(result: Schema, **_: Any) -> Schema:
    """Adds to every operation what any of them may answer."""
    for item in result["paths"].values():
        for method, operation in item.items():
            more = ANYWHERE | (WITH_BODY if method == "post" else {})
            for code, text in more.items():
                operation["responses"].setdefault(
                    code,
                    {"description": text, "content": {"application/json": {"schema": PROBLEM}}},
                )
            if method == "get":
                for code, text in LISTS.items():
                    operation["responses"].setdefault(code, {"description": text})
    return result
