"""Australian accounts, cards and loans: what was worked by hand from the raw versions, and all of them.

What the customer receives is negative: a year of an account that pays more than it costs is below nought.

Worked by hand, base and bonus apart (AMB_Savings_Motivator as of 4 October 2022, 20,000 dollars): every
tier pays 0.001 for everybody, 20.00 a year, and 0.0155 more where the bonus is earned, 310.00: -20.00, or
-330.00 with the bonus. No fee of every month is listed.

Worked by hand, tiers of which one holds for the whole balance (Bank First Online Saver as of 17 November
2023): 1,500 dollars earn 0.0005, 0.75; 2,000 are in the next tier, 0.038 for all of it: 76.00; 20,000
earn 760.00. The account-keeping fee is 0.00, the inactive member's 30.00 is not for those who use it.

Worked by hand, a fee that deposits waive (AMB Military Rewards Account, 0e430bc8-..., as of 26 July 2022,
8,000 dollars, 500 a year spent in foreign currency): 4.00 x 12 = 48.00, less where 2,000 come in a month,
0.0295 x 500 = 14.75 for the conversions, less 0.0001 x 8000 = 0.80 interest: 61.95, or 13.95 with the
deposits. (Fees for a statement on paper and for a dormant account are of no such year.)
"""

from __future__ import annotations

from tests.compare.markets.banking_by_hand import BY_HAND

MOTIVATOR, BANK_FIRST, MILITARY = (
    "AMB_Savings_Motivator",
    "c4738728-0e16-4957-b37b-5547a99d56c4",
    "0e430bc8-9f14-42f2-b27e-a2a85dc11cb2",
)


def test_the_hand_list_is_of_ten_products_with_steps_that_follow_one_another() -> None:
    assert len(BY_HAND) == 10
    for steps in BY_HAND.values():
        assert all(step.old != step.new for step in steps)
        assert {step.direction for step in steps} <= {"better", "worse"}
