"""What an answer says, sentence by sentence, before it is worded in a language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from compare.cost.charges import Charges, instalment_cost
from compare.cover.relation import CoverRelation, Relation
from compare.decide.answer import Answer
from compare.decide.deductibles import Deductibles
from compare.decide.leaving_sentences import blocked_sentence, late_sentence, uncovered_sentence
from compare.decide.line import Line
from compare.decide.person_answer import PersonAnswer, unknown_of_own
from compare.decide.sensitivity import Swing
from compare.decide.situation import Coverage, Mode
from compare.decide.verdict import ActionKind, Reason, VerdictKind
from compare.decide.ways_out import WayOut
from compare.decide.wording import Keys, Parameter, Sentence, Share
from compare.quality.state import ServiceState
from compare.values.money import Money
from compare.values.terms import Direction

MOST_FACTS = 3
SWITCHES = (VerdictKind.SWITCH_AT_RENEWAL, VerdictKind.SWITCH_NOW)


def headline(answer: Answer) -> Sentence:
    """The one sentence at the top: of the person whose verdict heads the household.

    What a household of several gains by moving is the gain of all of them.
    """
    person = next(p for p in answer.people if p.verdict.kind is answer.verdict)
    sentence = verdict_sentence(person, answer.currency, answer.coverage)
    if len(answer.people) < 2 or answer.net_benefit is None or "gain" not in sentence.parameters:
        return sentence
    gain = Money(answer.net_benefit.central, answer.currency)
    return Sentence(sentence.key, {**sentence.parameters, "gain": gain})


def household_sentence(answer: Answer) -> Sentence | None:
    """How many of several persons should act, None for one person or where nobody should."""
    if len(answer.people) < 2 or answer.net_benefit is None:
        return None
    return Sentence(
        "household.movers",
        {
            "movers": answer.movers,
            "persons": len(answer.people),
            "gain": Money(answer.net_benefit.central, answer.currency),
        },
    )


def verdict_sentence(person: PersonAnswer, currency: str, coverage: Coverage) -> Sentence:
    """One person's verdict as a whole sentence."""
    verdict, line = person.verdict, person.subject
    if verdict.reason is not None:
        return _reason_sentence(verdict.reason, person, currency, coverage)
    if verdict.kind is VerdictKind.STAY:
        return Sentence("verdict.stay")
    if verdict.kind is VerdictKind.NO_BETTER_PROVIDER:
        return Sentence("verdict.no_better_provider", {"offers": person.compared})
    if verdict.kind is VerdictKind.TRADE_OFF:
        line = person.lines[0]
        gain = Money(line.net_benefit.central, currency)
        return Sentence("verdict.trade_off", {"gain": gain, "what": _given_up(line)})
    chosen = person.chosen
    if chosen is None:
        raise ValueError(f"expected the advised offer among those shown for {verdict.kind}")
    return _advice(person, chosen, currency)


def _advice(person: PersonAnswer, chosen: Line, currency: str) -> Sentence:
    key = f"verdict.{person.verdict.kind.value.lower()}"
    day = next(way.first_day for way in person.ways.open if way.kind is chosen.kind)
    gain = chosen.net_benefit.central
    if gain < person.threshold and chosen.kind is not ActionKind.NEGOTIATE:
        better = chosen.cover.keys(Relation.BETTER) or ("service",)
        name = chosen.offer.provider_name
        return Sentence(f"{key}_better", {"name": name, "date": day, "what": Keys(better)})
    on_average = "" if chosen.saving.is_exact else "_on_average"
    return Sentence(f"{key}{on_average}", {"gain": Money(gain, currency), "date": day})


def _reason_sentence(
    reason: Reason, person: PersonAnswer, currency: str, coverage: Coverage
) -> Sentence:
    line = next(iter(person.lines), None)
    gain = Money(line.net_benefit.central if line else Decimal(0), currency)
    said: dict[str, Parameter] = {}
    key = reason.value
    match reason:
        case Reason.MISSING_OR_STALE:
            said = {"what": Keys(person.missing)}
        case Reason.UNKNOWN_COVER:
            own = unknown_of_own(person.present, line) if line else ()
            unknown = own or (line.cover.keys(Relation.UNKNOWN) if line else ())
            said = {"what": Keys(unknown or ("cover",))}
            key = "unknown_cover_own" if own else key
        case Reason.UNCERTAIN if any(way.exposed for way in _leading(person)):
            key = "uncovered"
        case Reason.UNCERTAIN:
            widest = person.flips.all.widest.key if person.flips else "cover"
            said = {"gain": gain, "input": Keys((widest,))}
        case Reason.THIN_MARKET:
            said = {"fresh": coverage.fresh, "open": coverage.open or 0}
            key = f"thin_market{_counted(coverage)}"
        case Reason.BLOCKED:
            day = person.ways.earliest_date
            said = {"date": day} if day else {}
            key = "blocked_until" if day else "blocked"
        case Reason.NO_COMPARABLE_CANDIDATE:
            pass
    return Sentence(f"verdict.{key}", said)


def because(person: PersonAnswer, currency: str) -> tuple[Sentence, ...]:
    """At most three facts that decided it, the weightiest first."""
    reason = person.verdict.reason
    if reason is Reason.MISSING_OR_STALE:
        return (Sentence("because.missing", {"what": Keys(person.missing)}),)
    if reason is Reason.BLOCKED:
        return (Sentence("because.blocked"), *_why_blocked(person))[:MOST_FACTS]
    line = person.subject
    if line is None or person.present is None:
        return ()
    thin = [Sentence("because.thin")] if reason is Reason.THIN_MARKET else []
    return (*thin, *_late(person, currency), *_facts(person, line, currency))[:MOST_FACTS]


def _why_blocked(person: PersonAnswer) -> list[Sentence]:
    """Every reason, a missed notice first: it says what can be done, and by when."""
    ways = sorted(person.ways.blocked, key=lambda way: way.departure is None)
    said = [blocked_sentence(way) for way in ways]
    return [sentence for at, sentence in enumerate(said) if sentence not in said[:at]]


def _leading(person: PersonAnswer) -> list[WayOut]:
    """The way out that leads to the offer that is spoken of."""
    kind = person.subject.kind if person.subject else None
    return [way for way in person.ways.open if way.kind is kind]


def _late(person: PersonAnswer, currency: str) -> Iterator[Sentence]:
    """Where the action that is spoken of begins later than asked for, or leaves days uncovered."""
    for way in _leading(person):
        if way.departure and way.departure.missed:
            yield late_sentence(way.departure)
        if said := uncovered_sentence(way, currency):
            yield said


def _facts(person: PersonAnswer, line: Line, currency: str) -> Iterator[Sentence]:
    yield _price_fact(person, line, currency)
    yield _cover_fact(person, line)
    if line.saving.central:
        yield _saving_fact(line, currency)
    if not line.own:
        yield _service_fact(line)
    if line.one_off.central:
        yield Sentence("because.one_off", {"amount": Money(line.one_off.central, currency)})


def _saving_fact(line: Line, currency: str) -> Sentence:
    """What is paid oneself on average, and beside it the worst year (domain 2.3: show both)."""
    key = "saving" if line.saving.central > 0 else "paying"
    said: dict[str, Parameter] = {"amount": Money(abs(line.saving.central), currency)}
    if line.saving.is_exact:
        return Sentence(f"because.{key}", said)
    worst = line.net_benefit.low
    said["worst"] = Money(abs(worst), currency)
    return Sentence(f"because.{key}_{'loss' if worst < 0 else 'gain'}", said)


def _price_fact(person: PersonAnswer, line: Line, currency: str) -> Sentence:
    present = person.present.per_year if person.present else Decimal(0)
    less = present - line.offer.per_year
    key = "cheaper" if less > 0 else "dearer" if less < 0 else "same_price"
    if person.pays_least and not person.chosen:
        key = f"least_{key}"
    name = line.offer.provider_name
    return Sentence(f"because.{key}", {"name": name, "amount": Money(abs(less), currency)})


def _cover_fact(person: PersonAnswer, line: Line) -> Sentence:
    cover = line.cover
    own = unknown_of_own(person.present, line)
    if own and cover.relation is CoverRelation.UNDETERMINED:
        return Sentence("because.cover_undetermined_own", {"what": Keys(own)})
    compared = [row.attribute for row in (*person.rows.identical, *person.rows.differing)]
    counting = [each for each in compared if each.direction is not Direction.NEUTRAL]
    if cover.relation is CoverRelation.EQUIVALENT and any(a.equal_by_law for a in counting):
        whole = all(attribute.equal_by_law for attribute in counting)
        return Sentence("because.by_law" if whole else "because.by_law_and_same")
    return Sentence(
        f"because.cover_{cover.relation.value.lower()}",
        {
            "name": line.offer.provider_name,
            "better": Keys(cover.keys(Relation.BETTER)),
            "worse": Keys(cover.keys(Relation.WORSE)),
            "what": Keys(cover.keys(Relation.UNKNOWN)),
        },
    )


def _service_fact(line: Line) -> Sentence:
    service = line.service
    key = service.state.value
    if service.unknown:
        key = "unknown"
    elif service.findings and all(finding.too_few for finding in service.findings.values()):
        key = "too_few"
    return Sentence(f"because.service_{key}", {"name": line.offer.provider_name})


def _given_up(line: Line) -> Keys:
    service = ("service",) if line.service.state is ServiceState.WORSE else ()
    return Keys((*line.cover.keys(Relation.WORSE), *service))


def forgone(person: PersonAnswer, currency: str) -> Sentence | None:
    """The gain forgone by staying, and the limit below which we call a gain too small.

    None where the advice is not to stay.
    """
    if person.verdict.kind not in (VerdictKind.STAY, VerdictKind.NO_BETTER_PROVIDER):
        return None
    if person.best is None:
        return Sentence("forgone.nobody")
    gain = person.best.net_benefit.central
    if gain <= 0:
        return Sentence("forgone.loss", {"loss": Money(-gain, currency)})
    return Sentence(
        "forgone.gain",
        {"gain": Money(gain, currency), "theta": Money(person.threshold, currency)},
    )


def flip_sentences(person: PersonAnswer, currency: str) -> tuple[Sentence, ...]:
    """What would change the answer, in words."""
    if person.flips is None:
        return ()
    line = next((each for each in (person.subject, *person.lines) if each), None)
    name = line.offer.provider_name if line else ""
    said = (_flip(swing, name, currency) for swing in person.flips.shown)
    return tuple(sentence for sentence in said if sentence)


def _flip(swing: Swing, name: str, currency: str) -> Sentence | None:
    """An input flips the answer upwards or downwards of where it is now."""
    if swing.flip_at is None or swing.flip_at < 0:
        return None
    way = "up" if swing.flip_at > swing.value.central else "down"
    if swing.key == "hours":
        hours = swing.flip_at.quantize(Decimal("0.1"))
        return Sentence(f"flip.hours_{way}", {"hours": hours})
    amount = Money(swing.flip_at, currency).rounded()
    return Sentence(f"flip.{swing.key}_{way}", {"name": name, "amount": amount})


def also(answer: Answer, person: PersonAnswer) -> Iterator[Sentence]:
    """What stands beside every verdict: ties, the loyalty gap, staying power, later years."""
    currency = answer.currency
    if len(person.near_best) > 1:
        names = tuple(dict.fromkeys(near.name for near in person.near_best))
        theta = Money(person.threshold, currency)
        yield Sentence("also.tied", {"theta": theta, "names": names})
    if person.loyalty_gap is not None:
        yield Sentence("also.loyalty_gap", {"amount": Money(person.loyalty_gap, currency)})
    yield from _instalment_sentences(person, currency)
    if person.subject and (found := person.subject.drip):
        yield Sentence(
            "also.drip",
            {
                "name": person.subject.offer.provider_name,
                "amount": found.total,
                "share": Share(found.ratio, signed=True),
            },
        )
    if weighed := person.deductibles:
        yield from _deductible_sentences(weighed, currency)
    if power := person.staying_power:
        yield Sentence(
            "also.staying_power",
            {
                "leads": power.leads,
                "kept": power.kept,
                "share": Share(power.share),
                "low": Share(power.low),
                "high": Share(power.high),
            },
        )
    chosen = person.chosen
    if chosen and chosen.three_years.lowest < 0:
        loss = Money(-chosen.three_years.lowest, currency)
        yield Sentence("also.three_years", {"loss": loss})
    if person.regret and person.verdict.reason is Reason.UNCERTAIN:
        evpi = Money(person.regret.evpi, currency)
        yield Sentence("also.perfect_knowledge", {"amount": evpi})
    if person.verdict.kind in SWITCHES:
        yield Sentence("also.unmeasured")


def _instalment_sentences(person: PersonAnswer, currency: str) -> Iterator[Sentence]:
    """What paying in parts costs in money, and beside it as a yearly rate (domain 1.2)."""
    told = [("own_instalments", person.present)]
    told += [("instalments", line.offer) for line in [person.subject] if line]
    for key, offer in told:
        if offer is None or offer.instalments is None:
            continue
        credit = instalment_cost(Charges(offer.price, instalments=offer.instalments))
        if credit is None or credit.charge <= 0 or credit.apr_percent is None:
            continue
        rate = Share(credit.apr_percent / 100)
        charge = Money(credit.charge, currency)
        name = offer.provider_name
        yield Sentence(f"also.{key}", {"name": name, "amount": charge, "rate": rate})


def _deductible_sentences(weighed: Deductibles, currency: str) -> Iterator[Sentence]:
    said = {"low": Money(weighed.low, currency), "high": Money(weighed.high, currency)}
    if weighed.costs is None:
        yield Sentence("also.deductible_always", said)
    else:
        yield Sentence("also.deductible", {**said, "costs": Money(weighed.costs, currency)})
    if weighed.largest_discount is not None:
        largest = Money(weighed.largest_discount, currency)
        yield Sentence("also.largest_discount", {"high": said["high"], "amount": largest})


def _counted(coverage: Coverage, *, quotes: bool = True) -> str:
    """Against what the coverage is counted, as the end of a sentence's key; `quotes`: some were compared."""
    if coverage.only_quotes:
        return "_in_hand"
    if coverage.personal:
        return "_personal"
    if quotes and not coverage.open and not coverage.fresh:
        return "_unpublished"
    return "" if coverage.open else "_unknown"


def limits(answer: Answer) -> Iterator[Sentence]:
    """What the answer rests on: coverage, who is absent, the age of the facts, who pays."""
    coverage = answer.coverage
    yield Sentence(
        f"also.coverage{_counted(coverage, quotes=bool(answer.question.quotes))}",
        {"fresh": coverage.fresh, "open": coverage.open or 0},
    )
    if coverage.absent:
        yield Sentence("also.absent", {"names": coverage.absent})
    if answer.oldest_fact:
        yield Sentence("also.oldest_fact", {"date": answer.oldest_fact})
    if answer.mode is Mode.ARCHIVE:
        yield Sentence("also.archive_personal" if coverage.personal else "also.archive")
    yield Sentence("also.commission")
