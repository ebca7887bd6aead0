"""`songfai init`: a data folder ready to be served. Safe to run again after an upgrade."""

import os
import secrets
from pathlib import Path

from songfai.operations.ground import SECRET, Failed, start_django

PASSWORD_BYTES = 12


def make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Failed(f"The data folder {data} cannot be made: {error.strerror}.") from error
    if not os.access(data, os.W_OK):
        raise Failed(f"The data folder {data} cannot be written to.")


def make_secret(data: Path) -> None:
    """Write the secret once, readable by its owner only."""
    path = data / SECRET
    if os.environ.get("SONGFAI_SECRET_KEY") or path.exists():
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")


def bring_up_to_date() -> None:
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise Failed(f"The database cannot be brought up to date: {str(error).strip()}") from error
    call_command("collectstatic", interactive=False, verbosity=0)


def make_administrator(email: str) -> str:
    """Create the first administrator's account and return its password; refuse an address in use."""
    from django.contrib.auth import get_user_model
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError as error:
        raise Failed(f"“{email}” is not an e-mail address.") from error
    accounts = get_user_model()._default_manager
    if accounts.filter(email__iexact=email).exists():
        raise Failed(f"There is an account for {email} already.")
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    accounts.create_superuser(email, password)
    return password


def run(data: Path, *, admin: str = "") -> str:
    make_folder(data)
    make_secret(data)
    start_django()
    bring_up_to_date()
    done = f"Ready: {data}."
    if admin:
        done += f" Administrator {admin}, password {make_administrator(admin)} (change it after signing in)."
    return f"{done} Start with: songfai serve --data {data}"
