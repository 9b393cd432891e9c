"""Electricity in Sydney: what was worked by hand from the raw files, and the whole of them.

Amounts are cents without GST. 3,900 kWh a year, used evenly.

Worked by hand, flat (ORI429196MRE1@EME, Origin Basic, 20 June 2023): 0.8048 x 365 = 293.752, and
0.2771 x 3900 = 1080.69: 1374.442, with a tenth of GST 1511.8862: 1511.89. (The regulator's reference
price of that year, 1,512 for the same use, says that it is without GST.)

Worked by hand, blocks a month and discounts (GLO488690MRE1@EME, 20 June 2023): 0.64 x 365 = 233.60.
No month reaches 608.33 kWh: 0.248 x 3900 = 967.20; 1200.80, with GST 1320.88 for everybody. 1 % for
direct debit and 2 % for paying on time are taken of both: 1200.80 x 0.97 x 1.1 = 1281.2536: 1281.25.
With 9,125 kWh (25 a day) every month passes 608.33: 7299.96 x 0.248 = 1810.39008 and 1825.04 x 0.45 =
821.268, with 233.60 2865.25808, with GST 3151.783888: 3151.78.

Worked by hand, time of use (MOM488491SRE3@EME, 20 June 2023): of the 168 hours of a week 30 are peak
(Monday to Friday, 14 to 20), 63 off-peak (22 to 7), 75 shoulder: (30 x 0.5003 + 63 x 0.1821 + 75 x
0.2021) / 168 = 0.24785 a kWh, 966.615; with 0.9909 x 365 = 361.6785 1328.2935, with GST 1461.12285:
1461.12.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.compare.markets.energy import Told, asked

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("au_energy")]
ORIGIN, GLOBIRD, MOMENTUM = "ORI429196MRE1@EME", "GLO488690MRE1@EME", "MOM488491SRE3@EME"


@pytest.mark.usefixtures("energy")
def test_a_flat_tariff_worked_by_hand() -> None:
    assert asked("2023-06-20").price(ORIGIN) == Told("1511.89", "1511.89", "1511.89")


@pytest.mark.usefixtures("energy")
def test_blocks_and_discounts_worked_by_hand() -> None:
    assert asked("2023-06-20").price(GLOBIRD) == Told("1320.88", "1320.88", "1281.25")
    prompt = asked("2023-06-20", direct_debit=True, pay_on_time=True)
    assert prompt.price(GLOBIRD) == Told("1281.25", "1320.88", "1281.25")
    assert asked("2023-06-20", usage=Decimal(9125)).price(GLOBIRD).per_year == "3151.78"


@pytest.mark.usefixtures("energy")
def test_time_of_use_worked_by_hand() -> None:
    assert asked("2023-06-20").price(MOMENTUM).per_year == "1461.12"
