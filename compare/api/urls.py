"""Addresses of the API, version 1."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from compare.api.answers import Answers, Checks
from compare.api.changes import Changes, Corrections
from compare.api.documents import Difference, Documents
from compare.api.evidence import Evidence
from compare.api.figures import FigureGroups, Figures
from compare.api.markets import Markets
from compare.api.nothing import Nothing
from compare.api.packs import Packs
from compare.api.plans import Plans
from compare.api.price_rises import PriceRises
from compare.api.prices import Prices
from compare.api.providers import Providers
from compare.api.statements import Statements
from compare.api.tariffs import Tariffs
from compare.api.terms import Terms
from compare.api.tickets import Ticket, Tickets

app_name = "api"
urlpatterns = [
    path("markets", Markets.as_view(), name="markets"),
    path("providers", Providers.as_view(), name="providers"),
    path("plans", Plans.as_view(), name="plans"),
    path("prices", Prices.as_view(), name="prices"),
    path("prices/rises", PriceRises.as_view(), name="price-rises"),
    path("tariffs", Tariffs.as_view(), name="tariffs"),
    path("terms", Terms.as_view(), name="terms"),
    path("figures", Figures.as_view(), name="figures"),
    path("figures/groups", FigureGroups.as_view(), name="figure-groups"),
    path("packs", Packs.as_view(), name="packs"),
    path("documents", Documents.as_view(), name="documents"),
    path("documents/<str:sha256>/difference", Difference.as_view(), name="difference"),
    path("changes", Changes.as_view(), name="changes"),
    path("corrections", Corrections.as_view(), name="corrections"),
    path("statements", Statements.as_view(), name="statements"),
    path("answers", Answers.as_view(), name="answers"),
    path("checks", Checks.as_view(), name="checks"),
    path("evidence/<str:sha256>", Evidence.as_view(), name="evidence"),
    path("tickets", Tickets.as_view(), name="tickets"),
    path("tickets/<int:number>", Ticket.as_view(), name="ticket"),
    path("schema", SpectacularJSONAPIView.as_view(), name="schema"),
    re_path("^", Nothing.as_view()),
]
