from django.urls import path, register_converter

from songfai.record import pages


class Hash:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Hash, "sha256")

app_name = "record"
urlpatterns = [
    path("<sha256:sha256>/", pages.document, name="document"),
    path("<sha256:sha256>/check/", pages.check, name="check"),
    path("<sha256:sha256>/papers/", pages.keep_paper, name="keep_paper"),
    path("<sha256:sha256>/papers/<sha256:file>/", pages.paper, name="paper"),
    path("<sha256:sha256>/papers/<sha256:file>/erase/", pages.erase_file, name="erase_file"),
    path("<sha256:sha256>/bytes", pages.stored_bytes, name="bytes"),
]
