"""The operator's desk for changes: confirm, put a reply beside, withdraw, uphold; each with its words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from compare.store.models import Change, Confirmation, Correction, Reply
from compare.usecases.changes import rulings

REPORTERS = [("us", "us"), ("provider", "the provider"), ("reader", "a reader")]


class Words(ActionForm):
    """What goes with a decision; readers see the reason and the reply."""

    reason = forms.CharField(required=False, label="reason, or the reply's text", max_length=2000)
    author = forms.CharField(required=False, label="who replies", max_length=200)
    reported_by = forms.ChoiceField(choices=REPORTERS, required=False, label="reported by")


class Kept(admin.ModelAdmin):
    """Rows that are looked at; decisions go through the actions, so that each has its words."""

    def has_add_permission(self, *_: object) -> bool:
        return False

    def has_delete_permission(self, *_: object) -> bool:
        return False

    def get_readonly_fields(self, *_: object) -> tuple[str, ...]:
        return tuple(field.name for field in self.model._meta.fields)


@admin.register(Change)
class Changes(Kept):
    """Changes; those that would be news if a person believed them come to hand by the filters."""

    list_display = (
        *("key", "market", "provider", "subject", "kind", "field", "told", "direction"),
        *("state", "newsworthy", "corroborated", "no_later_than", "news_at", "gone_at"),
    )
    list_filter = ("market", "newsworthy", "state", "direction", "severity", "kind")
    search_fields = ("key", "provider", "subject")
    ordering = ("-no_later_than", "-id")
    list_per_page = 50
    action_form = Words
    actions = ("confirm", "put_reply", "report", "withdraw", "uphold")

    @admin.display(description="from, to")
    def told(self, row: Change) -> str:
        """Old and new value, as text."""
        return f"{row.printed['old']} → {row.printed['new']} {row.printed['unit'] or ''}"

    @admin.action(description="Confirm: I looked at both sides", permissions=["change"])
    def confirm(self, request: HttpRequest, rows: QuerySet[Change]) -> None:
        """Believe the chosen changes, all of a publication at once where that is what was read."""
        try:
            keys = list(rows.values_list("key", flat=True))
            rulings.confirm_all(keys, request.POST.get("reason", ""), _by(request))
        except ValueError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"done for {len(keys)}", messages.SUCCESS)

    @admin.action(description="Put the provider's reply beside", permissions=["change"])
    def put_reply(self, request: HttpRequest, rows: QuerySet[Change]) -> None:
        """Print what the provider says of the chosen changes."""
        self._each(
            request,
            rows,
            lambda row, words: rulings.reply(row, words["author"], words["reason"], _by(request)),
        )

    @admin.action(description="Note a complaint", permissions=["change"])
    def report(self, request: HttpRequest, rows: QuerySet[Change]) -> None:
        """Open a correction of the chosen changes."""
        self._each(
            request,
            rows,
            lambda row, words: rulings.report(row, words["reported_by"] or "us", _by(request)),
        )

    @admin.action(description="Withdraw from every page at once", permissions=["change"])
    def withdraw(self, request: HttpRequest, rows: QuerySet[Change]) -> None:
        """Take the chosen changes back."""
        self._each(
            request, rows, lambda row, words: rulings.withdraw(row, words["reason"], _by(request))
        )

    @admin.action(description="Uphold: the change stands", permissions=["change"])
    def uphold(self, request: HttpRequest, rows: QuerySet[Change]) -> None:
        """Close complaints about the chosen changes, or bring them back."""
        self._each(
            request, rows, lambda row, words: rulings.uphold(row, words["reason"], _by(request))
        )

    def _each(self, request: HttpRequest, rows: QuerySet[Change], decide: Any) -> None:
        words = {name: request.POST.get(name, "") for name in ("reason", "author", "reported_by")}
        for row in rows:
            try:
                decide(row.key, words)
            except ValueError as error:
                self.message_user(request, f"{row}: {error}", messages.ERROR)
                return
        self.message_user(request, f"done for {len(rows)}", messages.SUCCESS)


@admin.register(Confirmation)
class Confirmations(Kept):
    """Who believed what, when and why."""

    list_display = ("change", "reason", "by", "at")
    ordering = ("-at",)


@admin.register(Reply)
class Replies(Kept):
    """What providers said."""

    list_display = ("change", "author", "text", "by", "at")
    ordering = ("-at",)


@admin.register(Correction)
class Corrections(Kept):
    """Complaints and how they ended; what is open comes to hand by the filter."""

    list_display = (
        *("change", "summary", "reported_by", "reported_at", "outcome", "resolved_at"),
        *("reason", "by"),
    )
    list_filter = ("outcome", "reported_by")
    ordering = ("-reported_at",)


def _by(request: HttpRequest) -> Any:
    return request.user
