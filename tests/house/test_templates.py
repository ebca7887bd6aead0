"""Templates: strict about scripts and styles, and every word of them translatable."""

import re
from configparser import ConfigParser
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "songfai").rglob("templates/**/*.html"))
# Names are the same in every language.
NOT_TRANSLATED = {"Songfai", "XLSX", "CSV", "PDF", "DOCX", "JSON", "SHA", "ID", "TOTP", "QR"}
SPOKEN = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
TRANSLATED_BLOCK = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
# An element whose own name is chosen by a tag: <{% if x %}a{% else %}button{% endif %} ...>
CHOSEN = re.compile(r"(?<=<){%.*?%}|(?<=</){%.*?%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "circle", "rect", "line"}


class Reader(HTMLParser):
    """Collects what a person would read, and what the policy would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.refused: list[str] = []
        # Inside an element that names its language the words are meant to stand there as they are.
        self.own_language: list[str] = []
        self.in_data = False
        # What is typed at a command line is the same in every language.
        self.in_code = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.in_code += tag == "code"
        if self.own_language:
            attributes = [(name, value) for name, value in attributes if name not in SPOKEN]
        self.texts += [value for name, value in attributes if name in SPOKEN and value]
        self.refused += [f"{name}=" for name in given if name == "style" or name.startswith("on")]
        self.refused += [
            value for value in given.values() if value and value.strip().lower().startswith("javascript:")
        ]
        self.in_data = tag == "script" and given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not self.in_data):
            self.refused.append(f"<{tag}>")
        if tag not in VOID and (self.own_language or given.get("lang") in ("lo", "vi", "en")):
            self.own_language.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        self.in_code -= tag == "code"
        self.in_data = False
        if tag in self.own_language:
            while self.own_language.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.own_language and not self.in_data and not self.in_code:
            self.texts.append(data)


def read(path: Path) -> Reader:
    text = path.read_text(encoding="utf-8")
    for pattern in (COMMENT, TRANSLATED_BLOCK, CHOSEN):
        text = pattern.sub("", text)
    reader = Reader()
    # A tag of the template becomes a sign without letters, so that attributes stay whole.
    reader.feed(TAG.sub("·", text))
    reader.close()
    return reader


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "songfai")))
def test_template_has_no_inline_script_or_style(path):
    assert read(path).refused == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "songfai")))
def test_template_has_no_word_that_cannot_be_translated(path):
    words = [
        word for text in read(path).texts for word in LETTERS.findall(text) if word not in NOT_TRANSLATED
    ]
    assert words == []


# Rooms whose template takes a tag from a room above them, which .importlinter cannot see: docs/adr/0078.
TAKEN_FROM_ABOVE = {("plans", "two_places", "visits")}
LOADED = re.compile(r"{%\s*load\s+([\w\s]+?)\s*%}")


def floors() -> dict[str, int]:
    """By room, counted from the top; rooms side by side are on one floor."""
    contract = ConfigParser()
    contract.read(ROOT / ".importlinter")
    lines = contract["importlinter:contract:floors"]["layers"].split("\n")
    return {room.strip(" ()"): n for n, line in enumerate(filter(None, lines)) for room in line.split("|")}


def test_templates_take_tags_from_the_floors_below():
    floor = floors()
    libraries = {path.stem: path.parts[-3] for path in (ROOT / "songfai").glob("*/templatetags/*.py")}
    above = set()
    for path in TEMPLATES:
        room = path.relative_to(ROOT / "songfai").parts[0]
        for names in LOADED.findall(path.read_text(encoding="utf-8")):
            owners = [(name, libraries[name]) for name in names.split() if name in libraries]
            above |= {(room, name, owner) for name, owner in owners if floor[owner] < floor[room]}
    assert above == TAKEN_FROM_ABOVE


def test_reader_notices_what_it_is_for(tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text(
        '{# fine #}<p style="x" onclick="go()" title="Tell me">{% translate "ok" %} Some words {{ n }}</p>'
        '<script>go()</script><a href="javascript:go()"></a>{% blocktranslate %}whole{% endblocktranslate %}'
    )
    reader = read(bad)
    assert reader.refused == ["style=", "onclick=", "<script>", "javascript:go()"]
    assert {"Tell", "me", "Some", "words"} <= {w for text in reader.texts for w in LETTERS.findall(text)}
    assert not {"fine", "whole", "ok"} & {w for text in reader.texts for w in LETTERS.findall(text)}
