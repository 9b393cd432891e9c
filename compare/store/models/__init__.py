"""The tables, one concept per file."""

from compare.store.models.capture import Body, Capture
from compare.store.models.cell import Cell
from compare.store.models.change import Change, Tracking
from compare.store.models.document import Document
from compare.store.models.fact import Fact
from compare.store.models.figure import Figure
from compare.store.models.market_version import MarketVersion
from compare.store.models.pack import Pack
from compare.store.models.place import Area, Place
from compare.store.models.plan import Plan, PlanAttribute
from compare.store.models.price import Price
from compare.store.models.provider import Provider, ProviderAttribute
from compare.store.models.review import Decision, Review, ReviewState
from compare.store.models.run import Batch, Run, RunState
from compare.store.models.said import Confirmation, Correction, Outcome, Reply
from compare.store.models.source import Rank, Source, SourceState
from compare.store.models.statement import Statement
from compare.store.models.tariff import Tariff
from compare.store.models.term import Term
from compare.store.models.ticket import Ticket
from compare.store.models.work_list import WorkList

__all__ = [
    "Area",
    "Batch",
    "Body",
    "Capture",
    "Cell",
    "Change",
    "Confirmation",
    "Correction",
    "Decision",
    "Document",
    "Fact",
    "Figure",
    "MarketVersion",
    "Outcome",
    "Pack",
    "Place",
    "Plan",
    "PlanAttribute",
    "Price",
    "Provider",
    "ProviderAttribute",
    "Rank",
    "Reply",
    "Review",
    "ReviewState",
    "Run",
    "RunState",
    "Source",
    "SourceState",
    "Statement",
    "Tariff",
    "Term",
    "Ticket",
    "Tracking",
    "WorkList",
]
