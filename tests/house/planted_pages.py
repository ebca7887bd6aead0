"""Pages with one fault each, to see that the guards of the browser tests notice it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path

SOUND = (
    '<!doctype html><html lang="en"><head><title>Sound</title><link rel="stylesheet" href="{style}"></head>'
    "<body><main><h1>Sound</h1>{body}</main></body></html>"
)
BODIES = {
    "sound": "<p>Nothing is wrong here.</p>",
    "inline-style": '<p style="color:red">Red by force.</p>',
    "inline-script": "<script>document.title = 'changed'</script>",
    "no-alt": '<img src="/static/songfai/icons.svg">',
}


@login_not_required
def page(request: HttpRequest, name: str) -> HttpResponse:
    style = static("songfai/vendor/tabler.min.css")
    return HttpResponse(SOUND.format(style=style, body=BODIES[name]))


urlpatterns = [path("<slug:name>/", page)]
