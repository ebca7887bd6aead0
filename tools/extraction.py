"""Which texts there are to translate: in our code, in our templates, and in the parts of Django and allauth
whose sentences our pages can show. Runs in .venv; needs no settings and no database."""

import ast
import gettext
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import allauth
import django
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from tools.assets import ROOT

PACKAGE = ROOT / "songfai"
UNREACHED = ROOT / "tools" / "unreached.txt"
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
    # A refusal's sentence is its second argument, with or without N_.
    **dict.fromkeys(("Refused", "NotPermitted", "Changed"), (2,)),
}

DJANGO, ALLAUTH = Path(django.__file__).parent, Path(allauth.__file__).parent
# What a page of ours can show: forms, their validation, passwords, lists of words, times and sizes.
UPSTREAM = {
    "django/forms": DJANGO / "forms",
    "django/core/validators.py": DJANGO / "core" / "validators.py",
    "django/contrib/auth/forms.py": DJANGO / "contrib" / "auth" / "forms.py",
    "django/contrib/auth/password_validation.py": DJANGO / "contrib" / "auth" / "password_validation.py",
    "django/contrib/humanize/templatetags/humanize.py": DJANGO
    / "contrib"
    / "humanize"
    / "templatetags"
    / "humanize.py",
    "django/db/models/base.py": DJANGO / "db" / "models" / "base.py",
    "django/db/models/constraints.py": DJANGO / "db" / "models" / "constraints.py",
    "django/template/defaultfilters.py": DJANGO / "template" / "defaultfilters.py",
    "django/utils/text.py": DJANGO / "utils" / "text.py",
    "django/utils/timesince.py": DJANGO / "utils" / "timesince.py",
    "allauth/account": ALLAUTH / "account",
    "allauth/mfa": ALLAUTH / "mfa",
    "allauth/usersessions": ALLAUTH / "usersessions",
}
# The administration site, tests and command-line words are not shown to our readers.
NOT_SHOWN = {"admin.py", "admin_forms.py", "apps.py", "tests", "management", "migrations", "flows.py"}
OWN_CATALOGUES = {
    "django/": [DJANGO / "conf", DJANGO / "contrib" / "auth", DJANGO / "contrib" / "humanize"],
    "allauth/": [ALLAUTH],
}


Identity = str | tuple[str, ...]


@dataclass
class Found:
    """A text, where it stands ((file, line) each), and whether others wrote it."""

    identity: Identity
    places: list[tuple[str, int]] = field(default_factory=list)
    is_upstream: bool = False


def python_texts(source: bytes) -> Iterator[tuple[int, Identity, str | None]]:
    """(line, text or (singular, plural), context) for each marked text of Python code, also inside f-strings."""
    yield from _texts(_calls(source))
    yield from _texts(_calls_in_f_strings(source))


def template_texts(path: Path) -> Iterator[tuple[int, Identity, str | None]]:
    yield from _texts(_calls(template_source(path)))


def _texts(calls: Iterator[tuple[int, str, Any]]) -> Iterator[tuple[int, Identity, str | None]]:
    for line, name, arguments in calls:
        given: list[Any] = list(arguments) if isinstance(arguments, tuple) else [arguments]
        places = positions(name)
        taken = [str(given[place - 1]) for place in places if len(given) >= place and given[place - 1]]
        if len(taken) != len(places):
            continue
        context = taken.pop(0) if has_context(name) else None
        yield line, taken[0] if len(taken) == 1 else tuple(taken[:2]), context


def _calls(source: bytes) -> Iterator[tuple[int, str, Any]]:
    for line, called, arguments, _comments in extract_python(
        io.BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        yield line, str(called), arguments


def _calls_in_f_strings(source: bytes) -> Iterator[tuple[int, str, Any]]:
    """Babel sees them from Python 3.12 on: before, an f-string is one word to it, and its texts fell out unnoticed."""
    if b'f"' not in source and b"f'" not in source:
        return
    for written in ast.walk(ast.parse(source)):
        if isinstance(written, ast.JoinedStr):
            for call in ast.walk(written):
                if isinstance(call, ast.Call):
                    for _line, called, arguments in _calls(ast.unparse(call).encode()):
                        yield call.lineno, called, arguments


def positions(name: str) -> list[int]:
    return [place[0] if isinstance(place, tuple) else place for place in KEYWORDS[name] or (1,)]


def has_context(name: str) -> bool:
    return isinstance((KEYWORDS[name] or (1,))[0], tuple)


def template_source(path: Path) -> bytes:
    """A template as Python calls, line by line, so that Babel's reader takes it."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in calls.splitlines()).encode()


def our_files() -> Iterator[tuple[Path, Iterator[tuple[int, Identity, str | None]]]]:
    """Each file of ours beside its texts."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, python_texts(path.read_bytes())
    for pattern in ("*.html", "*.txt"):
        for path in sorted(PACKAGE.rglob(f"templates/**/{pattern}")):
            yield path, template_texts(path)


@cache
def _ours() -> dict[tuple[str, str | None], Found]:
    texts: dict[tuple[str, str | None], Found] = {}
    for path, found in our_files():
        for line, identity, context in found:
            collect(texts, identity, context, (str(path.relative_to(ROOT)), line))
    return texts


def ours() -> dict[tuple[str, str | None], Found]:
    return dict(_ours())


def collect(
    texts: dict[tuple[str, str | None], Found],
    identity: Identity,
    context: str | None,
    place: tuple[str, int],
    *,
    is_upstream: bool = False,
) -> None:
    first = identity[0] if isinstance(identity, tuple) else identity
    found = texts.setdefault((first, context), Found(identity, is_upstream=is_upstream))
    if isinstance(identity, tuple):
        found.identity = identity
    if place not in found.places:
        found.places.append(place)


def upstream_files() -> Iterator[tuple[str, Path]]:
    for name, path in UPSTREAM.items():
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            inside = file.relative_to(path) if path.is_dir() else Path(file.name)
            if not NOT_SHOWN & set(inside.parts):
                yield f"{name}/{inside.as_posix()}" if path.is_dir() else name, file


def translations_of(language: str, folder: Path) -> gettext.NullTranslations:
    return gettext.translation("django", folder / "locale", [language], fallback=True)


def upstream(language: str) -> dict[tuple[str, str | None], Found]:
    """Texts of Django and allauth that a page of ours can show and that they do not translate themselves."""
    texts: dict[tuple[str, str | None], Found] = {}
    for name, path in upstream_files():
        for _line, identity, context in python_texts(path.read_bytes()):
            if not is_unreached(identity) and not is_translated_there(language, name, identity, context):
                # Their line numbers change with every release and help nobody here.
                collect(texts, identity, context, (name, 0), is_upstream=True)
    return texts


@cache
def unreached() -> re.Pattern[str]:
    lines = (
        line
        for line in UNREACHED.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return re.compile("|".join(f"(?:{line})" for line in lines), re.DOTALL)


def is_unreached(identity: Identity) -> bool:
    first = identity[0] if isinstance(identity, tuple) else identity
    return unreached().fullmatch(first) is not None


def is_translated_there(language: str, name: str, identity: Identity, context: str | None) -> bool:
    catalogues = [translations_of(language, folder) for folder in OWN_CATALOGUES[name.split("/")[0] + "/"]]
    first = identity[0] if isinstance(identity, tuple) else identity
    for catalogue in catalogues:
        if isinstance(identity, tuple):
            one, many = identity
            answer = (
                catalogue.npgettext(context, one, many, 2) if context else catalogue.ngettext(one, many, 2)
            )
            if answer not in identity:
                return True
        elif (catalogue.pgettext(context, first) if context else catalogue.gettext(first)) != first:
            return True
    return False
