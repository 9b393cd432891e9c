"""Quill Insurance: a product sheet as PDF, made by hand, object by object."""

from __future__ import annotations

from scrapers.samples.history import Insurer, Sheet

HOMES = {"small": "Compact home", "medium": "Standard home", "large": "Spacious home"}


def pages(quill: Insurer) -> dict[str, bytes]:
    """The sheet."""
    return {"/sheets/quill-house.pdf": pdf(_lines(quill.plans[0]))}


def _lines(plan: Sheet) -> list[str]:
    terms = plan.terms
    lines = [
        "QUILL HOUSE - PRODUCT SHEET",
        "Quill Insurance is an invented company. This sheet is a sample.",
        "",
        "1. Premium per month (XTS)",
        "Home / Region / Excess chosen / Premium",
    ]
    for (size, region, excess), money in plan.premiums.items():
        lines.append(f"{HOMES[size]} / {region.capitalize()} / {excess} / {money}")
    return [
        *lines,
        "",
        "2. Cover",
        f"Contents insured: {int(terms['contents_limit']):,} XTS",
        f"Escape of water: {int(terms['water_damage_limit']):,} XTS",
        f"Pedal cycles: {int(terms['bicycle_theft']):,} XTS",
        f"Flood: {terms['flood']}",
        f"Glass: {terms['glass']}",
        f"Liability: {int(terms['liability']):,} XTS",
        f"Standing excess: {int(terms['compulsory_excess']):,} XTS",
        f"Waiting period: {terms['waiting_period']} days",
        f"Notice: {terms['notice_months']} month",
        f"Yearly charge: {int(terms['admin_fee']):,} XTS",
    ]


def pdf(lines: list[str]) -> bytes:
    """A one-page A4 PDF with these lines in Helvetica; the smallest file that viewers accept."""
    shown = b"".join(f"({_escaped(line)}) Tj T*\n".encode("latin-1") for line in lines)
    stream = b"BT /F1 10 Tf 14 TL 56 786 Td\n" + shown + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
