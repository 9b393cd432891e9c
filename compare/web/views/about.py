"""Who makes this, who pays, what is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """`/about/`."""
    return render(request, "pages/about.html", {"api": reverse("api:schema")})
