"""The words in which texts state amounts: currencies, units, numbers that are written out.

Words that mean one unit share its name. A sign that several currencies share is a unit of its own: a
text that says `$` does not say whose.
"""

from __future__ import annotations

from collections.abc import Mapping


def _named(**words: str) -> dict[str, str]:
    return {word: unit.replace("_", " ") for unit, said in words.items() for word in said.split()}


CURRENCIES: Mapping[str, str] = _named(
    EUR="€ eur euro euros",
    GBP="£ gbp",
    USD="us$ usd",
    CHF="chf sfr sfr. fr. franken",
    AUD="a$ au$ aud",
    CAD="c$ ca$ cad",
    NZD="nz$ nzd",
    INR="₹ inr rs.",
    PLN="zł pln",
    CZK="kč czk",
    SEK="sek",
    NOK="nok",
    DKK="dkk",
    BRL="r$ brl",
    dollar="$ dollar dollars",
    pound="pound pounds",
    yen="¥ yen jpy",
    krona="kr kr. kronor kroner",
)
UNITS: Mapping[str, str] = {
    **_named(
        cent="cent cents",
        percent="% percent prozent procent",
        minute="minute minutes minuten minuto minuti minutos",
        hour="hour hours heure heures stunde stunden ora ore hora horas uur uren",
        day="day days jour jours tag tage tagen giorno giorni día días dia dias dag dagen",
        week="week weeks semaine semaines woche wochen settimana settimane semana semanas weken",
        month="month months mois monat monate monaten mese mesi mes meses maand maanden",
        year="year years an ans année années jahr jahre jahren anno anni año años jaar",
        metre="meter meters metre metres mètre mètres metri metro metros",
        kilometre="km kilometre kilometres kilometer kilometers kilomètre kilomètres",
        centimetre="cm",
        mile="mile miles",
        kilogram="kg kilogram kilograms kilos",
        kilowatt_hour="kwh",
        cent_per_kilowatt_hour="c/kwh",
        megabyte="mb",
        gigabyte="gb go",
        terabyte="tb",
        megabit_per_second="mbps mbit/s",
        gigabit_per_second="gbps gbit/s",
    ),
    "c /kwh": "cent per kilowatt hour",
    "per cent": "percent",
    "per cento": "percent",
    "por ciento": "percent",
    "pour cent": "percent",
}
SCALES: Mapping[str, int] = {
    "thousand": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "millionen": 1_000_000,
    "mio": 1_000_000,
    "milioni": 1_000_000,
    "billion": 1_000_000_000,
}
# What may stand between a number and its period; it stays in the frame, for it is another period.
QUALIFIERS = [
    "business",
    "working",
    "calendar",
    "consecutive",
    "full",
    "clear",
    "additional",
    "further",
    "civil",
    "civils",
    "ouvrés",
    "ouvrables",
]

_WRITTEN = {
    1: "one un une ein eine einem einen einer",
    2: "two deux zwei due dos",
    3: "three trois drei tre tres",
    4: "four quatre vier quattro cuatro",
    5: "five cinq fünf cinque cinco",
    6: "six sechs sei seis",
    7: "seven sept sieben sette siete",
    8: "eight huit acht otto ocho",
    9: "nine neuf neun nove nueve",
    10: "ten dix zehn dieci diez",
    12: "twelve douze zwölf dodici doce",
    14: "fourteen quatorze vierzehn quattordici catorce",
    15: "fifteen quinze fünfzehn quindici quince",
    18: "eighteen dix-huit achtzehn diciotto dieciocho",
    20: "twenty vingt zwanzig venti veinte",
    21: "twenty-one",
    24: "twenty-four vingt-quatre vierundzwanzig ventiquattro veinticuatro",
    28: "twenty-eight",
    30: "thirty trente dreissig dreißig trenta treinta",
    36: "thirty-six",
    45: "forty-five quarante-cinq",
    48: "forty-eight quarante-huit achtundvierzig quarantotto",
    60: "sixty soixante sechzig sessanta sesenta",
    72: "seventy-two",
    90: "ninety neunzig novanta noventa",
}
WRITTEN: Mapping[str, int] = {
    word: number for number, words in _WRITTEN.items() for word in words.split()
}
