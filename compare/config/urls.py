"""Addresses: the programs' face and the people's face, each with its own list."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
