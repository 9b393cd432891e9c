from django.apps import AppConfig
from django.conf import settings

from compare.web import catalogues


class WebConfig(AppConfig):
    name = "compare.web"
    label = "web"

    def ready(self) -> None:
        """Have the pages' words ready in every language."""
        catalogues.compiled(settings.LOCALE_PATHS[0])
