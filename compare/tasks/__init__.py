"""Celery: when, never what."""

from compare.tasks.collect import dispatch_due, fetch_batch, finish_run, plan_run

__all__ = ["dispatch_due", "fetch_batch", "finish_run", "plan_run"]
