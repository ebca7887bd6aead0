"""The product's settings as the tests run them: a throw-away data folder, quick passwords, no collected files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# In memory where the machine allows: the tests keep SQLite's full syncing, and a disk would make them wait for it.
SHARED_MEMORY = Path("/dev/shm")
SCRATCH = Path(
    tempfile.mkdtemp(
        prefix="songfai-tests-", dir=SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
    )
)
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)

os.environ["SONGFAI_DATA"] = str(SCRATCH)
os.environ["SONGFAI_SECRET_KEY"] = "tests-only-" + "0123456789" * 5
os.environ["SONGFAI_LOG"] = "WARNING"
for name in (
    "SONGFAI_DEBUG",
    "SONGFAI_DEMO",
    "SONGFAI_HOSTS",
    "SONGFAI_PROXIES",
    "SONGFAI_TODAY",
    "SONGFAI_MAIL",
):
    os.environ.pop(name, None)
# Playwright's synchronous calls run inside an event loop; the tests use the database between them.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from songfai.config.settings import *  # noqa: E402, F403
from songfai.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A file, not memory, so that the browser's parallel requests have connections of their own, as in production.
if DATABASES["default"]["ENGINE"] == "songfai.config.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}
# A database is laid back between tests, and no thread may hold one it has seen before.
DATABASES["default"]["CONN_MAX_AGE"] = 0
