"""What a form is made of: questions with their reasons, fields, and papers side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; `group` is the heading under which a long list shows it."""

    value: str
    label: str
    checked: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `name` is its dotted path in the question; `kind` picks the template.

    `owner` names the person or paper that it is about, where there are several.
    """

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    unit: str = ""
    complete: str = "off"
    wrong: str = ""
    owner: str = ""

    @property
    def id(self) -> str:
        """The element's id: the name without dots."""
        return "q-" + self.name.replace(".", "-")

    @property
    def groups(self) -> tuple[str, ...]:
        """The headings of the choices, in order."""
        return tuple(dict.fromkeys(choice.group for choice in self.choices))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of papers held side by side; a paper that has no such line has None."""

    label: str
    hint: str
    fields: tuple[Field | None, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers side by side: a column each, a row for each thing that stands on them.

    `cover` are the rows of what decides what is paid, `rest` everything else that is insured;
    `known` are names that may be chosen; `more` names the button that adds a column, if one may be
    added.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cover: tuple[Row, ...] = ()
    rest: tuple[Row, ...] = ()
    known: tuple[str, ...] = ()
    more: str = ""

    @property
    def every(self) -> tuple[Row, ...]:
        """All rows in order."""
        return (*self.rows, *self.cover, *self.rest)

    @property
    def rest_used(self) -> bool:
        """Whether something stands in the rows that are folded away."""
        return any(each and (each.value or each.wrong) for row in self.rest for each in row.fields)


@dataclass(frozen=True, slots=True)
class Asked:
    """One numbered question with the reason for asking it.

    `without` says how much wider the answer becomes when it is skipped.
    """

    number: int
    text: str
    reason: str
    fields: tuple[Field, ...] = ()
    papers: Papers | None = None
    without: str = ""

    @property
    def every(self) -> Iterator[Field]:
        """All of its fields, those on papers too."""
        yield from self.fields
        if self.papers:
            for row in self.papers.every:
                yield from (each for each in row.fields if each)

    def changed(self, change: Callable[[Field], Iterable[Field]]) -> Asked:
        """The question with each field replaced; on a paper the last of them takes its place."""
        papers = self.papers

        def rows(old: tuple[Row, ...]) -> tuple[Row, ...]:
            return tuple(
                replace(row, fields=tuple(each and [*change(each)][-1] for each in row.fields))
                for row in old
            )

        if papers:
            papers = replace(
                papers,
                rows=rows(papers.rows),
                cover=rows(papers.cover),
                rest=rows(papers.rest),
            )
        fields = tuple(new for each in self.fields for new in change(each))
        return replace(self, fields=fields, papers=papers)


@dataclass(frozen=True, slots=True)
class Form:
    """All questions of a market as one page.

    `kept` are answers that the form does not ask for again, name and value; `general` are sentences
    about no single field; `people` is how many persons are asked about, None where a market does
    not ask about persons.
    """

    questions: tuple[Asked, ...]
    kept: tuple[tuple[str, str], ...] = ()
    general: tuple[str, ...] = ()
    people: int | None = None
    private: tuple[str, ...] = field(default=())

    @property
    def every(self) -> Iterator[Field]:
        """All fields in the order of the page."""
        return (each for asked in self.questions for each in asked.every)

    @property
    def problems(self) -> list[Field]:
        """The fields that were filled in wrongly, in the order of the page."""
        return [each for each in self.every if each.wrong]

    @property
    def personal(self) -> bool:
        """Whether something is asked that never stands in an address."""
        return bool(self.private)

    def with_problem(self, name: str, sentence: str, choices: Iterable[Choice] = ()) -> Form:
        """The form with a sentence at one field; a field that is offered choices becomes a list.

        A problem with something that the form does not ask stands above it.
        """
        return self._with(name, sentence, sentence, tuple(choices))

    def with_list(self, name: str, label: str, choices: Iterable[Choice]) -> Form:
        """The form with a list that it did not ask at first, and no problem there."""
        return self._with(name, label, "", tuple(choices))

    def _with(self, name: str, label: str, wrong: str, offered: tuple[Choice, ...]) -> Form:
        place = _nearest(name, [each.name for each in self.every])
        if place is None:
            return replace(self, general=(*self.general, wrong) if wrong else self.general)
        return replace(
            self,
            kept=tuple(pair for pair in self.kept if pair[0] not in (name, f"kept.{name}")),
            questions=tuple(
                asked.changed(lambda each: _marked(each, place, name, label, wrong, offered))
                for asked in self.questions
            ),
        )


def _nearest(name: str, known: list[str]) -> str | None:
    """The field that a problem belongs to: its own, or the one from which it was derived."""
    while name:
        if name in known:
            return name
        above, _dot, _last = name.rpartition(".")
        beside = [each for each in known if above and each.rpartition(".")[0] == above]
        if beside:
            return beside[0]
        name = above
    return None


def _marked(
    each: Field, place: str, name: str, label: str, wrong: str, choices: tuple[Choice, ...]
) -> Iterator[Field]:
    if each.name != place:
        yield each
    elif name == place or not choices:
        yield replace(each, wrong=wrong)
    else:  # a postcode in two municipalities: keep it, and ask which
        yield each
        kind = "choice" if len(choices) <= FEW else "list"
        value = next((choice.value for choice in choices if choice.checked), "")
        yield Field(name, label, kind, value, choices, wrong=wrong, owner=each.owner)


FEW = 6  # up to this many choices are shown as buttons, more as a list
