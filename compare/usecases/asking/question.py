"""A question as typed becomes a checked `Question`; what is wrong with it is named by its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from compare.markets import loader
from compare.markets.currencies import in_currency
from compare.markets.definition import Market
from compare.usecases.asking import places as question_places
from compare.usecases.asking.bounds import Bounds, Wanted
from compare.usecases.asking.codes import Codes, attribute_reader
from compare.usecases.asking.fields import (
    Fields,
    QuestionError,
    as_given,
    day,
    end_of,
    flag,
    instant,
    number,
    text,
)
from compare.usecases.asking.present import MOST_QUOTES, Papers
from compare.values.question import FOCUSES, Code, Preferences, Present, Question, Quote

MOST_PERSONS = 12


def read(data: object, today: date) -> Question:
    """The question in `data`, in the form of design 6; `today` where it names no day itself.

    Raises:
        QuestionError: names the field by its dotted path and what it may hold.
    """
    fields = Fields(data)
    market = market_of(fields)
    return _Reader(market, fields, today).read()


def known_at(question: Question, market: Market) -> datetime:
    """The instant whose knowledge is used: the one asked for, else the end of `today`."""
    return question.known_at or end_of(question.today, market.zone)


def market_of(fields: Fields) -> Market:
    """The market that a question or a pair of papers names, in the currency that it names.

    It must be one that answers.
    """
    key = fields.take("market", text)
    try:
        market = loader.load(key)
    except loader.UnknownMarket:
        raise QuestionError("market", "a market", key, loader.answering()) from None
    if not market.market.answers:
        raise QuestionError("market", "a market that answers questions", key, loader.answering())
    currency = fields.maybe("currency", text, market.market.currency)
    try:
        return in_currency(market, currency)
    except ValueError as error:
        raise QuestionError("currency", str(error), currency) from None


class _Reader:
    """One question on its way through the market's definition."""

    def __init__(self, market: Market, fields: Fields, today: date) -> None:
        self._market, self._fields = market, fields
        self._assumed: dict[str, Code | date] = {}
        self._today = fields.maybe("today", day, None) or self._default("today", today)
        self._start = self._read_start()
        self._known_at = self._read_known_at()
        self._codes = Codes(market, self._start, self._assumed)
        self._papers = Papers(market, self._codes)

    def read(self) -> Question:
        """The whole question."""
        household = self._household()
        wanted: Wanted = self._fields.maybe("wanted", self._wanted_reader(), {})
        shared = self._fields.maybe("present", as_given, None)
        given = self._fields.maybe("persons", as_given, self._nobody())
        people = self._people(household, shared)(given, "persons")
        persons, own, presents = zip(*people, strict=True)
        bounds = Bounds(self._market, self._codes, household, wanted, self._assumed)
        bounds.refuse_impossible(persons)
        presents, own = bounds.settled(persons, presents, own)
        question = Question(
            market=self._market.key,
            today=self._today,
            start=self._start,
            known_at=self._known_at,
            household=household,
            persons=persons,
            wanted=wanted,
            presents=presents,
            quotes=self._quotes(len(persons)),
            only_quotes=self._fields.maybe("only_quotes", flag, False),
            preferences=self._fields.maybe("preferences", self._preferences, Preferences()),
            own_wanted=own,
            currency=self._currency(),
            assumed=self._assumed,
        )
        self._fields.end()
        return question

    def _currency(self) -> str | None:
        """The currency of the papers where it is another than the market's own."""
        used = self._market.market.currency
        return None if used == loader.load(self._market.key).market.currency else used

    def _nobody(self) -> object:
        """Persons where none are given: one without codes, if the market asks for none."""
        asked = any(factor.of == "person" for factor in self._market.market.factor)
        return () if asked else ({},)

    def _default(self, path: str, value: date) -> date:
        self._assumed[path] = value
        return value

    def _read_start(self) -> date:
        start = self._fields.maybe("start", day, None) or self._default(
            "start", self._usual_start()
        )
        if start < self._today:
            raise QuestionError("start", f"a day from today ({self._today}) on", start.isoformat())
        return start

    def _usual_start(self) -> date:
        if self._market.market.starts == "next_year":
            return date(self._today.year + 1, 1, 1)
        if self._market.market.starts == "contract_end":
            return self._contract_end() or self._today
        return self._today

    def _contract_end(self) -> date | None:
        """The end of the shared contract, looked up before the rest of it is read."""
        place: object = self._fields.peek("present")
        for key in ("contract", "end"):
            place = place.get(key) if isinstance(place, Mapping) else None
        end = day(place, "present.contract.end") if place is not None else None
        return end if end and end >= self._today else None

    def _read_known_at(self) -> datetime | None:
        found = self._fields.maybe("known_at", instant(self._market.zone), None)
        if found is not None and found > end_of(self._today, self._market.zone):
            raise QuestionError(
                "known_at", f"an instant not after today ({self._today})", found.isoformat()
            )
        return found

    def _household(self) -> dict[str, Code]:
        given: object = {}
        fields = Fields(self._fields.maybe("household", as_given, given), "household")
        place = question_places.read(self._market, fields, self._start, self._assumed)
        household = self._codes.read("household", fields, place)
        fields.end()
        return household

    def _people(
        self, household: Mapping[str, Code], shared: object
    ) -> Callable[[object, str], list[tuple[dict[str, Code], Wanted, Present | None]]]:
        def person(value: object, path: str) -> tuple[dict[str, Code], Wanted, Present | None]:
            fields = Fields(value, path)
            codes = self._codes.read("person", fields, household)
            own = {key: code for key, code in codes.items() if key not in household}
            bounds: Wanted = fields.maybe("wanted", self._wanted_reader(codes), {})
            present = fields.maybe(
                "present", lambda v, p: self._papers.present(v, p, codes, own=True), None
            )
            if present is None and shared is not None:
                present = self._papers.present(shared, "present", codes, own=False)
            fields.end()
            return own, bounds, present

        def everyone(
            value: object, path: str
        ) -> list[tuple[dict[str, Code], Wanted, Present | None]]:
            if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_PERSONS:
                raise QuestionError(path, f"a list of 1 to {MOST_PERSONS} persons", value)
            return [person(item, f"{path}.{index}") for index, item in enumerate(value)]

        return everyone

    def _wanted_reader(
        self, beside: Mapping[str, Code] | None = None
    ) -> Callable[[object, str], Wanted]:
        """A reader of bounds: for each factor or attribute one code or a list of them."""

        def read(value: object, path: str) -> Wanted:
            fields = Fields(value, path)
            found: Wanted = {}
            readers = {
                factor.key: self._codes.reader(factor, beside or {})
                for factor in self._market.market.factor
                if factor.of == "wanted"
            } | {item.wanted: attribute_reader(item) for item in self._market.market.attribute}
            for key, reader in readers.items():
                codes: tuple[Code, ...] = fields.maybe(key, _one_or_more(reader), ())
                if codes:
                    found[key] = codes
            fields.end()
            return found

        return read

    def _quotes(self, persons: int) -> tuple[tuple[Quote, ...], ...]:
        """What each person has in hand; empty where nobody has a quote."""

        def read(value: object, path: str) -> tuple[Quote | None, ...]:
            return self._papers.quote(value, path, persons)

        quotes = self._fields.listed("quotes", read)
        if len(quotes) > MOST_QUOTES:
            raise QuestionError("quotes", f"at most {MOST_QUOTES} quotes", len(quotes))
        papers = [next(filter(None, each)) for each in quotes]
        names = [quote.name for quote in papers]
        if len(set(names)) < len(names):
            raise QuestionError("quotes", "quotes of different names", names)
        for index, quote in enumerate(papers):
            if quote.quoted_on and quote.quoted_on > self._today:
                raise QuestionError(
                    f"quotes.{index}.date",
                    f"a day until today ({self._today})",
                    str(quote.quoted_on),
                )
        return tuple(tuple(filter(None, own)) for own in zip(*quotes, strict=True))

    def _preferences(self, value: object, path: str) -> Preferences:
        fields = Fields(value, path)
        found = Preferences(
            hours=fields.maybe("hours", number, None),
            value_of_hour=fields.maybe("value_of_hour", number, None),
            threshold=fields.maybe("threshold", number, None),
            must_not_get_worse=fields.listed("must_not_get_worse", self._term_key),
            guards=fields.maybe("guards", self._guards, {}),
            focus=fields.maybe("focus", _focus, None),
        )
        fields.end()
        return found

    def _term_key(self, value: object, path: str) -> str:
        known = [term.key for term in self._market.terms.term]
        if value not in known:
            raise QuestionError(path, "a term of this market", value, known)
        return str(value)

    def _guards(self, value: object, path: str) -> dict[str, bool]:
        fields = Fields(value, path)
        found = {
            guard.key: fields.take(guard.key, flag)
            for guard in self._market.market.guard
            if fields.has(guard.key)
        }
        fields.end()
        return found


def _focus(value: object, path: str) -> str:
    if value not in FOCUSES:
        raise QuestionError(path, "what went wrong", value, FOCUSES)
    return str(value)


def _one_or_more(
    reader: Callable[[object, str], Code],
) -> Callable[[object, str], tuple[Code, ...]]:
    def read(value: object, path: str) -> tuple[Code, ...]:
        listed = value if isinstance(value, list | tuple) else [value]
        if len(listed) > 40:
            raise QuestionError(path, "at most 40 codes", len(listed))
        return tuple(
            dict.fromkeys(reader(item, f"{path}.{index}") for index, item in enumerate(listed))
        )

    return read
