"""The reviewers' desk: what waits for a person, with its page and the last good value beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from compare.store import bodies
from compare.store.models import Capture, Decision, Review, ReviewState
from compare.usecases.reviewing import review
from compare.usecases.reviewing.page import side
from compare.web.desk import Kept
from compare.web.inert import inert

LONGEST = 2_000


class Decide(forms.Form):
    """A decision on one row; `means` is for new words only."""

    decision = forms.ChoiceField(choices=[("release", ""), ("refuse", "")])
    reason = forms.CharField(
        required=False, max_length=LONGEST, label=_("Reason (needed to refuse)")
    )

    def __init__(self, data: Any, row: Review, meanings: tuple[str, ...]) -> None:
        super().__init__(data)
        if row.slot and meanings:
            choices = [("", "—"), *((word, word) for word in meanings)]
            self.fields["means"] = forms.ChoiceField(
                choices=choices, required=False, label=_("What the word means")
            )
        elif row.slot:
            self.fields["means"] = forms.CharField(
                required=False, max_length=80, label=_("Times what it is in the usual unit")
            )


class Reason(ActionForm):
    """What goes with a decision on several rows."""

    reason = forms.CharField(required=False, label=_("reason"), max_length=LONGEST)


@admin.register(Review)
class Reviews(Kept):
    """What waits; choose one to compare it, or several that were compared."""

    list_display = ("subject", "source", "kind", "slot", "value", "literal", "state", "last_at")
    list_filter = ("state", "kind", "source")
    search_fields = ("subject", "literal", "value", "source__key")
    ordering = ("-state", "source", "subject")
    list_per_page = 50
    action_form = Reason
    actions = ("release", "refuse")

    def get_urls(self) -> list[URLPattern]:
        """The page of a capture for staff comes beside the usual ones."""
        own = path(
            "capture/<int:number>/", self.admin_site.admin_view(self.bytes), name="review_bytes"
        )
        return [own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 - the admin's own signature
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One row beside its page, with the decision below."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        beside = side(row)
        form = Decide(request.POST or None, row, beside.meanings)
        if request.method == "POST" and form.is_valid() and self._decided(request, row, form):
            return redirect(self._next(row))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Compare and decide"),
            "row": row,
            "side": beside,
            "form": form,
            "decisions": row.decisions.select_related("by"),
            "bytes": {
                "waits": _bytes(row.capture),
                "good": _bytes(beside.good.capture) if beside.good else "",
            },
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/review.html", context)

    def bytes(self, request: HttpRequest, number: int) -> HttpResponse:
        """A stored page for a reviewer, whatever may be published of it; inert."""
        found = Capture.objects.filter(pk=number).first()
        if not self.has_change_permission(request):
            raise PermissionDenied
        if found is None:
            raise Http404
        return inert(bodies.read(found.sha256), found.sha256, public=False)

    @admin.action(description=_("I compared each with its page: release"), permissions=["change"])
    def release(self, request: HttpRequest, rows: QuerySet[Review]) -> None:
        """Release the chosen values."""
        self._all(request, rows, release=True)

    @admin.action(description=_("Refuse: must not be seen"), permissions=["change"])
    def refuse(self, request: HttpRequest, rows: QuerySet[Review]) -> None:
        """Refuse the chosen rows, for one reason."""
        self._all(request, rows, release=False)

    def _all(self, request: HttpRequest, rows: QuerySet[Review], *, release: bool) -> None:
        numbers, reason = list(rows.values_list("pk", flat=True)), request.POST.get("reason", "")
        decide = review.release if release else review.refuse
        try:
            done = decide(numbers, request.user, reason[:LONGEST])  # type: ignore[arg-type]
        except review.NotReleased as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        self._tell(request, done)

    def _decided(self, request: HttpRequest, row: Review, form: Decide) -> bool:
        said, by = form.cleaned_data, request.user
        try:
            if said["decision"] == "release":
                means = said.get("means", "")
                done = review.release([row.pk], by, said["reason"], means)  # type: ignore[arg-type]
            else:
                done = review.refuse([row.pk], by, said["reason"])  # type: ignore[arg-type]
        except review.NotReleased as error:
            form.add_error(None, str(error))
            return False
        self._tell(request, done)
        return True

    def _tell(self, request: HttpRequest, done: list[Review]) -> None:
        for row in done[:5]:
            self.message_user(request, f"{row}: {row.get_state_display()}", messages.SUCCESS)
        if len(done) > 5:
            self.message_user(request, f"… {len(done) - 5} more", messages.SUCCESS)

    def _next(self, row: Review) -> str:
        """The next one of the same source that waits; the list where there is none."""
        waiting = Review.objects.filter(source=row.source_id, state=ReviewState.WAITING)
        after = waiting.exclude(pk=row.pk).order_by("subject", "pk").first()
        if after is None:
            return reverse("admin:store_review_changelist") + "?state__exact=waiting"
        return reverse("admin:store_review_change", args=[after.pk])


@admin.register(Decision)
class Decisions(Kept):
    """Who said what of which row, and when; nothing is ever taken out."""

    list_display = ("at", "by", "release", "review", "means", "reason")
    list_filter = ("release", "by")
    ordering = ("-id",)


def _bytes(capture: Capture) -> str:
    return reverse("admin:review_bytes", args=[capture.pk])
