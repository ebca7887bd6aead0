"""Every part that pages are made of, on one page: to build with, to compare and to check for access."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from songfai.kit.dates import PartialDate
from songfai.kit.forms import DecimalFormField, PartialDateFormField, TrilingualFormField
from songfai.kit.languages import Trilingual
from songfai.kit.marks import Square
from songfai.kit.paging import Count, Page
from songfai.kit.pictures import COLOURS, Point

TODAY = date(2026, 3, 10)
START, END = date(2023, 5, 23), date(2026, 12, 31)

SIDE_A = SimpleNamespace(
    letter="a", short_name=Trilingual(lo="ຝ່າຍຫວຽດນາມ", vi="Phía Việt Nam", en="Viet Nam")
)
SIDE_B = SimpleNamespace(letter="b", short_name=Trilingual(lo="ຝ່າຍລາວ", vi="Phía Lào", en="Lao side"))

WORDS = {
    "lo": ("ບົວ", "ຂົວ", "ກອງ", "ເຂົ້າ", "ເມກ", "ເຮືອ"),
    "vi": ("sen", "cầu", "trống", "lúa", "mây", "đò"),
}
FINGERPRINT = "8f2b61c40d9e77a15b30c2f8914e06d7a3b52c19e8407df61a92b05c63e8f41d"


class Form(forms.Form):
    """One of each kind of field."""

    head = TrilingualFormField(
        label=_("Head of delegation"), help_text=_("Write the name as on the passport."), max_length=60
    )
    back_on = PartialDateFormField(
        label=_("Return date"),
        help_text=_("Day, month, year. For example 5 3 2026. A month alone is accepted."),
    )
    persons = DecimalFormField(label=_("Persons"), required=False, min_value=1, decimal_places=0)
    reason = forms.CharField(
        label=_("Reason for changing the turn to host"),
        help_text=_("The other side reads it word for word."),
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("visit", _("Visit")), ("course", _("Course"))])
    turn = forms.ChoiceField(
        label=_("Who is host"),
        choices=[("a", _("First side")), ("b", _("Second side"))],
        widget=forms.RadioSelect,
        required=False,
    )
    paper = forms.FileField(label=_("Paper"), required=False)
    agreed = forms.BooleanField(label=_("I have compared the six words with the other side"), required=False)


TYPED = {
    "head_vi": "Trần Văn Khải",
    "head_lo": "ຈັນ ວັນ ຄາຍ",
    "back_on": "31 2 2026",
    "persons": "14",
    "reason": "",
}


def points() -> list[Point]:
    return [
        Point(START, "signature", str(_("Signature")), done=True),
        Point(date(2023, 12, 20), "review", str(_("Review of %(year)s") % {"year": 2023}), done=True),
        Point(date(2024, 3, 25), "review", str(_("Talks and review")), done=True),
        Point(date(2024, 12, 12), "midterm", str(_("Mid-term review")), done=True),
        Point(date(2025, 3, 18), "review", str(_("Review of %(year)s") % {"year": 2024}), done=True),
        Point(date(2025, 12, 15), "review", str(_("Talks")), done=False),
        Point(date(2026, 3, 31), "review", str(_("Review of %(year)s") % {"year": 2025})),
        Point(date(2026, 6, 30), "decision", str(_("Decision to renew"))),
        Point(END, "final", str(_("Final summary"))),
    ]


COMMITMENTS = (
    Trilingual(
        lo="ແລກປ່ຽນຄະນະຜູ້ແທນ ຂັ້ນການນຳກະຊວງ", vi="Trao đổi đoàn cấp lãnh đạo Bộ", en="Visits of ministry leaders"
    ),
    Trilingual(lo="ສຳເນົາເອກະສານ", vi="Hỗ trợ về lưu trữ", en="Support for archives"),
    Trilingual(lo="ສຳມະນາຮ່ວມ", vi="Hội thảo chung", en="Joint seminar"),
)
CELLS = (
    (Square("done", 1), Square("done", 1), Square("done", 1), Square("on_track")),
    (Square("done", 1), Square("done", 1), Square("asleep"), Square("asleep")),
    (Square("not_due"), Square("done", 1), Square("late", 1), Square("at_risk")),
)
GIVEN = (
    {"words": Trilingual(lo="ຄະນະທີ່ໄດ້ຕ້ອນຮັບ", vi="Đoàn đã đón", en="Delegations received"), "a": 7, "b": 6},
    {
        "words": Trilingual(lo="ບ່ອນຝຶກອົບຮົມທີ່ສະໜອງ", vi="Suất bồi dưỡng", en="Training places offered"),
        "unit": Trilingual(lo="ຄົນ", vi="người", en="persons"),
        "a": 86,
        "b": 12,
    },
)


def grid_rows() -> list[dict[str, object]]:
    return [
        {"text": text, "href": "#s-grid", "cells": cells}
        for text, cells in zip(COMMITMENTS, CELLS, strict=True)
    ]


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "kit/styleguide.html",
        {
            "colours": [(name, COLOURS[name]) for name in ("a", "b", "action", "ink", "ink-2", "sand")],
            "side_a": SIDE_A,
            "side_b": SIDE_B,
            "doc_words": WORDS,
            "sha": FINGERPRINT,
            "by": PartialDate.parse_code("../2030"),
            "today": TODAY,
            "start": START,
            "end": END,
            "points": points(),
            "years": range(2023, 2027),
            "rows": grid_rows(),
            "given": GIVEN,
            "form": Form(TYPED),
            "foreign": Trilingual(vi="Thu hồi nước ngưng cấp lại cho lò hơi"),
            "list_page": Page(rows=[], next_query="after=x", is_first=False),
            "list_count": Count(214, capped=False),
        },
    )
