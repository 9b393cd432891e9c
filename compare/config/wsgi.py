"""The entry for a web server: `granian --interface wsgi compare.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")

application = get_wsgi_application()

from compare.config import ready  # noqa: E402  (the applications must be set up first)

ready.load()
