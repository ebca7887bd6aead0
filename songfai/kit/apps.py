from django.apps import AppConfig

from songfai.kit.missing import say_what_is_missing


class KitConfig(AppConfig):
    name = "songfai.kit"

    def ready(self) -> None:
        say_what_is_missing()
