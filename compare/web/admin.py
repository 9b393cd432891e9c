"""The operator's desk: runs that wait for a look, and tickets as they are."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from compare.store.models import Run, Ticket
from compare.usecases.collecting.held import NotHeld, let_in
from compare.web import desk, review_desk  # noqa: F401 - they register their pages
from scrapers.errors import ManifestError


class Shown(admin.ModelAdmin):
    """Rows that are looked at and never edited by hand."""

    def has_add_permission(self, *_: object) -> bool:
        return False

    def has_delete_permission(self, *_: object) -> bool:
        return False

    def get_readonly_fields(self, *_: object) -> tuple[str, ...]:
        return tuple(field.name for field in self.model._meta.fields)


@admin.register(Run)
class Runs(Shown):
    """Runs; those that wait for a look come first to hand by the filter."""

    list_display = ("id", "source", "today", "state", "waits_for", "looked_by", "message")
    list_filter = ("state",)
    search_fields = ("source__key",)
    ordering = ("-id",)
    actions = ("store_looked_at",)

    @admin.action(description="I looked at these runs: store them", permissions=["change"])
    def store_looked_at(self, request: HttpRequest, queryset: QuerySet[Run]) -> None:
        """Let each chosen run in, on the word of who is logged in."""
        for run in queryset.order_by("id"):
            try:
                report = let_in(run.pk, request.user.get_username())
            except (NotHeld, ManifestError) as error:
                self.message_user(request, f"{run}: {error}", messages.ERROR)
                continue
            level = messages.ERROR if report.held_back else messages.SUCCESS
            self.message_user(request, f"{run}: {report.state} {report.message}", level)


@admin.register(Ticket)
class Tickets(Shown):
    """Tickets open and close by themselves; here one sees also those not shown yet."""

    list_display = ("id", "source", "page", "state", "runs", "opened_at", "closed_at", "found")
    list_filter = ("state",)
    search_fields = ("source__key",)
    ordering = ("-id",)
