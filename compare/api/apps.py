from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "compare.api"
    label = "api"
