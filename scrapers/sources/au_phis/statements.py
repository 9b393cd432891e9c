"""The statements of April 2014: one wide table of all of them, and one as it was published.

The published document is XML; whoever made the table gave each of its places a column
(`Hospital.Excesses.ExcessPerAdmission`). The document is laid out in the same columns here, so that
both are read by the same few rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from scrapers.errors import Ambiguous, Implausible, PageChanged
from scrapers.kit import xml_document
from scrapers.kit.bytes import opened
from scrapers.kit.csv_table import rows
from scrapers.kit.numbers import number
from scrapers.kit.text import clean
from scrapers.manifest import Manifest
from scrapers.records import ProviderRecord, Refused
from scrapers.sources.au_phis.product import FAMILIES, STATES, Fund, Product, plausible, states_of
from scrapers.sources.au_phis.promises import COLUMNS, SERVICE, promises, service_columns

Columns = Mapping[str, str]
TOGETHER = {"NSW": ("NSW", "ACT")}  # this edition lodges for both together, and has no ACT
FORMS = (
    *("FundCode", "Name", "ProductStatus", "State", "Category", "ProductType", "PremiumNoRebate"),
    *("ProductID", "Corporate", "PremiumHospitalComponent"),
    *("Hospital.ClassificationHospital", "GeneralHealthCover.ClassificationGeneralHealth"),
)
WANTED = (*FORMS, *COLUMNS)
NOBODY = ("", "0")
FUNDS = {  # the table has codes only: names as the lists before and after it print them
    "ACA": "ACA Health",
    "AHB": "Defence Health Limited",
    "AUF": "Australian Unity Health Limited",
    "BUP": "Bupa Australia Pty Ltd",
    "CDH": "CDH Benefits Fund",
    "CPS": "CUA Health Limited",
    "CWH": "Central West Health Cover",
    "FAI": "Grand United Corporate Health",
    "GMF": "GMF Health",
    "GMH": "GMHBA Limited",
    "HBF": "HBF Health Limited",
    "HCI": "Health Care Insurance Limited",
    "HEA": "health.com.au",
    "HIF": "Health Insurance Fund of Australia Limited",
    "LHM": "Peoplecare Health Insurance",
    "LHS": "Latrobe Health Services",
    "MDH": "Mildura District Hospital Fund Ltd",
    "NIB": "NIB Health Funds Ltd.",
    "NTF": "Teachers Health Fund",
    "OMF": "National Health Benefits Australia Pty Ltd (onemedifund)",
    "PWA": "Phoenix Health Fund Limited",
    "QCH": "Queensland Country Health Fund Ltd",
    "QTU": "TUH",
    "RBH": "Reserve Bank Health Society Ltd",
    "SLM": "St.Lukes Health",
    "SPE": "SPE",
    "TFS": "Transport Health Pty Ltd",
    "WFD": "Westfund Limited",
}
WITHHELD = {  # they sold cover, and did not consent to being in the published table
    "AHM": "ahm Health Insurance",
    "AMA": "Doctors' Health Fund",
    "CBH": "CBHS Health Fund Limited",
    "HCF": "HCF",
    "MBP": "Medibank Private Limited",
    "NHB": "Navy Health Ltd",
    "RTE": "Railway and Transport Health Fund Limited",
    "SPS": "Health Partners",
}


def table(body: bytes, manifest: Manifest) -> Iterator[Product | Refused]:
    """Every row of the wide table as a product with its promises."""
    wanted = (*WANTED, *service_columns(_heading(body), manifest.ignore))
    ignored = {*manifest.ignore, *_ignored_services(_heading(body), manifest)}
    for at, cells in rows(body, wanted, ignored, delimiter="\t"):
        yield _read(dict(zip(wanted, cells, strict=True)), f"row {at}", manifest)


def withheld() -> Iterator[ProviderRecord]:
    """The insurers that are not in the table, as its publisher says: absent, not unknown."""
    for code, name in WITHHELD.items():
        said = {"name": name, "states": ", ".join(STATES), "absent": "withheld consent"}
        yield ProviderRecord(code, said, "the publisher's note on the file")


def document(body: bytes, manifest: Manifest) -> Iterator[Product | Refused]:
    """The one product of a published statement."""
    root = xml_document.load(body)
    columns = dict.fromkeys(WANTED, "") | _laid_out(root, manifest)
    yield _read(columns, "/Product", manifest)


def _heading(body: bytes) -> list[str]:
    with opened(body) as stream:
        return [clean(cell) for cell in stream.readline().rstrip("\r\n").split("\t")]


def _ignored_services(heading: list[str], manifest: Manifest) -> set[str]:
    """Columns of a service that the manifest ignores by the last word of their name."""
    return {
        name
        for name in heading
        if name.startswith(SERVICE) and name.rpartition(".")[2] in manifest.ignore
    }


def _read(columns: Columns, locator: str, manifest: Manifest) -> Product | Refused:
    try:
        return _product(columns, locator, manifest)
    except (Ambiguous, Implausible) as error:
        return Refused.because(locator, error)


def _product(columns: Columns, locator: str, manifest: Manifest) -> Product:
    code, name, status, state, family, kind, premium, product, corporate, hospital = (
        columns[name] for name in FORMS[:10]
    )
    if not code or family not in FAMILIES:
        raise Implausible(
            expected="an insurer and a known category",
            found=f"{code!r}, {family!r}",
            todo="add the word to the parser",
        )
    about = {
        "status": status,
        "access": "everybody" if corporate in NOBODY else "members",
        "product_id": product,
        "level_hospital": columns["Hospital.ClassificationHospital"],
        "level_extras": columns["GeneralHealthCover.ClassificationGeneralHealth"],
        "open_to": "" if corporate in NOBODY else clean(corporate),
        "hospital_part": hospital if hospital.strip("0.") else "",
    }
    return Product(
        Fund(code, FUNDS.get(code, code)),
        clean(name),
        kind,
        state,
        family,
        plausible(number(premium, manifest.locale), premium),
        premium,
        locator,
        states_of(state, TOGETHER),
        {key: value for key, value in about.items() if value},
        tuple(promises(columns, locator, kind, family, manifest.locale)),
    )


def _laid_out(root: etree._Element, manifest: Manifest) -> dict[str, str]:
    """The statement in the columns of the table; an element that nobody knows is an error."""
    found: dict[str, str] = {str(key): str(value) for key, value in root.attrib.items()}
    for element in root:
        name = etree.QName(element).localname
        if name == "HospitalCover":
            found |= _hospital(element)
        elif name == "GeneralHealthCover":
            found |= _general(element)
        elif len(element):
            raise _unknown(element)
        else:
            found[name] = clean(element.text or "")
    known = {*WANTED, *manifest.ignore}
    new = sorted(
        name
        for name in found
        if name not in known
        and name.rpartition(".")[2] not in known
        and not name.startswith(SERVICE)
    )
    if new:
        raise PageChanged(
            expected="only known places of a statement",
            found=", ".join(new),
            todo="read the new place, or name it in [ignore] of the manifest with the reason",
        )
    return found


def _hospital(cover: etree._Element) -> dict[str, str]:
    found = {f"Hospital.{key!s}": str(value) for key, value in cover.attrib.items()}
    for element in cover:
        name = f"Hospital.{etree.QName(element).localname}"
        found |= {f"{name}.{key!s}": str(value) for key, value in element.attrib.items()}
        if not len(element) and not element.attrib:
            found[name] = clean(element.text or "")
        for child in element:
            if "Title" not in child.attrib:
                found[f"{name}.{etree.QName(child).localname}"] = clean(child.text or "")
            elif "Cover" in child.attrib:
                found[f"{name}.{_said(child, 'Title')}"] = _in_part(child)
            else:
                waits = f"Hospital.WaitingPeriod.{_said(child, 'Title')}"
                found[waits] = f"{child.text} {_said(child, 'Unit').lower()}"
    return found


def _said(element: etree._Element, name: str) -> str:
    return str(element.attrib[name])


def _in_part(service: etree._Element) -> str:
    cover, part = str(service.attrib["Cover"]), service.attrib.get("Partial") == "true"
    if not part:
        return cover
    return "Partially-Restricted" if cover == "Restricted" else f"{cover}-partial"


def _general(cover: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in cover:
        name = etree.QName(element).localname
        if name == "GeneralHealthServices":
            for service in element:
                found |= _service(service)
        elif name == "BenefitLimits":
            for limit in element:
                found |= _limits(limit)
        elif name == "GeneralHealthAmbulance":
            found["GeneralHealthCover.GeneralHealthAmbulance.Cover"] = str(element.attrib["Cover"])
        elif not len(element):
            found[f"GeneralHealthCover.{name}"] = clean(element.text or "")
        elif name != "PreferredProviderServices":
            raise _unknown(element)
    return found


def _service(service: etree._Element) -> dict[str, str]:
    title = str(service.attrib["Title"])
    if service.attrib["Covered"] != "1":
        return {}
    inner = {etree.QName(child).localname: child for child in service}
    group = clean(inner["BenefitLimitsGroup"].text or "")
    place = f"{SERVICE}{group}.{title}"
    found = {f"{place}.WaitingPeriod": f"{clean(inner['WaitingPeriod'].text or '')} months"}
    for benefit in inner["BenefitsList"]:
        percent = benefit.attrib["Type"] == "Percent"
        text = clean(benefit.text or "")
        found[f"{place}.{_said(benefit, 'Item')}"] = f"{text}%" if percent else f"${text}"
    return found


def _limits(limit: etree._Element) -> dict[str, str]:
    place = f"{SERVICE}{_said(limit, 'Title')}.Limit"
    return {
        f"{place}.{etree.QName(child).localname}": f"${clean(child.text or '')}"
        for child in limit
        if not len(child)
    }


def _unknown(element: etree._Element) -> PageChanged:
    return PageChanged(
        expected="a known part of a statement",
        found=etree.QName(element).localname,
        todo="read it in the parser",
    )
