#!/usr/bin/env python
"""Runs Django's commands; the project's own are in compare/cli."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")
    execute_from_command_line(sys.argv)
