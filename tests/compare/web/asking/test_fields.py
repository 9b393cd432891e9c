"""A form's fields: what is wrong with one, and a list that follows from another answer."""

from __future__ import annotations

from compare.web.asking.fields import Asked, Choice, Field, Form

PROVIDER = Field("present.provider", "Provider", "list", "a")
FORM = Form(
    (Asked(1, "Which contract?", "Because.", (PROVIDER,)),), kept=(("present.plan", "old"),)
)
PLANS = (Choice("old", "Old"), Choice("new", "New", checked=True))


def test_a_list_that_follows_holds_what_was_chosen_and_is_no_problem() -> None:
    form = FORM.with_list("present.plan", "Which of them?", PLANS)
    plan = [*form.every][-1]
    assert (plan.name, plan.label, plan.value) == ("present.plan", "Which of them?", "new")
    assert form.problems == []
    assert form.kept == ()  # it is asked again, and stands in the form once


def test_a_list_that_is_missing_is_a_problem_at_its_own_field() -> None:
    form = FORM.with_problem("present.plan", "Which of them?", PLANS)
    assert [field.name for field in form.problems] == ["present.plan"]
