"""`manage.py words`: bring the pages' catalogues up to the words in use."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from compare.web import catalogues


class Command(BaseCommand):
    help = "Collect the words of the pages into the catalogues; say what is not translated yet."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for language, name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            catalogue = catalogues.renew(language)
            missing = sum(not _said(message.string) for message in catalogue if message.id)
            self.stdout.write(f"{name}: {len(catalogue)} messages, {missing} not translated")


def _said(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)
