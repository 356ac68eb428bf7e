"""Django application of the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "licite.web"
    label = "web"
