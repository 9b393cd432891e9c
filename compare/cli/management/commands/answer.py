"""The answer to a question, in plain words or as JSON."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from compare.cli.plain_words import in_words
from compare.cli.questions import asked, printed, read
from compare.decide.wording import LANGUAGES
from compare.usecases.answering.answer import answer
from compare.usecases.asking import question


class Command(BaseCommand):
    help = (
        "Answer a question. Ends with 0 whatever the verdict, and with 2 for a bad question: "
        "standard error then names the field."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("question", help="a JSON file, or - for standard input")
        parser.add_argument("--format", choices=("json", "text"), default="json")
        parser.add_argument("--language", choices=LANGUAGES, default="en")

    def handle(self, *, format: str, language: str, **options: Any) -> None:
        def found() -> str:
            asking = question.read(read(options["question"]), date.today())  # noqa: DTZ011
            document = answer(asking, language)
            return printed(document) if format == "json" else in_words(document)

        self.stdout.write(asked(found))
