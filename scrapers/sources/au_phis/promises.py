"""What a statement of 2014 promises, service by service, in its own words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from scrapers.errors import Ambiguous
from scrapers.kit.numbers import amount, number
from scrapers.records import TermRecord

Columns = Mapping[str, str]
SERVICE = "General.Service."
MEDICAL = "Hospital.MedicalServices."
LIMITED = ".BenefitLimitationPeriod"
MEDICAL_SERVICES = (
    *("Cardiac", "CataractEyeLens", "Obstetric", "AssistedReproductive", "RenalDialysis"),
    *("Podiatric", "GastricBanding", "Sterilisation", "PlasticNonCosmetic", "Rehabilitation"),
    *("Psychiatric", "Palliative", "NonMedicare", "JointReplacementAll"),
)
NEVER_LATER = ("NonMedicare", "PlasticNonCosmetic", "Podiatric", "Sterilisation")
SOME_JOINTS = ("JointReplacementHipKnee", "JointReplacementHip")
EXTRAS = (
    *("DentalGeneral", "DentalMajor", "Endodontic", "Orthodontic", "Optical", "NonPBS"),
    *("Physiotherapy", "Chiropractic", "Podiatry", "Psychology", "Acupuncture", "Naturopathy"),
    *("Massage", "HearingAids", "GlucoseMonitor"),
)
WAITS = ("PreExisting", "Obstetric", "SubAcute", "Other")
LIMITS = ("LimitPerPerson", "LimitPerPolicy")
AMBULANCE = "GeneralHealthCover.GeneralHealthAmbulance.Cover"
COLUMNS = (
    *(MEDICAL + service for service in (*MEDICAL_SERVICES, *SOME_JOINTS)),
    *(
        MEDICAL + service + LIMITED
        for service in (*MEDICAL_SERVICES, SOME_JOINTS[0])
        if service not in NEVER_LATER
    ),
    *(f"Hospital.WaitingPeriod.{wait}" for wait in WAITS),
    *("Hospital.Accommodation", "Hospital.HospitalAmbulance", AMBULANCE),
    *("Hospital.Excesses.ExcessType", "Hospital.Excesses.ExcessPerAdmission"),
    *("Hospital.Excesses.ExcessPerPerson", "Hospital.Excesses.ExcessPerPolicy"),
    *("Hospital.CoPayments.CoPaymentType", "Hospital.CoPayments.Private"),
)
COVERED, NOT_COVERED = "Covered", "NotCovered"
IN_PART = "Covered-partial"
ONLY = "only "  # what follows is the condition
NOT_OFFERED, NOT_STATED = "not_offered", "not_stated"

Promise = TermRecord


class _Writer:
    """Writes the terms of one product; whose they are is filled in with the product."""

    def __init__(self, columns: Columns, locator: str, locale: str) -> None:
        self.columns, self._at, self._locale = columns, locator, locale

    def word(self, heading: str, value: str, column: str) -> TermRecord:
        return self._record(heading, value, None, column)

    def none(self, heading: str, missing: str, column: str) -> TermRecord:
        return self._record(heading, None, None, column, missing)

    def dollars(self, heading: str, column: str) -> TermRecord:
        found = amount(self.columns[column], self._locale, "AUD")
        return self._record(heading, found, "AUD", column)

    def zero(self, heading: str, column: str) -> TermRecord:
        return self._record(heading, Decimal(0), "AUD", column)

    def months(self, heading: str, column: str) -> TermRecord:
        return self._record(heading, _months(self.columns[column], self._locale), "month", column)

    def _record(
        self,
        heading: str,
        value: Decimal | str | None,
        unit: str | None,
        column: str,
        missing: str | None = None,
    ) -> TermRecord:
        literal = self.columns.get(column, "")
        locator = f"{self._at}, {column}"
        return TermRecord("", "", heading, value, unit, literal, locator, missing)


def service_columns(heading: Sequence[str], ignored: Collection[str]) -> tuple[str, ...]:
    """The columns of extras that are read: each service's wait, and the limits of its group.

    A column of another name under a known service is left to the heading check: it is an error.
    """
    return tuple(
        name for name in heading if name.startswith(SERVICE) and name not in ignored and _read(name)
    )


def promises(
    columns: Columns, locator: str, kind: str, family: str, locale: str
) -> Iterator[TermRecord]:
    """The terms of one product, without its insurer and key."""
    writer = _Writer(columns, locator, locale)
    if kind != "GeneralHealth":
        yield from _hospital(writer)
    if kind != "Hospital":
        yield from _extras(writer, alone=family in ("Single", "ChildrenOnly"))


def _hospital(writer: _Writer) -> Iterator[TermRecord]:
    for service in MEDICAL_SERVICES:
        yield _medical(writer, service)
    columns = writer.columns
    room, ambulance = columns["Hospital.Accommodation"], columns["Hospital.HospitalAmbulance"]
    yield writer.word(
        "Hospital.Accommodation",
        COVERED if room == "PrivateOrPublic" else ONLY + room,
        "Hospital.Accommodation",
    )
    yield _ambulance(writer, "Hospital.HospitalAmbulance", ambulance)
    yield from _excess(writer)
    for wait in WAITS:
        column = f"Hospital.WaitingPeriod.{wait}"
        yield (
            writer.months(column, column)
            if columns[column]
            else writer.none(column, NOT_OFFERED if wait == "Obstetric" else NOT_STATED, column)
        )


def _medical(writer: _Writer, service: str) -> TermRecord:
    """One service; where the column is empty, a later start or another column says why."""
    columns, column = writer.columns, MEDICAL + service
    printed = columns[column]
    if printed in (COVERED, NOT_COVERED, IN_PART):
        return writer.word(column, printed, column)
    if printed:
        return writer.word(column, ONLY + printed, column)
    later = columns.get(column + LIMITED, "")
    if later:
        return writer.word(column, f"{ONLY}after {later} months", column + LIMITED)
    if service == "JointReplacementAll":
        return _some_joints(writer, column)
    return writer.none(column, NOT_STATED, column)


def _some_joints(writer: _Writer, heading: str) -> TermRecord:
    """Hips and knees are printed apart where the other joints are covered otherwise."""
    for joints in SOME_JOINTS:
        column = MEDICAL + joints
        later = writer.columns.get(column + LIMITED, "")
        printed = f"after {later} months" if later else writer.columns[column]
        if printed:
            where = column + LIMITED if later else column
            return writer.word(heading, f"{ONLY}{joints.removeprefix('Joint')}: {printed}", where)
    return writer.none(heading, NOT_STATED, heading)


def _ambulance(writer: _Writer, column: str, printed: str) -> TermRecord:
    if not printed:
        return writer.none(column, NOT_STATED, column)
    words = {"Full": COVERED, "No": NOT_COVERED, "Part": IN_PART}
    return writer.word(column, words.get(printed, ONLY + printed), column)


def _excess(writer: _Writer) -> Iterator[TermRecord]:
    columns, excess, own = writer.columns, "Hospital.Excesses.", "Hospital.CoPayments."
    none = columns[excess + "ExcessType"] == "None"
    for column in (excess + "ExcessPerAdmission", excess + "ExcessPerPolicy"):
        if none:
            yield writer.zero(column, excess + "ExcessType")
        elif columns[column]:
            yield writer.dollars(column, column)
        else:
            yield writer.none(column, NOT_STATED, column)
    if columns[own + "CoPaymentType"] == "None":
        yield writer.zero(own + "Private", own + "CoPaymentType")
    else:
        yield writer.dollars(own + "Private", own + "Private")


def _extras(writer: _Writer, alone: bool) -> Iterator[TermRecord]:
    """Each service: covered where it has a wait, as the published statements have it."""
    columns = writer.columns
    groups = {
        name.split(".")[3]: name.split(".")[2]
        for name, printed in columns.items()
        if printed and name.startswith(SERVICE) and name.endswith(".WaitingPeriod")
    }
    for service in EXTRAS:
        heading, group = SERVICE + service, groups.get(service)
        wait = f"{SERVICE}{group or service}.{service}.WaitingPeriod"
        if group is None:
            yield writer.none(heading, NOT_OFFERED, wait)
            yield writer.none(f"{heading}.Limit", NOT_OFFERED, wait)
            continue
        yield writer.word(heading, COVERED, wait)
        yield _limit(writer, f"{heading}.Limit", f"{SERVICE}{group}.Limit.", alone)
    yield _ambulance(writer, AMBULANCE, columns[AMBULANCE])


def _limit(writer: _Writer, heading: str, place: str, alone: bool) -> TermRecord:
    """What is paid for one person a year; a limit for the whole policy is one person's alone."""
    for name in LIMITS if alone else LIMITS[:1]:
        if writer.columns.get(place + name):
            return writer.dollars(heading, place + name)
    return writer.none(heading, NOT_STATED, place + LIMITS[0])


def _read(name: str) -> bool:
    parts = name.split(".")
    if len(parts) == 5 and parts[3] == "Limit":
        return parts[2] in EXTRAS and parts[4] in LIMITS
    return len(parts) == 5 and {parts[2], parts[3]} <= set(EXTRAS) and parts[4] == "WaitingPeriod"


def _months(printed: str, locale: str) -> Decimal:
    """`12 month` and `NoWaitingPeriod`."""
    if printed == "NoWaitingPeriod":
        return Decimal(0)
    count, _, unit = printed.partition(" ")
    if unit.removesuffix("s") != "month":
        raise Ambiguous(
            expected="a wait in months", found=repr(printed), todo="read the unit in the parser"
        )
    return number(count, locale)
