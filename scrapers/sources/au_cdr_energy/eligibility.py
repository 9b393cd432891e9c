"""For whom a plan is: the publisher's types, and where the type is OTHER its own few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

EVERYBODY, SEVERAL, OTHER = "everybody", "several", "other"
TYPES = {
    "EXISTING_BATTERY": "battery",
    "EXISTING_SMART_METER": "smart_meter",
    "EXISTING_SOLAR": "solar",
    "LOYALTY_MEMBER": "member",
    "NEW_CUSTOMER": "new_customer",
    "ONLINE_ONLY": "online",
    "REQ_EQUIP_SUPPLIER": "purchase",
    "SENIOR_CARD": "senior",
    "THIRD_PARTY_ONLY": "member",
}
# Words of `information` and `description`, in the order in which they decide.
WORDS = (
    ("electric vehicle", "electric_vehicle"),
    ("battery", "battery"),
    ("solar", "solar"),
    ("new to", "new_customer"),
    ("membership", "member"),
    ("member", "member"),
    ("customer", "member"),
)
# What anybody can do by asking for it: no limit at all.
FREE = (
    *("mandatory ebilling", "efulfillment", "you are a residential customer"),
    *("you call red energy", "authorised agl representative", "you sign up via sonnen"),
)


def for_whom(rules: Iterable[Mapping[str, str]]) -> str:
    """One word for the people a plan is for; `several` where more than one thing is asked."""
    found = {word for rule in rules if (word := _word(rule)) != EVERYBODY}
    if not found:
        return EVERYBODY
    return found.pop() if len(found) == 1 else SEVERAL


def _word(rule: Mapping[str, str]) -> str:
    if rule["type"] == "ONLINE_ONLY":
        return EVERYBODY
    if rule["type"] in TYPES:
        return TYPES[rule["type"]]
    said = rule.get("information", "").casefold()
    if said in FREE:
        return EVERYBODY
    both = f"{said} {rule.get('description', '').casefold()}"
    return next((word for part, word in WORDS if part in both), OTHER)
