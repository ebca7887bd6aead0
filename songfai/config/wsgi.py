"""What the web server serves (`songfai serve`)."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songfai.config.settings")

application = get_wsgi_application()

# All pages are read now, so that nobody waits for them at the first request, and Python need not look through them again each
# time it clears away. A page of a long list makes some ten thousand objects that may hold each other; clearing away after
# every 700 of them finds next to nothing (docs/adr/0163).
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
