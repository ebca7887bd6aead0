"""The half-disc of a side and the seal of a paper: the stage is told without colour."""

from songfai.kit.pictures.drawing import COLOURS

SLEEP_EDGE = "#6b7381"

HALVES = {"a": "M13 1.5A10.5 10.5 0 0 0 13 22.5z", "b": "M1 1.5A10.5 10.5 0 0 1 1 22.5z"}
WHOLE = {"a": "M12 2A10 10 0 0 0 12 22z", "b": "M12 2A10 10 0 0 1 12 22z"}
APART = {"a": "M11 2.2A10 10 0 0 0 11 21.8z", "b": "M13 2.2A10 10 0 0 1 13 21.8z"}


def half(letter: str) -> str:
    """The mark of a side. Decoration: the side's name stands beside it."""
    return (
        f'<svg class="hd mk-{letter}" viewBox="0 0 14 24" aria-hidden="true" focusable="false">'
        f'<path d="{HALVES[letter]}"/></svg>'
    )


def seal(state: str, offered_by: str = "") -> str:
    """The inside of a seal (a drawing of 24 by 24): dashed is not yet, filled is approved, whole is in force."""
    if state in ("draft", "offered"):
        return "".join(
            seal_half(letter, filled=state == "offered" and letter == offered_by) for letter in "ab"
        )
    if state == "accepted":
        return (
            seal_half("a", filled=True)
            + seal_half("b", filled=True)
            + '<path d="M12 0V24" stroke="#fff" stroke-width="2.4"/>'
            + f'<path d="M12 1V23" stroke="{COLOURS["ink"]}" stroke-width="1.4" stroke-dasharray="2 2.2"/>'
        )
    if state == "in_force":
        return (
            f'<path d="{WHOLE["a"]}" fill="{COLOURS["a"]}"/><path d="{WHOLE["b"]}" fill="{COLOURS["b"]}"/>'
            '<path d="M7.6 12.3l3 3 5.8-6" fill="none" stroke="#fff" stroke-width="2.4"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )
    return (
        f'<g fill="none" stroke="{SLEEP_EDGE}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
        f'<circle cx="12" cy="12" r="9.6"/><path d="{ENDED[state]}"/></g>'
    )


ENDED = {
    "replaced": "M5 19L19 5",
    "returned": "M10 14.5L7 11.5l3-3M7 11.5h7a2.6 2.6 0 0 1 0 5.2h-1",
    "withdrawn": "M7.5 12h9",
}


def seal_half(letter: str, *, filled: bool) -> str:
    colour = COLOURS[letter]
    if filled:
        return f'<path d="{APART[letter]}" fill="{colour}" stroke="{colour}" stroke-width="1.6"/>'
    return f'<path d="{APART[letter]}" fill="#fff" stroke-width="1.6" stroke-dasharray="2.4 1.8" stroke="{colour}"/>'
