"""What two versions say differently: entry by entry, field by field, language by language, word by word."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from songfai.kit.languages import LANGUAGES
from songfai.kit.lao import syllables

# Where an entry's own name stands, in this order.
HEADINGS = ("title", "name", "text", "item")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class Shown(NamedTuple):
    """How a field is shown: its label, and words for its values (a table, or a function of the written value)."""

    label: Any
    words: Mapping[str, Any] | Callable[[str], Any] | None = None


Layout = Mapping[str, Any]


class Mark(NamedTuple):
    """A piece of text, and whether the other version says something else there."""

    text: str
    changed: bool


NUMBER = ("number", "")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value in both versions; None where a version has none. `language` is "" for what is not a text."""

    name: str
    label: Any
    language: str
    old: str | None
    new: str | None
    old_marks: tuple[Mark, ...]
    new_marks: tuple[Mark, ...]

    @property
    def same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an array, or (with an empty `id`) the values that stand outside every array.

    `fields` holds every field of the entry, also the same ones, so that the whole entry can be read.
    """

    kind: str
    path: str
    id: str
    label: Any
    number: str
    heading_old: dict[str, str]
    heading_new: dict[str, str]
    fields: tuple[FieldChange, ...]

    @property
    def heading(self) -> dict[str, str]:
        return self.heading_new or self.heading_old


@dataclass(frozen=True, slots=True)
class Differences:
    """The changes in the order of the new version; how many entries were changed, added, removed, or are the same."""

    changes: tuple[Change, ...]
    same: int

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __getitem__(self, place: int) -> Change:
        return self.changes[place]

    def _count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.changes)

    @property
    def changed(self) -> int:
        return self._count(CHANGED)

    @property
    def added(self) -> int:
        return self._count(ADDED)

    @property
    def removed(self) -> int:
        return self._count(REMOVED)


Key = tuple[str, str]
Value = tuple[str, str]


def differences(
    old: Mapping[str, Any] | None, new: Mapping[str, Any], layout: Layout | None = None
) -> Differences:
    """`layout` gives words to fields by name or by path ("items.lead"): a label, or `Shown(label, words)`.

    Entries are matched by their `id`, never by their place. Without `old` everything is added.
    """
    layout = layout or {}
    before, after = entries_of(old or {}), entries_of(new)
    found, same = [], 0
    for key in _order(before, after):
        was, now = before.get(key), after.get(key)
        if was == now:
            same += bool(key[1])
            continue
        found.append(_change(key, was, now, layout))
    return Differences(tuple(found), same)


def entries_of(terms: Mapping[str, Any]) -> dict[Key, dict[Value, str]]:
    """(path, id) -> {(field, language): text}: every array of objects apart, all else under ("", "")."""
    out: dict[Key, dict[Value, str]] = {}
    _gather(terms, ("", ""), "", out)
    return out


def _gather(value: Any, key: Key, name: str, out: dict[Key, dict[Value, str]]) -> None:
    if isinstance(value, Mapping):
        if value and set(value) <= set(LANGUAGES):
            texts = {(name, language): str(value[language]) for language in LANGUAGES if language in value}
            out.setdefault(key, {}).update(texts)
            return
        for inner_name, inner in value.items():
            if key == ("", "") and not name and inner_name == "form":
                continue  # of which form the terms are tells the software that reads them, and nobody else
            if inner_name != "id" or not key[1] or name:
                _gather(inner, key, f"{name}.{inner_name}" if name else inner_name, out)
    elif isinstance(value, list | tuple) and value and all(isinstance(inner, Mapping) for inner in value):
        path = ".".join(part for part in (key[0], name) if part)
        for entry in value:
            inner_key = (path, "/".join(part for part in (key[1], str(entry.get("id", ""))) if part))
            out.setdefault(inner_key, {})
            _gather(entry, inner_key, "", out)
    else:
        out.setdefault(key, {})[name, ""] = _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _order(before: Iterable[Key], after: Iterable[Key]) -> list[Key]:
    """The new version's order; what is gone stands after the last of its array."""
    before, order = list(before), list(after)
    for key in before:
        if key not in order:
            place = max((n for n, other in enumerate(order) if other[0] == key[0]), default=len(order) - 1)
            order.insert(place + 1, key)
    return order


def _change(key: Key, was: dict[Value, str] | None, now: dict[Value, str] | None, layout: Layout) -> Change:
    path, entry = key
    kind = ADDED if was is None else REMOVED if now is None else CHANGED
    was, now = was or {}, now or {}
    names = [*now, *(name for name in was if name not in now)]
    if not entry:
        names = [name for name in names if was.get(name) != now.get(name)]
    if kind != CHANGED or was.get(NUMBER) == now.get(NUMBER):
        names = [name for name in names if name != NUMBER]  # the heading says it
    # In the order of the room's table of words; languages of one field stand together.
    first = {name: place for place, name in reversed(list(enumerate(field for field, _ in names)))}
    listed = {name: place for place, name in enumerate(layout)}
    names.sort(key=lambda name: (listed.get(name[0], len(listed)), first[name[0]], _language(name[1])))
    return Change(
        kind=kind,
        path=path,
        id=entry,
        label=_shown(layout, path).label if path else "",
        number=now.get(NUMBER, was.get(NUMBER, "")),
        heading_old=_heading(was),
        heading_new=_heading(now),
        fields=tuple(_field(path, name, was.get(name), now.get(name), layout) for name in names),
    )


def _language(code: str) -> int:
    return LANGUAGES.index(code) if code in LANGUAGES else 0


def _heading(values: Mapping[Value, str]) -> dict[str, str]:
    for name in HEADINGS:
        if found := {
            language: values[name, language] for language in LANGUAGES if (name, language) in values
        }:
            return found
    return {}


def _shown(layout: Layout, path: str, name: str = "") -> Shown:
    whole = ".".join(part for part in (path, name) if part)
    said = layout.get(whole, layout.get(whole.rsplit(".", 1)[-1], whole.rsplit(".", 1)[-1]))
    return said if isinstance(said, Shown) else Shown(said)


def _field(path: str, name: Value, old: str | None, new: str | None, layout: Layout) -> FieldChange:
    shown = _shown(layout, path, name[0])
    old, new = (_worded(value, shown.words) for value in (old, new))
    old_marks, new_marks = marks(old or "", new or "")
    return FieldChange(name[0], shown.label, name[1], old, new, old_marks, new_marks)


def _worded(value: str | None, words: Mapping[str, Any] | Callable[[str], Any] | None) -> str | None:
    if value is None or words is None:
        return value
    return str(words(value) if callable(words) else words.get(value, value))


def marks(old: str, new: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Both texts in pieces, those that differ marked: by words, in Lao by syllables.

    Texts that share less than a third are marked as a whole: scattered common words explain nothing.
    """
    pieces = (syllables(old), syllables(new))
    matcher = SequenceMatcher(None, pieces[0], pieces[1], autojunk=False)
    if old != new and matcher.ratio() < 1 / 3:
        return _whole(old), _whole(new)
    sides: tuple[list[Mark], list[Mark]] = ([], [])
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        for marked, text in zip(sides, (pieces[0][old_from:old_to], pieces[1][new_from:new_to]), strict=True):
            if text:
                marked.append(Mark("".join(text), tag != "equal"))
    return _joined(sides[0]), _joined(sides[1])


def _whole(text: str) -> tuple[Mark, ...]:
    return (Mark(text, True),) if text else ()


def _joined(marked: list[Mark]) -> tuple[Mark, ...]:
    """A lone space between two changed words is changed with them."""
    out: list[Mark] = []
    for place, mark in enumerate(marked):
        bridge = not mark.changed and mark.text.isspace() and 0 < place < len(marked) - 1
        mark = Mark(mark.text, True) if bridge else mark
        if out and out[-1].changed == mark.changed:
            mark = Mark(out.pop().text + mark.text, mark.changed)
        out.append(mark)
    return tuple(out)
