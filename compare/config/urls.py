"""Addresses: the programs' face and the people's face, each with its own list."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("compare.api.urls")),
    *i18n_patterns(path("", include("compare.web.urls"))),
]

handler400 = "compare.web.views.errors.bad_address"
handler404 = "compare.web.views.errors.not_found"
handler500 = "compare.web.views.errors.failed"
