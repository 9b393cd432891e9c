"""The project's settings on a real PostgreSQL. DATABASE_URL wins; TEST_DATABASE=sqlite asks for SQLite.

Started here, not in a fixture, because Django reads DATABASES before any fixture runs; the workers
of pytest-xdist inherit the address through the environment.
"""

import atexit
import os
import shutil
import tempfile

from tests import servers

# Each worker keeps bodies in a folder of its own: a test that loses one must not get another's back.
if "WORTH_VAR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["WORTH_VAR"] = tempfile.mkdtemp(prefix="worth-")
    atexit.register(shutil.rmtree, os.environ["WORTH_VAR"], ignore_errors=True)

# What tests/kept.py keeps is shared by all workers of one run.
if "TEST_KEPT" not in os.environ:
    os.environ["TEST_KEPT"] = tempfile.mkdtemp(prefix="kept-")
    atexit.register(shutil.rmtree, os.environ["TEST_KEPT"], ignore_errors=True)

if (
    not os.environ.get("DATABASE_URL")
    and os.environ.get("TEST_DATABASE") != "sqlite"
    and servers.postgres_bin()
):
    _postgres = servers.Postgres(*servers.UNSAFE_AND_FAST).start()
    atexit.register(_postgres.remove)
    os.environ["DATABASE_URL"] = _postgres.url

from compare.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
