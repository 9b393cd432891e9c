"""One offer against the present contract, in full: the exact sum with every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare.cost.break_even import break_even_months
from compare.cost.cashflow import CashFlow, cash_flow, joined, net_benefit
from compare.cost.charges import Charges, Path
from compare.cost.one_off import OneOff, exact_item, one_off_total
from compare.cover.relation import CoverComparison
from compare.decide.gains import Effort
from compare.decide.monetised import NO_SAVING, Saving
from compare.decide.service import Service
from compare.decide.staying_power import StayingPower
from compare.decide.verdict import ActionKind
from compare.decide.ways_out import WayOut
from compare.leaving.months import Months
from compare.leaving.refund import Refund
from compare.leaving.timing import now_or_renewal
from compare.track.drip import Drip, drip
from compare.values.estimate import Estimate
from compare.values.money import Money
from compare.values.offer import Offer, Price
from compare.values.trail import Scalar, Step

THREE_YEARS = 36
FEES = "fees"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ThreeYears:
    """The net benefit over three years on the three paths of domain 1.1. It decides nothing.

    `walk` raises the price by the provider's own observed gap between new and renewing customers;
    where that is not known, it lets the price lead end as often as leads ended in this market's own
    history; None where there is too little of that. `reshop` moves again each year, with its hassle.
    """

    flat: Decimal
    walk: Decimal | None
    reshop: Decimal | None

    @property
    def lowest(self) -> Decimal:
        """The least favourable of the known paths."""
        return min(path for path in (self.flat, self.walk, self.reshop) if path is not None)


@dataclass(frozen=True, slots=True)
class Line:
    """One offer beside the present contract.

    `net_benefit` is over the horizon, in major units; `cash_flow` month by month from the first
    day of the horizon; `break_even` the months until the one-off costs are earned back, None where
    they never are; `drip` the yearly price with the fees that cannot be avoided, None without any.
    """

    id: str
    offer: Offer
    own: bool
    kind: ActionKind
    net_benefit: Estimate
    p_pos: float
    cover: CoverComparison
    service: Service
    cash_flow: CashFlow
    one_off: Estimate
    saving: Estimate
    three_years: ThreeYears
    break_even: Decimal | None
    drip: Drip | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """What goes into one offer's sum besides its price.

    `stay` and `stay_longer` are the present contract's flows over the horizon and three years.
    """

    stay: CashFlow
    stay_longer: CashFlow
    way: WayOut
    effort: Effort
    fees: tuple[OneOff, ...]
    months: int
    staying_power: StayingPower | None
    walks: Mapping[str, Decimal]

    @property
    def moves(self) -> bool:
        """Whether the action changes the provider, and so takes effort."""
        return self.way.departure is not None

    def years(self, months: int) -> Decimal:
        """What a horizon of so many months replaces of the present contract, in years."""
        return self.way.months(months) / 12

    def once(self, extra: Sequence[OneOff], currency: str) -> tuple[OneOff, ...]:
        """Every one-off item, the hassle last."""
        if not self.moves:
            return tuple(extra)
        return (*self.way.costs, *self.fees, *extra, _hassle_item(self.effort, currency))


def exact(
    present: Offer,
    offer: Offer,
    what: Sum,
    *,
    extra: Sequence[OneOff] = (),
    renewal: Price | None = None,
    saved: Saving | None = None,
) -> tuple[Estimate, CashFlow, Estimate, ThreeYears]:
    """Net benefit, cash flow, one-off costs and three years of one offer, in exact decimals."""
    currency = offer.price.money.currency
    once = what.once(extra, currency)
    shifted = _shift_items(present, offer, what.way)
    charges = Charges(offer.price, renewal=renewal, instalments=offer.instalments)
    timing = _timing_steps(offer, what)
    spread = (saved or NO_SAVING).range
    items = [*once, *shifted, *_saving_items(spread, what.years(what.months), currency)]
    whole = what.way.late.whole
    flow = joined(what.stay, cash_flow(charges, what.months - whole, one_offs=items))
    flow = replace(flow, trail=(*_way_steps(what.way), *timing, *flow.trail))
    longer = [*once, *shifted, *_saving_items(spread, what.years(THREE_YEARS), currency)]
    return (
        net_benefit(what.stay, flow),
        flow,
        one_off_total(once, currency),
        _three_years(present, offer, charges, what, longer),
    )


def _three_years(
    present: Offer, offer: Offer, charges: Charges, what: Sum, items: Sequence[OneOff]
) -> ThreeYears:
    def against(path: Path, walk: Decimal = ZERO) -> Decimal:
        flow = cash_flow(
            charges,
            THREE_YEARS - what.way.late.whole,
            path=path,
            walk=walk,
            one_offs=items,
            yearly_hassle=what.effort.cost if path is Path.RESHOP else None,
        )
        return net_benefit(what.stay_longer, joined(what.stay_longer, flow)).central

    walk = what.walks.get(offer.provider)
    if walk is None:
        walk = _walk(present.per_year, offer.per_year, what.staying_power)
    return ThreeYears(
        flat=against(Path.FLAT),
        walk=None if walk is None else against(Path.WALK, walk),
        reshop=against(Path.RESHOP) if what.moves else None,
    )


def _walk(own: Decimal, offered: Decimal, power: StayingPower | None) -> Decimal | None:
    """The rise of an offer's price that is to be expected when its lead may be lost.

    A lead of own - offered is kept with the observed share; else it is gone.
    """
    if power is None or not power.tells:
        return None
    lead = max(ZERO, own - offered)
    return (1 - power.share) * lead / offered if offered else ZERO


def dripped(offer: Offer, items: Sequence[OneOff]) -> Drip | None:
    """A year's price with its mandatory fees (domain 6.2), None where there are none."""
    currency = offer.price.money.currency
    fees = [
        Money(item.cost.central, currency)
        for item in items
        if item.key == FEES or item.key.startswith("fee_")
    ]
    if not fees or offer.per_year <= 0:
        return None
    return drip(Money(offer.per_year, currency), fees)


def earned_back(one_off: Estimate, present: Offer, offer: Offer) -> Decimal | None:
    """Months until the central one-off costs are earned back by the price difference.

    None where there are some, and the offer is no cheaper: they never are.
    """
    return break_even_months(one_off.central, (present.per_year - offer.per_year) / 12)


def _hassle_item(effort: Effort, currency: str) -> OneOff:
    step = Step(
        "hassle",
        {
            "hours": effort.hours.central,
            "hourly_income": effort.income,
            "share": effort.share.central,
        },
        "hours x hourly income x share",
        effort.cost.central,
        currency,
        "domain 1.8",
    )
    return OneOff("hassle", effort.cost, currency, step)


def _shift_items(present: Offer, offer: Offer, way: WayOut) -> list[OneOff]:
    """What moving before the horizon begins adds, and what the first days of waiting take away."""
    currency = offer.price.money.currency
    difference = (offer.per_year - present.per_year) / 12
    waited = Months(0, way.late.days, way.late.of)
    return [
        exact_item(
            key,
            difference * months,
            currency,
            "(new - present) x months" if months > 0 else "(present - new) x months",
            {
                "new_yearly": offer.per_year,
                "present_yearly": present.per_year,
                "months": abs(months),
            },
            "domain 1.1",
        )
        for key, months in (("early_days", way.early.exact), ("late_days", -waited.exact))
        if months
    ]


def _way_steps(way: WayOut) -> tuple[Step, ...]:
    """How the date of leaving and what comes back of the premium were found."""
    return way.departure.trail if way.departure else ()


def _timing_steps(offer: Offer, what: Sum) -> list[Step]:
    """Leaving now against waiting, where a premium that is paid comes back in part."""
    steps = {step.key: {**step.inputs, "amount": step.result} for step in _way_steps(what.way)}
    terms = steps.get("refund")
    if terms is None:
        return []
    amount, premium = Decimal(str(terms["amount"])), Decimal(str(terms["premium"]))
    days, on_risk = int(str(terms["term_days"])), int(str(terms["days_on_risk"]))
    fees = sum((c.cost.central for c in what.way.costs if c.key == "cancellation_fee"), ZERO)
    timing = now_or_renewal(
        Refund(amount, premium - amount, premium * on_risk / days),
        fees,
        offer.per_year,
        what.effort.cost.central,
        term_days=days,
        days_on_risk=on_risk,
    )
    currency = offer.price.money.currency
    rest: dict[str, Scalar] = {
        "refund": amount,
        "fees": fees,
        "new_yearly": offer.per_year,
        "days_left": days - on_risk,
    }
    return [
        Step(
            "net_now",
            rest,
            "refund - fees - new price of the days that are left - hassle",
            timing.net_now,
            currency,
            "domain 1.3",
        ),
        Step(
            "net_at_renewal",
            {"premium": premium, "new_yearly": offer.per_year},
            "premium - new price - hassle, a year",
            timing.net_at_renewal_per_year,
            currency,
            "domain 1.3",
        ),
    ]


def _saving_items(spread: Estimate, years: Decimal, currency: str) -> list[OneOff]:
    if spread.is_exact and not spread.central:
        return []
    cost = Estimate(-spread.high * years, -spread.central * years, -spread.low * years)
    step = Step(
        "out_of_pocket",
        {"saving_per_year": spread.central, "years": years},
        "- expected saving x years",
        cost.central,
        currency,
        "domain 2.4",
    )
    return [OneOff("out_of_pocket", cost, currency, step)]
