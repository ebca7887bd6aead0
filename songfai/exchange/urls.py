from django.urls import path

from songfai.exchange import api

app_name = "exchange"
urlpatterns = [
    path("v1/bundle", api.bundle, name="bundle"),
    path("v1/checkpoint", api.checkpoint, name="checkpoint"),
]
