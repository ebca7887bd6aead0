"""Message catalogues, without GNU gettext: run in .venv as `python -m tools.catalogues update|compile|check|missing|fill`.

update              take every text of the code, the templates and upstream into songfai/locale, say what is missing
compile             write the .mo files
check               fail when a text is missing, untranslated, doubtful, or lost a placeholder
missing LANGUAGE    print the untranslated texts as JSON: {"text": ""}; plurals by their plural, contexts as "context|text"
fill LANGUAGE FILE  take translations from such a JSON
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.assets import ROOT
from tools.extraction import Found, ours, upstream
from tools.say import complain, say

LOCALE = ROOT / "songfai" / "locale"
TRANSLATED = ("lo", "vi")
NAMES = {"lo": "Lao", "vi": "Vietnamese"}
# A fixed date, so that a catalogue changes only when its texts do.
DATE = datetime(2026, 1, 1, tzinfo=UTC)
PLACE = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[#0\- +]*\d*(?:\.\d+)?[sdifr]|\{(\w*)[^{}]*\}")
Key = tuple[str, str | None]


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def empty(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Songfai",
        version="1",
        copyright_holder="the Songfai maintainers",
        header_comment=f"# {NAMES[language]} texts of Songfai. Keep in step with ./dev messages.",
        creation_date=DATE,
        revision_date=DATE,
        last_translator="the Songfai maintainers",
        language_team=NAMES[language],
        fuzzy=False,
    )


def key_of(message: Message) -> Key:
    identity = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return str(identity), message.context


def load(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def known(catalogue: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalogue if message.id}


def wanted(language: str) -> dict[Key, Found]:
    """Every text a page can show in this language: ours, and upstream's where upstream has no translation."""
    texts = ours()
    for key, found in upstream(language).items():
        texts.setdefault(key, found)
    return texts


def is_translated(message: Message) -> bool:
    strings = strings_of(message)
    return bool(strings) and all(strings) and not message.fuzzy


def merge(language: str, translations: dict[Key, str] | None = None) -> Catalog:
    """A catalogue of exactly the wanted texts with the translations there are; others are kept as obsolete."""
    old, fresh = known(load(language)), empty(language)
    new = translations or {}
    texts = wanted(language)
    for key, found in sorted(
        texts.items(), key=lambda pair: (pair[1].is_upstream, pair[1].places, pair[0][0])
    ):
        given = new.get(key) or first_string(old.get(key))
        string = (given,) if isinstance(found.identity, tuple) else given
        comments = ["upstream"] if found.is_upstream else []
        fresh.add(found.identity, string, found.places, context=key[1], auto_comments=comments)
    for key, message in old.items():
        if key not in texts and is_translated(message):
            fresh.obsolete[key[0]] = message
    return fresh


def strings_of(message: Message) -> list[str]:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return [string or "" for string in strings]


def first_string(message: Message | None) -> str:
    return "" if message is None or message.fuzzy else strings_of(message)[0]


def save(language: str, catalogue: Catalog) -> None:
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False)


def problems(language: str) -> Iterator[str]:
    """Everything that keeps the catalogue from being complete, one line each."""
    have = known(load(language))
    for key, found in wanted(language).items():
        message = have.get(key)
        where = found.places[0][0] if found.places else ""
        if message is None:
            yield f"{language}: not in the catalogue (./dev messages): {key[0]!r} {where}"
        elif not is_translated(message):
            yield f"{language}: not translated: {key[0]!r} {where}"
        elif differs(message):
            yield f"{language}: placeholders differ: {key[0]!r} → {first_string(message)!r}"


def differs(message: Message) -> bool:
    """A plural's singular may leave the number out; otherwise every place of the English text is needed."""
    texts = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    needed = places(texts[-1])
    return any(places(string) != needed for string in strings_of(message))


def places(text: str) -> list[str]:
    plain = text.replace("%%", "")
    return sorted(match.group(1) or match.group(0) for match in PLACE.finditer(plain))


def update() -> int:
    for language in TRANSLATED:
        save(language, merge(language))
        untranslated = [message for message in known(load(language)).values() if not is_translated(message)]
        say(f"{NAMES[language]}: {len(known(load(language)))} texts, {len(untranslated)} not translated")
    return compile_all()


def compile_all() -> int:
    count = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parent.parent.name), use_fuzzy=False)
        count += 1
    say(f"message catalogues compiled: {count}")
    return 0


def check() -> int:
    found = [problem for language in TRANSLATED for problem in problems(language)]
    for problem in found:
        complain(problem)
    return 1 if found else 0


def missing(language: str) -> int:
    have = known(load(language))
    texts = wanted(language)
    left = [key for key in texts if key not in have or not is_translated(have[key])]
    print(json.dumps({json_key(key, texts[key]): "" for key in left}, ensure_ascii=False, indent=1))
    return 0


def json_key(key: Key, found: Found) -> str:
    """Of a plural, the plural text: it has the place of the number."""
    text = found.identity[-1] if isinstance(found.identity, tuple) else found.identity
    return f"{key[1]}|{text}" if key[1] else text


def fill(language: str, file: str) -> int:
    given = json.loads(Path(file).read_text(encoding="utf-8"))
    texts = {json_key(key, found): key for key, found in wanted(language).items()}
    taken = {texts[name]: text for name, text in given.items() if name in texts and text}
    save(language, merge(language, taken))
    say(
        f"{NAMES[language]}: {len(taken)} translations taken, {len(given) - len(taken)} left (empty or unknown)"
    )
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "update": update,
    "compile": compile_all,
    "check": check,
    "missing": missing,
    "fill": fill,
}

if __name__ == "__main__":
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
