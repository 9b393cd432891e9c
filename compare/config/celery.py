"""The Celery application. Eager, in the calling process, where no REDIS_URL is set."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")

app = Celery("compare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["compare"])


@signals.worker_process_init.connect
def load(**_: object) -> None:
    """Load the engine before the first task."""
    from compare.config import ready

    ready.load()
