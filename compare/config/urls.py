"""Addresses: the programs' face and the people's face, each with its own list."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from compare.api.status import status
from compare.web.views.evidence import file
from compare.web.views.tickets import feed, issue

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("compare.api.urls")),
    path("status.json", status, name="status"),
    path("tickets.atom", feed, name="tickets-feed"),
    path("tickets/<int:number>/issue.txt", issue, name="ticket-issue"),
    re_path(r"^evidence/(?P<sha256>[0-9a-f]{64})/download$", file, name="evidence-download"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("compare.web.urls"))),
]

handler400 = "compare.web.views.errors.bad_address"
handler404 = "compare.web.views.errors.not_found"
handler500 = "compare.web.views.errors.failed"
