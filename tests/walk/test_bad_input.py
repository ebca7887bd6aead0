"""What is wrong is said at its field, in the reader's language; what was typed stays in the form, and nothing is saved."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from songfai.support.models import RateVersion, Support
from songfai.visits.models import Cost, Visit
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db

VISIT = {
    "title_vi": "Đoàn đi Viêng Chăn", "level": "high", "host": "2", "manner": "in_person",
    "starts_on": "02/03/2026", "ends_on": "05/03/2026",
}  # fmt: skip
RATES = {
    "state": "in_force", "valid_from": "01/01/2024", "valid_to": "31/12/2024", "currency": "VND", "per_vi": "người/tháng",
    "basis_vi": "Thông tư", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-level_vi": "Đại học",
    "form-0-amount": "4000000",
}  # fmt: skip


def visits(name):
    return lambda made: reverse(f"visits:{name}", args=[made.programme.slug])


def costs(made):
    return reverse("visits:new_line", args=[made.programme.slug, made.visit.key, "costs"])


def giving(made):
    return f"/programmes/{made.programme.slug}/support/new/"


def rates(made):
    return "/rates/own/versions/new/"


# What is wrong -> where it is sent, what is typed, its field, what must still be there, the sentences.
BAD = {
    "a visit that ends before it begins": (
        visits("new"), VISIT | {"ends_on": "01/03/2026"}, "ends_on", ("Đoàn đi Viêng Chăn", "01/03/2026"),
        {
            "en": "The visit ends before it begins", "vi": "Chuyến thăm kết thúc trước khi bắt đầu",
            "lo": "ການຢ້ຽມຢາມສິ້ນສຸດກ່ອນມື້ເລີ່ມ",
        },
    ),
    "a host that is not a party": (
        visits("new"), VISIT | {"host": "7"}, "host", ("Đoàn đi Viêng Chăn", "05/03/2026"),
        {
            "en": "The host must be one of the two sides", "vi": "Bên chủ nhà phải là một trong hai bên",
            "lo": "ເຈົ້າພາບຕ້ອງເປັນຝ່າຍໜຶ່ງໃນສອງຝ່າຍ",
        },
    ),
    "what a visit cost, without a currency": (
        costs, {"kind": "travel", "spent": "41400000"}, "currency", ("41400000",),
        {"en": "Choose the currency", "vi": "Vui lòng chọn loại tiền", "lo": "ກະລຸນາເລືອກສະກຸນເງິນ"},
    ),
    "money given, without a currency": (
        giving, {"kind": "money", "title_vi": "Kinh phí", "year": "2025", "amount": "100000"}, "currency",
        ("Kinh phí", "100000"),
        {"en": "Money needs its currency", "vi": "Số tiền cần có loại tiền: chọn một loại.", "lo": "ຈຳນວນເງິນຕ້ອງມີສະກຸນເງິນ: ກະລຸນາເລືອກ."},
    ),
    "a rate table with a gap": (
        rates, RATES | {"valid_from": "01/03/2025", "valid_to": "", "form-0-amount": "5000000"}, "gap_reason",
        ("01/03/2025", "Thông tư", "5000000"),
        {
            "en": "From 1 January 2025 to 28 February 2025 no version", "vi": "Từ 01/01/2025 đến 28/02/2025 sẽ không có bản nào",
            "lo": "ແຕ່ 1 ມັງກອນ 2025 ຫາ 28 ກຸມພາ 2025 ຈະບໍ່ມີສະບັບໃດ",
        },
    ),
}  # fmt: skip


def kept():
    return [model.objects.count() for model in (Visit, Cost, Support, RateVersion)]


@pytest.mark.parametrize("wrong", BAD)
def test_it_is_said_at_its_field_in_each_language_and_nothing_is_lost_or_saved(wrong, settings):
    settings.TODAY = make.TODAY.isoformat()
    made = making.proposed()
    address, typed, field, stays, said = BAD[wrong]
    client = Client()
    if address is rates:
        client.force_login(make.account(is_staff=True))
        assert client.post("/rates/new/", {"title_vi": "Bảng", "slug": "own"}).status_code == 302
        assert client.post(address(made), RATES).status_code == 302
    else:
        client.force_login(made.leader_a.account)
    before = kept()
    for language, sentence in said.items():
        client.cookies["songfai_language"] = language
        answer = client.post(address(made), typed)
        assert answer.status_code == 422
        page = unescape(answer.text)
        at_field = re.search(rf'<div id="id_{field}_error">.*?</div>', page, re.DOTALL)
        assert at_field and sentence in at_field[0], (language, answer.context["form"].errors)
        for value in stays:
            assert f'value="{value}"' in page or f">{value}<" in page or f">\n{value}<" in page, (
                language,
                value,
            )
        assert kept() == before
