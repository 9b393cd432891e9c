from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "compare.store"
    label = "store"
