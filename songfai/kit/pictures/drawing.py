"""Looks and elements: as classes of the style sheet, or written out for a drawing that stands alone."""

from dataclasses import dataclass, field
from html import escape

# The tokens of songfai.css that pictures need; a test holds both to the same values.
COLOURS = {
    "ink": "#20242c",
    "ink-2": "#4b5260",
    "paper": "#fff",
    "sand": "#f0ebe1",
    "line": "#ddd6c9",
    "line-strong": "#857d6e",
    "a": "#16678f",
    "b": "#a24b0a",
    "action": "#4a2c6d",
    "done": "#1c6b3f",
    "late": "#9f1f17",
    "late-tint": "#fbe3df",
}
FONTS = "Noto Sans, Noto Sans Lao"

# Words keep a white edge where a line passes behind them.
EDGED = {"paint-order": "stroke", "stroke": COLOURS["paper"], "stroke-width": "4", "stroke-linejoin": "round"}

# Class of the style sheet -> the same look as attributes.
LOOKS: dict[str, dict[str, str]] = {
    "tl-past": {"stroke": COLOURS["ink"], "stroke-width": "6", "stroke-linecap": "round"},
    "tl-rest": {"stroke": COLOURS["line"], "stroke-width": "6", "stroke-linecap": "round"},
    "tl-lead": {"stroke": COLOURS["line-strong"], "stroke-width": "1"},
    "tl-dot": {"fill": COLOURS["paper"], "stroke": COLOURS["ink"], "stroke-width": "2.5"},
    "tl-done": {"fill": COLOURS["done"], "stroke": COLOURS["done"], "stroke-width": "2.5"},
    "tl-late": {"fill": COLOURS["late-tint"], "stroke": COLOURS["late"], "stroke-width": "2.5"},
    "tl-now": {"stroke": COLOURS["late"], "stroke-width": "2", "stroke-dasharray": "4 3"},
    "tl-ink": {
        "fill": "none", "stroke": "#fff", "stroke-width": "2.5", "stroke-linecap": "round", "stroke-linejoin": "round",
    },
    "tl-bang": {"fill": "none", "stroke": COLOURS["late"], "stroke-width": "2.5", "stroke-linecap": "round"},
    "tb": {**EDGED, "fill": COLOURS["ink"], "font-size": "15", "font-weight": "600", "font-family": FONTS},
    "t2": {**EDGED, "fill": COLOURS["ink-2"], "font-size": "14", "font-family": FONTS},
    "ln": {"fill": COLOURS["sand"], "stroke": COLOURS["line-strong"], "stroke-width": "1.5"},
    "ln-gap": {
        "fill": COLOURS["late-tint"], "stroke": COLOURS["late"], "stroke-width": "1.5", "stroke-dasharray": "4 3",
    },
    "ln-t": {"fill": COLOURS["ink"], "font-size": "14", "font-family": FONTS},
    "bar-bg": {"fill": COLOURS["sand"]},
    "bar-a": {"fill": COLOURS["a"]},
    "bar-b": {"fill": COLOURS["b"]},
    "bar-n": {"fill": COLOURS["action"]},
    "bar-d": {"fill": COLOURS["done"]},
}  # fmt: skip


@dataclass(slots=True)
class Drawing:
    standalone: bool
    parts: list[str] = field(default_factory=list)

    def add(self, tag: str, look: str, text: str | None = None, **attributes: object) -> None:
        looks: dict[str, object] = dict(LOOKS[look]) if self.standalone else {"class": look}
        written = "".join(
            f' {name.replace("_", "-")}="{value}"' for name, value in {**looks, **attributes}.items()
        )
        self.parts.append(f"<{tag}{written}/>" if text is None else f"<{tag}{written}>{escape(text)}</{tag}>")

    def svg(self, width: int, height: int, look: str, label: str, *, stretch: bool = False) -> str:
        """The whole picture; without a label it is decoration beside words that say the same."""
        head = ['xmlns="http://www.w3.org/2000/svg"'] if self.standalone else [f'class="{look}"']
        head.append(f'viewBox="0 0 {width} {height}"')
        if self.standalone:
            head.append(f'width="{width}" height="{height}"')
        if stretch:
            head.append('preserveAspectRatio="none"')
        head.append(
            f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
        )
        return f"<svg {' '.join(head)}>{''.join(self.parts)}</svg>"


def n(value: float) -> str:
    """A coordinate, without a tail of digits."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
