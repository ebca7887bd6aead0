"""The two source texts: what a careful reader finds in them."""

from pathlib import Path

import pytest

from songfai.reading import Draft, read

SAMPLES = Path(__file__).parents[2] / "samples"

# What the two texts promise (design/mission.md, rows P2 to P11 and M4 to M11), each by words of its place.
LABOUR_AND_SCIENCE = [
    ("ປະຕິບັດຄໍາສັ່ງ, ມະຕິ, ບົດສະຫຼຸບຂອງພັກ", "directive"),
    ("ຈັດຕັ້ງການຄົ້ນຄວ້າ, ແນະນຳ, ສະເໜີໃຫ້ຄະນະປະຈຳພັກແຂວງ", "research_advice"),
    ("ຊຸກຍູ້ການເຄື່ອນໄຫວຄົ້ນຄວ້າ", "campaign"),
    ("ໃຫ້ກຽດ ແລະ ມອບລາງວັນປະຈຳປີ", "award"),
    ("ເຂົ້າຮ່ວມການແຂ່ງຂັນປະດິດສ້າງດ້ານເຕັກນິກ", "contest"),
    ("ໄດ້ຮັບການອະນຸມັດຈາກແຮງງານສ້າງສັນ", "award"),
    ("ແນະນຳບັນດາຜົນງານວິທະຍາສາດ", "nomination"),
    ("ແນະນຳບັນດານັກປັນຍາຊົນດີເດັ່ນ", "nomination"),
    ("ການນຳຂອງ 2 ໜ່ວຍງານແມ່ນຮັບຜິດຊອບຊີ້ນຳ", "directive"),
    ("ຈັດກອງປະຊຸມປຶກສາຫາລື", "meeting"),
]
HOME_AFFAIRS = [
    ("ຮັກສາການຢ້ຽມຢາມພົບປະຂັ້ນສູງ", "visit"),
    ("ບຳລຸງພະນັກງານ, ລັດຖະກອນໃນການຄຸ້ມຄອງລັດ", "course"),
    ("ບຳລຸງສ້າງນັກສຶກສາລາວ ລະດັບປະລິນຍາຕີ", "students"),
    ("ໜູນວຽນຈັດຕັ້ງການພົບປະແລກປ່ຽນຄະນະຜູ້ແທນຂັ້ນສູງ", "visit"),
    ("ຈັດຕັ້ງຊຸດຝຶກອົບຮົມໄລຍະສັ້ນ 1-3 ເດືອນ", "course"),
    ("ແບ່ງປັນປະສົບການ", "experience"),
    ("ແບ່ງປັນການໜູນຊ່ວຍໂດຍກົງ", "support"),
    ("ການຜັນຂະຫຍາຍໂຄງການຫັນເປັນດິຈິຕອນ", "project"),
]


def seed(number: str) -> tuple[str, Draft]:
    text = (SAMPLES / f"seed-{number}-lo.txt").read_text(encoding="utf-8")
    return text, read(text)


def found(text: str, draft: Draft, wanted: list[tuple[str, str]]) -> list[bool]:
    """Whether a commitment of the right type stands over each of the wanted words."""
    answers = []
    for words, kind in wanted:
        start = text.index(words)
        end = start + len(words)
        answers.append(
            any(
                duty.type == kind
                and duty.span[0] < end - len(words) // 2
                and start + len(words) // 2 < duty.span[1]
                for duty in draft.commitments
            )
        )
    return answers


def test_labour_and_science_programme_is_read():
    _, draft = seed("002")
    assert draft.language == "lo"
    assert draft.kind is not None
    assert draft.kind.value == "coordination_programme"
    assert [party.name for party in draft.parties] == [
        "ສະຫະພັນກຳມະບານແຂວງ",
        "ສະຫະພັນກຳມະບານ ວິທະຍາສາດ ແລະ ເຕັກໂນໂລຊີ ແຂວງ",
    ]
    assert draft.signed_on is not None
    assert (draft.signed_on.value, draft.signed_on.precision) == ("--08-01", "day")
    assert draft.period is not None
    assert (draft.period.start, draft.period.end) == ("2024", "2030")
    assert [(person.name, person.title, person.party) for person in draft.signatories] == [
        ("ຫວໍແມ້ງເຊີນ", "ປະທານສະຫະພັນກຳມະບານແຂວງ", "ສະຫະພັນກຳມະບານແຂວງ"),
        (
            "ຫງວຽນວັນຟາດ",
            "ປະທານສະຫະພັນກຳມະບານ ວິທະຍາສາດ ແລະ ເຕັກໂນໂລຊີ ແຂວງ",
            "ສະຫະພັນກຳມະບານ ວິທະຍາສາດ ແລະ ເຕັກໂນໂລຊີ ແຂວງ",
        ),
    ]
    assert [(review.kind, review.when) for review in draft.reviews] == [
        ("annual", "every_year"),
        ("midterm", "P3Y"),
        ("final", "../2030"),
    ]


def test_labour_and_science_promises_are_found():
    text, draft = seed("002")
    answers = found(text, draft, LABOUR_AND_SCIENCE)
    assert sum(answers) >= 9, [
        words for (words, _), answer in zip(LABOUR_AND_SCIENCE, answers, strict=True) if not answer
    ]
    assert len(draft.commitments) <= 12


def test_home_affairs_memorandum_is_read():
    text, draft = seed("000")
    assert draft.kind is not None
    assert draft.kind.value == "memorandum"
    assert [party.name for party in draft.parties] == ["ກະຊວງພາຍໃນ ຫວຽດນາມ", "ກະຊວງພາຍໃນລາວ"]
    assert [(period.label, period.start, period.end) for period in draft.periods] == [
        ("term", "2023", "2026"),
        ("focus", "2024", "2026"),
    ]
    assert draft.signed_on is None
    assert draft.signatories == []
    assert text[slice(*draft.periods[0].span)].strip() == "ໄລຍະ 2023-2026"


def test_home_affairs_promises_are_found():
    text, draft = seed("000")
    answers = found(text, draft, HOME_AFFAIRS)
    assert sum(answers) >= 7, [
        words for (words, _), answer in zip(HOME_AFFAIRS, answers, strict=True) if not answer
    ]
    assert len(draft.commitments) <= 11


@pytest.mark.parametrize("words", ["ພາບລວມຂອງພິທີລົງນາມ", "ບັນດາຜູ້ແທນເຂົ້າຮ່ວມພິທີລົງນາມ", "ທີ່ມາ: https"])
def test_captions_and_sources_are_no_promises(words: str):
    text, draft = seed("002")
    at = text.index(words)
    assert not any(duty.span[0] <= at < duty.span[1] for duty in draft.commitments)
    assert any(start <= at < end for start, end in draft.unread)


def test_old_and_new_spelling_of_lao_read_the_same():
    text, draft = seed("002")
    other = read(
        text.replace("\u0eb3", "\u0ecd\u0eb2").replace("ຫຼ", "ຫລ").replace("ໜ", "ຫນ").replace("ໝ", "ຫມ")
    )
    assert [duty.type for duty in other.commitments] == [duty.type for duty in draft.commitments]
    assert len(other.parties) == 2
    assert other.period is not None
    assert (other.period.start, other.period.end) == ("2024", "2030")
