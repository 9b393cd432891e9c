"""Small numbers of the drawings of changes, and shares as they are read."""

from __future__ import annotations

from decimal import Decimal

from django import template

from compare.web.templatetags.worth import number

register = template.Library()


@register.filter
def above(height: str, line: int) -> str:
    """Where a bar ends that rises above a line."""
    return f"{Decimal(line) - Decimal(height):.1f}"


@register.filter
def below(height: str, line: int) -> str:
    """Where a bar ends that hangs below a line."""
    return f"{Decimal(line) + Decimal(height):.1f}"


@register.filter
def across(x: str, width: int) -> str:
    """A place in a drawing of a width, for lettering that does not shrink with it: 25.0%."""
    return f"{Decimal(x) / width * 100:.1f}%"


@register.filter
def percent(share: str) -> str:
    """A share in hundreds with one decimal: 11.1 %."""
    return f"{number((Decimal(share) * 100).quantize(Decimal('0.1')))}\xa0%"
