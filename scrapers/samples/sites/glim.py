"""Glim: an application in the browser; the page holds its state as JSON and nothing else."""

from __future__ import annotations

import json
from typing import Any

from scrapers.samples.history import Insurer, Sheet

CENTS = 100


def pages(glim: Insurer) -> dict[str, bytes]:
    """The shell of the application with its state."""
    state = {"v": 3, "fictional": True, "catalog": {"plans": [_plan(plan) for plan in glim.plans]}}
    text = json.dumps(state, separators=(",", ":"))
    page = (
        '<!doctype html><html><head><meta charset="utf-8"><title>Glim</title></head><body>'
        '<div id="root"><noscript>Glim needs a script. Glim is also invented.</noscript></div>'
        f'<script id="__GLIM__" type="application/json">{text}</script></body></html>'
    )
    return {"/app/plans": page.encode()}


def _plan(plan: Sheet) -> dict[str, Any]:
    terms = plan.terms
    return {
        "id": plan.own,
        "title": plan.name,
        "firstYear": [
            {"m2": size, "area": region, "ownShare": int(excess), "cents": int(money * CENTS)}
            for (size, region, excess), money in plan.premiums.items()
        ],
        "renewal": {"percentOnTop": int(terms["renewal_rise"])},
        "adminFeeYear": int(terms["admin_fee"]),
        "limits": {
            "stuff": int(terms["contents_limit"]),
            "water": int(terms["water_damage_limit"]),
            "bike": int(terms["bicycle_theft"]),
            "others": int(terms["liability"]),
        },
        "fixedShare": int(terms["compulsory_excess"]),
        "flood": _status(terms["flood"]),
        "glass": _status(terms["glass"]),
        "waitDays": int(terms["waiting_period"]),
        "phoneHours": int(terms["claims_phone_hours"]),
        "noticeMonths": int(terms["notice_months"]),
    }


def _status(value: str) -> dict[str, Any]:
    if value.startswith("restricted: "):
        return {"in": True, "but": value.removeprefix("restricted: ")}
    return {"in": value == "covered"}
