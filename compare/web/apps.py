from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "compare.web"
    label = "web"
