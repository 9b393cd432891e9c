"""Serve the site with the web server that production uses, in one process."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 2  # Python runs one at a time; the second answers while the first waits for the disk


class Command(BaseCommand):
    help = "Serve the site and the API on this machine."

    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, host: str, port: int, **_: Any) -> None:
        self.stdout.write(f"http://{host}:{port}/  (end with Ctrl+C)")
        self.stdout.flush()
        Granian(
            settings.WSGI_APPLICATION.replace(".application", ":application"),
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            websockets=False,
            blocking_threads=THREADS,
            log_level=LogLevels.warning,
            working_dir=settings.BASE_DIR,
        ).serve()
