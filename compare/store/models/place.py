from django.db import models

from compare.store.models.fact import Fact
from compare.store.models.fields import link
from compare.store.models.plan import Plan


class Place(Fact):
    """A postcode in a municipality, and the rating codes that follow: `{"canton": "BE", …}`."""

    postcode = models.CharField(max_length=12)
    municipality = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    codes = models.TextField()  # JSON with sorted keys: compared as text

    class Meta:
        db_table = "place"
        indexes = [models.Index(fields=["postcode", "valid_to"], name="place_as_of")]

    def __str__(self) -> str:
        return f"{self.postcode} {self.name}"


class Area(Fact):
    """One municipality where a plan is sold that, within some codes, is not sold everywhere."""

    plan = link(Plan)
    municipality = models.CharField(max_length=20)
    postcode = models.CharField(max_length=12)
    within = models.TextField()  # JSON with sorted keys: {"canton": "BE", "region": "2"}

    class Meta:
        db_table = "area"
        indexes = [models.Index(fields=["plan", "municipality", "valid_to"], name="area_as_of")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.municipality}"
