"""The parts pages are made of. The style guide page shows each of them; every text is translated.

These tags are built into the templates of pages; templates of forms load them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from songfai.kit import pictures
from songfai.kit.addresses import address, asset
from songfai.kit.field_drawn import optional_drawn
from songfai.kit.forms import current_language
from songfai.kit.marks import BADGES, CONFIDENCE, OFFERED_BY, STAGES, Square, display_name, letter_of
from songfai.kit.paging import Count, Page, count_in_words
from songfai.kit.shown import (
    day,
    each_language,
    held,
    language_name,
    lao,
    moment,
    money,
    num,
    own_name,
    pdate,
    plain,
    side_by_side,
    spoken,
    tri,
)
from songfai.kit.top import avatar_drawn, top_drawn

register = template.Library()


# `{% address "plans:activity" slug key %}` is `{% url %}` for the rows of a list and the head of every page (kit.addresses).
register.simple_tag(address)

# ---- Icons, sides, seals ---------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, look: str = "") -> SafeString:
    """`{% icon "check" %}`: a drawing beside a word; `"i-l"` and `"i-xl"` are larger. Names: kit/icons.txt."""
    return _icon(name, look, asset("songfai/icons.svg"))


# Lists show the same few drawings, states and sides hundreds of times.
@lru_cache(maxsize=512, typed=True)
def _icon(name: str, look: str, file: str) -> SafeString:
    return format_html(
        '<svg class="i {}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>', look, file, name
    )


@register.simple_tag
def half(letter: str) -> SafeString:
    """`{% half "a" %}`: the half-disc of a side, left for the first and right for the second."""
    return mark_safe(pictures.half(letter))


# A line may break between a drawing and a no-break space, but not beside a word joiner.
HELD = "\u2060\u00a0\u2060"


@register.simple_tag
def side(side: Any, *, name: Any = "", after: bool = False) -> SafeString:
    """`{% side side %}`: half-disc and name in the side's colour; `after=True` puts the half-disc last.

    A side has a letter (a, b) and a display_name, short_name or name; `name=` says another.
    """
    letter = side if isinstance(side, str) else side.letter
    return _side(letter, spoken(name or display_name(side)), after)


@lru_cache(maxsize=512, typed=True)
def _side(letter: str, words: str, after: bool) -> SafeString:
    mark = pictures.half(letter)
    inner = (
        format_html("{}{}{}", words, HELD, mark_safe(mark))
        if after
        else format_html("{}{}{}", mark_safe(mark), HELD, words)
    )
    return format_html('<span class="side side-{}">{}</span>', letter, inner)


@register.simple_tag
def seal(state: str, offered_by: Any = "", *, large: bool = False, quiet: bool = False) -> SafeString:
    """`{% seal state offered_by %}`: how far a paper is, told by its half-discs; `quiet=True` where words follow."""
    letter = letter_of(offered_by)
    picture = pictures.seal(str(state), letter)
    words = OFFERED_BY.get(letter, STAGES["offered"]) if state == "offered" else STAGES[str(state)]
    return format_html(
        '<svg class="seal{}" viewBox="0 0 24 24" {} focusable="false">{}</svg>',
        " seal-l" if large else "",
        mark_safe('aria-hidden="true"') if quiet else format_html('role="img" aria-label="{}"', words),
        mark_safe(picture),
    )


@register.simple_tag
def stage(state: str, offered_by: Any = "") -> SafeString:
    """`{% stage state offered_by %}`: the seal and its word."""
    return format_html("{} <b>{}</b>", seal(state, offered_by, quiet=True), STAGES[str(state)])


@register.inclusion_tag("kit/stages.html")
def stages(
    state: Any, offered_by: Any = "", *, offered: Any = "", accepted: Any = "", in_force: Any = ""
) -> dict:
    """`{% stages document %}` or `{% stages state offered_by offered=text accepted=text in_force=text %}`.

    The three steps of a paper both sides sign, the present one marked; the texts say who and when.
    """
    if hasattr(state, "state"):
        state, offered_by = state.state, offered_by or getattr(state, "offered_by", "")
    order = ["offered", "accepted", "in_force"]
    reached = {"replaced": 2, "returned": 0, "withdrawn": 0}.get(str(state), -1)
    reached = order.index(str(state)) if str(state) in order else reached
    texts = (offered, accepted, in_force)
    return {
        "steps": [
            {
                "number": number + 1,
                "state": name,
                "by": letter_of(offered_by),
                "words": STAGES[name],
                "text": spoken(texts[number]) if texts[number] else "",
                "past": number <= reached,
                "current": number == reached and str(state) in order,
            }
            for number, name in enumerate(order)
        ],
        "ended": STAGES[str(state)] if str(state) in ("replaced", "returned", "withdrawn") else "",
        "state": str(state),
    }


# ---- Badges -----------------------------------------------------------------------------------------


@register.simple_tag
def state_badge(state: str, words: Any = "") -> SafeString:
    """`{% state_badge "late" %}` or `{% state_badge "late" "12 days late" %}`: icon, word, then colour."""
    look, drawing, usual = BADGES[str(state)]
    return badge(look, drawing, words or usual)


@register.simple_tag
def badge(look: str, drawing: str, words: Any) -> SafeString:
    """`{% badge "warn" "alert-triangle" text %}`: done, track, late, sleep, none, moved, warn, info, sign."""
    return _badge(look, icon(drawing), spoken(words))


@lru_cache(maxsize=512, typed=True)
def _badge(look: str, drawing: SafeString, words: str) -> SafeString:
    return format_html('<span class="st st-{}">{}{}</span>', look, drawing, words)


@register.simple_tag
def squares(cells: Iterable[Square | None]) -> SafeString:
    """`{% squares row.cells %}`: a row of the commitments-by-year grid; None is a year before it was promised.

    A grid has hundreds of squares and few that differ, so they are joined here and not in the template.
    """
    language = current_language()
    made = ("" if cell is None else _square(str(cell.state), cell.number, language) for cell in cells)
    return format_html_join("", "<td>{}</td>", ((square,) for square in made))


@lru_cache(maxsize=1024)
def _square(state: str, number: int | str, language: str) -> SafeString:
    """`language` is part of what makes a square."""
    look, drawing, words = BADGES[state]
    count = format_html(' <span class="num">{}</span>', num(number)) if number != "" else ""
    return format_html(
        '<span class="cell cell-{}">{}<span class="w">{}</span>{}</span>', look, icon(drawing), words, count
    )


@register.simple_tag
def confidence(how: str) -> SafeString:
    """`{% confidence "sure" %}`: three, two, one or no dots, and the word (sure, likely, guess, none)."""
    full, words = CONFIDENCE[str(how) or "none"]
    dots = format_html_join(
        "",
        '<circle class="c-{}" cx="{}" cy="6" r="4.5"/>',
        (("on" if n < full else "off", 6 + 12 * n) for n in range(3)),
    )
    return format_html(
        '<span class="conf"><svg viewBox="0 0 36 12" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        dots,
        words,
    )


# ---- Texts, dates, numbers ----------------------------------------------------------------------------


for shown_as in (
    tri,
    plain,
    lao,
    held,
    pdate,
    day,
    moment,
    money,
    num,
    each_language,
    language_name,
    own_name,
    side_by_side,
):
    register.filter(shown_as)


@register.inclusion_tag("kit/words.html")
def words(doc_words: Mapping[str, Sequence[str]] | Sequence[str]) -> dict:
    """`{% words doc_words %}`: the words for reading aloud; of a mapping by language, the page's own come first."""
    if not isinstance(doc_words, Mapping):
        return {"own": list(doc_words), "others": []}
    own = current_language() if current_language() in doc_words else next(iter(doc_words), "")
    return {
        "own": list(doc_words.get(own, ())),
        "own_language": own,
        "others": [(code, list(said)) for code, said in doc_words.items() if code != own],
    }


@register.simple_tag
def fingerprint(sha: str) -> SafeString:
    """`{% fingerprint sha %}`: a SHA-256 in groups of four, so that it can be read and compared."""
    return format_html(
        '<span class="mono">{}</span>', " ".join(sha[n : n + 4] for n in range(0, len(sha), 4))
    )


@register.simple_tag
def avatar(name: Any) -> SafeString:
    """`{% avatar person.name %}`: a person's initials in a round."""
    return avatar_drawn(name)


@register.simple_tag(takes_context=True)
def top(context: template.Context) -> SafeString:
    """`{% top %}`: the head of every page."""
    return top_drawn(context)


# ---- Lists --------------------------------------------------------------------------------------------


@register.inclusion_tag("kit/pager.html", takes_context=True)
def pager(context: template.Context, page: Page, count: Count | None = None) -> dict:
    """`{% pager page %}`, `{% pager page count %}`: the pages of a list (kit.paging); filters are kept."""
    number = count_in_words(count, current_language()) if count else ""
    return {"page": page, "count": count, "number": number, "first": same_list(context)}


@register.inclusion_tag("kit/export_links.html", takes_context=True)
def export_links(context: template.Context) -> dict:
    """`{% export_links %}`: what is filtered now, as XLSX and CSV (`?export=xlsx`)."""
    return {"xlsx": same_list(context, export="xlsx"), "csv": same_list(context, export="csv")}


def same_list(context: template.Context, **more: str) -> str:
    """The address of this list from its beginning, filtered as now."""
    query = context["request"].GET.copy()
    query.pop("after", None)
    for name, value in more.items():
        query[name] = value
    return "?" + query.urlencode()


@register.simple_block_tag
def nothing(content: str, drawing: str, title: str) -> SafeString:
    """`{% nothing "check" title %}text and link{% endnothing %}`: an empty list says what to do next."""
    return format_html(
        '<div class="empty-s">{}<p class="h3">{}</p>{}</div>', icon(drawing, "i-xl"), spoken(title), content
    )


@register.simple_block_tag
def where(content: str) -> SafeString:
    """`{% where %}<li>...</li>{% endwhere %}`: where the page stands; the last entry is aria-current="page"."""
    return format_html(
        '<div class="container-xl"><nav class="where" aria-label="{}"><ol>{}</ol></nav></div>',
        _("You are here"),
        content,
    )


# ---- Pictures -----------------------------------------------------------------------------------------


@register.simple_tag
def meter(done: int, total: int, look: str = "d") -> SafeString:
    """`{% meter done total %}`: a bar of progress; the words beside it say the same. `"n"` for a task."""
    return mark_safe(pictures.meter(done, total, look))


@register.inclusion_tag("kit/timeline.html")
def timeline(
    points: Sequence[pictures.Point], start: date, end: date, today: date, *, wide: bool = True
) -> dict:
    """`{% timeline points start end today %}`: the term as a picture; on a phone as an equal list."""
    language = current_language()
    return {
        "picture": mark_safe(pictures.timeline(points, start, end, today, language, wide=wide)),
        "entries": pictures.timeline_list(points, today, language),
    }


@register.simple_tag
def thin_timeline(points: Sequence[pictures.Point], start: date, end: date, today: date) -> SafeString:
    """`{% thin_timeline points start end today %}`: the same in one line, for lists of programmes."""
    return mark_safe(pictures.thin_timeline(points, start, end, today, current_language()))


@register.inclusion_tag("kit/lanes.html")
def lanes(rows: Sequence[pictures.Lane], start: date, end: date, today: date) -> dict:
    """`{% lanes rows start end today %}`: who had what from when to when; the same as a list below it."""
    language = current_language()
    return {
        "picture": mark_safe(pictures.lanes(rows, start, end, today, language)),
        "rows": [
            {
                "words": row.words,
                "entries": [
                    {"words": one.words, "when": pictures.when(one, language)} for one in row.stretches
                ],
            }
            for row in rows
        ],
    }


@register.simple_tag
def year_bars(pairs: Sequence[tuple[Any, Any]], most: Any) -> SafeString:
    """`{% year_bars pairs most %}`: what the two sides gave year by year; `most` is the top of the scale."""
    return mark_safe(pictures.year_bars(pairs, most))


@register.inclusion_tag("kit/balance.html")
def balance(side_a: Any, side_b: Any, rows: Sequence[Mapping[str, Any]]) -> dict:
    """`{% balance side_a side_b rows %}`: what each side gave; a row has words, a, b and perhaps a unit, and
    `said`, the two numbers in words, where they are not plain numbers."""
    return {
        "sides": [side_a, side_b],
        "rows": [
            {**row, "bars": [mark_safe(bar) for bar in pictures.balance_bars(row["a"], row["b"])]}
            for row in rows
        ],
    }


# ---- Forms --------------------------------------------------------------------------------------------


# `{% optional %}`: after the label of a field that may stay empty.
register.simple_tag(optional_drawn, name="optional")


@register.inclusion_tag("kit/errors.html")
def errors(form: forms.BaseForm) -> dict:
    """`{% errors form %}`: a summary above the form, each line leading to its field."""
    if not form.is_bound or not form.errors:
        return {"errors": []}
    found = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for field in (one for one in form if one.errors):
        target = field.id_for_label or f"{field.auto_id}_group"
        found += [
            {"text": f"{field.label}: {text}", "href": "" if field.is_hidden else f"#{target}"}
            for text in field.errors
        ]
    return {"errors": found}


@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """`{% field form.title %}`: label, hint, error and control."""
    return bound.as_field_group()


@register.filter
def undo_address(message: Any) -> str:
    """Where a message's "Undo" goes, or nothing (kit.notes)."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo=") for tag in tags if tag.startswith("undo=")), "")
