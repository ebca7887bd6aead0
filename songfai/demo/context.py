"""What the sign-in page of a demonstration shows."""

from django.conf import settings
from django.http import HttpRequest

from songfai.demo.accounts import PASSWORD, SHOWN


def accounts(request: HttpRequest) -> dict[str, object]:
    return {"demo_accounts": SHOWN, "demo_password": PASSWORD} if settings.DEMO else {}
