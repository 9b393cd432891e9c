"""Addresses of the pages; each stands under its language."""

from django.urls import path, re_path

from compare.web.views.about import about
from compare.web.views.answer import answer
from compare.web.views.ask import ask
from compare.web.views.changes import change, changes
from compare.web.views.check import check
from compare.web.views.corrections import corrections
from compare.web.views.document import document
from compare.web.views.evidence import evidence, file
from compare.web.views.feeds import feed
from compare.web.views.home import home
from compare.web.views.leave import calendar, letter
from compare.web.views.market import market
from compare.web.views.method import measured, method
from compare.web.views.offers import offers
from compare.web.views.provider import provider
from compare.web.views.shrink import shrink
from compare.web.views.sources import open_tickets, sources
from compare.web.views.stories import premium_against_cover
from compare.web.views.tickets import ticket

app_name = "web"
urlpatterns = [
    path("", home, name="home"),
    path("check", check, name="check"),
    path("m/<slug:key>/", market, name="market"),
    path("m/<slug:key>/ask", ask, name="ask"),
    path("m/<slug:key>/answer", answer, name="answer"),
    path("m/<slug:key>/offers", offers, name="offers"),
    path("m/<slug:key>/letter", letter, name="letter"),
    path("m/<slug:key>/calendar", calendar, name="calendar"),
    re_path(r"^evidence/(?P<sha256>[0-9a-f]{64})/$", evidence, name="evidence"),
    re_path(r"^evidence/(?P<sha256>[0-9a-f]{64})/file$", file, name="evidence-file"),
    path("documents/<str:provider>/<str:key>/", document, name="document"),
    path("changes/", changes, name="changes"),
    re_path(r"^changes/(?P<key>[0-9a-f]{32})/$", change, name="change"),
    path("shrink/", shrink, name="shrink"),
    path("providers/<str:key>/", provider, name="provider"),
    path("corrections/", corrections, name="corrections"),
    re_path(r"^feeds/changes\.(?P<form>atom|json)$", feed, name="feed"),
    re_path(
        r"^feeds/(?P<scope>market|provider|kind)/(?P<key>[A-Za-z0-9._-]+)\.(?P<form>atom|json)$",
        feed,
        name="feed-of",
    ),
    path("sources/", sources, name="sources"),
    path("stories/premium-against-cover", premium_against_cover, name="premium-against-cover"),
    path("tickets/", open_tickets, name="tickets"),
    path("tickets/<int:number>/", ticket, name="ticket"),
    path("method/", method, name="method"),
    path("method/<slug:name>/", measured, name="measured"),
    path("about/", about, name="about"),
]
