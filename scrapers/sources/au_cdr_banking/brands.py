"""Who a bank is: in September 2022 the register gave every brand another id, and its old one ended."""

from __future__ import annotations

# The old number and the bank's own word for the brand, as the same products show under both ids.
SAME = {
    ("000002", "Westpac"): "ffe2945b-e094-ea11-a831-000d3a8842e1",
    ("000008", "CBA"): "25233bad-e494-ea11-a831-000d3a8842e1",
    ("000082", "FORD COOPERATIVE CREDIT SOCIETY"): "7bae67c0-a280-eb11-a820-000d3a884a20",
    ("000109", "AMB"): "2ee9e2a8-1c98-eb11-a821-000d3a884a20",
    ("000110", "AMB"): "2ee9e2a8-1c98-eb11-a821-000d3a884a20",
    ("000123", "Queensland Country Bank"): "7179a2ee-f6a2-eb11-a822-000d3a884a20",
    ("000128", "PNB"): "14037661-e1ab-eb11-a822-000d3a884a20",
    ("000150", "Bank Australia"): "578efc60-4eb1-eb11-a822-000d3a884a20",
    ("000184", "BankVic"): "09f9da8a-78bf-eb11-a823-000d3a884a20",
    ("000190", "ORANGE CREDIT UNION LTD"): "54eff5f1-2ac4-eb11-a823-000d3a884a20",
}
# What these banks are called where the register had forgotten the old number.
NAMES = {
    "ffe2945b-e094-ea11-a831-000d3a8842e1": "Westpac",
    "25233bad-e494-ea11-a831-000d3a8842e1": "CommBank",
    "7bae67c0-a280-eb11-a820-000d3a884a20": "Geelong Bank",
    "2ee9e2a8-1c98-eb11-a821-000d3a884a20": "Australian Military Bank",
    "7179a2ee-f6a2-eb11-a822-000d3a884a20": "Queensland Country Bank",
    "14037661-e1ab-eb11-a822-000d3a884a20": "P&N Bank",
    "578efc60-4eb1-eb11-a822-000d3a884a20": "Bank Australia",
    "09f9da8a-78bf-eb11-a823-000d3a884a20": "BankVic",
    "54eff5f1-2ac4-eb11-a823-000d3a884a20": "ORANGE CREDIT UNION LTD",
}


def provider_of(brand_id: str, brand: str) -> str:
    """The id under which all versions of a brand are kept."""
    return SAME.get((brand_id, brand.strip()), brand_id)


def name_of(provider: str, brand_name: str, brand: str, said: str | None) -> str:
    """The register's name; the bank's own where the register shows a bare number."""
    if provider in NAMES:
        return NAMES[provider]
    known = "" if brand_name.isdigit() else brand_name
    return (known or said or brand).strip()
