"""Wiring, nothing else: settings, addresses, Celery, the web server's entry."""

from compare.config.celery import app as celery_app

__all__ = ["celery_app"]
