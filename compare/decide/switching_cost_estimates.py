"""What switching seems to cost a whole market's customers, read off prices (domain 5).

Every result is a market calibration under strong assumptions, never a customer's own cost.
Shy, International Journal of Industrial Organization 20 (2002) 71-87.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

LABEL = "market calibration, never a customer's own cost"


@dataclass(frozen=True, slots=True)
class MarketCalibration:
    """One amount per firm, in the order given, in the unit of the prices.

    `misfits` are the firms (by position) whose amount is negative: the model does not describe
    them, and the amount is reported as it is.
    """

    amounts: tuple[Decimal, ...]
    label: str = LABEL

    @property
    def misfits(self) -> tuple[int, ...]:
        """The positions of the firms that the model does not fit."""
        return tuple(index for index, amount in enumerate(self.amounts) if amount < 0)


@dataclass(frozen=True, slots=True)
class LoyaltyPenalty:
    """What present customers pay above new ones; negative where they pay less.

    `share` is of the new customers' price.
    """

    amount: Decimal
    share: Decimal
    label: str = LABEL


def undercut_proof_prices(
    customers: tuple[Decimal, Decimal], switching_cost: Decimal
) -> MarketCalibration:
    """Each firm's highest price at which its rival gains nothing by undercutting.

    p_A = S (N_A + N_B)(N_A + 2 N_B) / (N_A^2 + N_A N_B + N_B^2): the smaller firm charges more.

    Raises:
        ValueError: a firm without customers, or a negative switching cost.
    """
    _check_customers(customers)
    if switching_cost < 0:
        raise ValueError(f"expected a switching cost of zero or more, found {switching_cost}")
    a, b = customers
    base = switching_cost * (a + b) / (a * a + a * b + b * b)
    return MarketCalibration((base * (a + 2 * b), base * (b + 2 * a)))


def shy_switching_costs(
    prices: Sequence[Decimal], customers: Sequence[Decimal]
) -> MarketCalibration:
    """The switching cost of each firm's customers that would make the prices undercut-proof.

    S_i = p_i - p_s N_s / (N_i + N_s): every firm but the smallest, s, looks at the smallest; the
    smallest looks at the largest. Prices are net of marginal cost, over a contract's life.

    Raises:
        ValueError: fewer than two firms, as many prices as customers are not given, a firm without
            customers, or more than two firms of which the smallest or the largest is a tie.
    """
    if len(prices) != len(customers) or len(prices) < 2:
        raise ValueError(
            f"expected two firms or more with a price each, "
            f"found {len(prices)} prices for {len(customers)} firms"
        )
    _check_customers(customers)
    _check_no_tie(customers)
    firms = range(len(prices))
    smallest = min(firms, key=lambda firm: customers[firm])
    largest = max((firm for firm in firms if firm != smallest), key=lambda firm: customers[firm])
    rivals = [largest if firm == smallest else smallest for firm in firms]
    return MarketCalibration(
        tuple(
            prices[firm] - prices[rival] * customers[rival] / (customers[firm] + customers[rival])
            for firm, rival in zip(firms, rivals, strict=True)
        )
    )


def loyalty_penalty(new: Decimal, existing: Decimal) -> LoyaltyPenalty:
    """What present customers pay above new ones for the same, and its share of the new price.

    Raises:
        ValueError: a price is not above zero.
    """
    if min(new, existing) <= 0:
        raise ValueError(f"expected prices above zero, found {new} and {existing}")
    return LoyaltyPenalty(existing - new, existing / new - 1)


def _check_customers(customers: Sequence[Decimal]) -> None:
    if min(customers) <= 0:
        raise ValueError(f"expected customers above zero in each firm, found {min(customers)}")


def _check_no_tie(customers: Sequence[Decimal]) -> None:
    ordered = sorted(customers)
    if len(ordered) > 2 and (ordered[0] == ordered[1] or ordered[-1] == ordered[-2]):
        raise ValueError(
            "expected one smallest and one largest firm, found a tie: "
            "the model does not say which of them the others look at"
        )
