from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "compare.cli"
    label = "cli"
