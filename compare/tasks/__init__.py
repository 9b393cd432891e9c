"""Celery: when, never what."""

from compare.tasks.collect import collect_source, dispatch_due

__all__ = ["collect_source", "dispatch_due"]
