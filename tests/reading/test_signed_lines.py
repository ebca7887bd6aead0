"""Who signed, in lines and brackets; when the sides look back; what a table of a plan promises."""

import pytest

from songfai.reading import read

LAO = "ຂໍ້ຕົກລົງຮ່ວມມື\n\nຝ່າຍ ກ: ໂຮງໝໍມິດຕະພາບ\nຝ່າຍ ຂ: ໂຮງໝໍບາກມາຍ\n\nມາດຕາ 1 ຂົງເຂດຮ່ວມມື\n1. ສົ່ງທ່ານໝໍໄປຝຶກອົບຮົມ ປີລະ 5 ທ່ານ;\nມາດຕາ 2 ຜົນສັກສິດ\nຂໍ້ຕົກລົງນີ້ມີຜົນສັກສິດແຕ່ວັນລົງນາມ.\n\n"
PLAN = """JOINT WORK PLAN 2027
Department of Forests of Xekong (Lao PDR)
Forest Protection Office of Quang Nam (Viet Nam)

A. What was done in 2026
   Four joint patrols; 30 wire snares removed.

B. Activities for 2027

No.  Activity                                        Time       Lead
---  ----------------------------------------------  ---------  --------
1    Six joint patrols along the border              All year   Both
2    Training course on mapping for 12 rangers       May        Quang Nam

C. Arrangements

   - The heads of the two agencies meet every quarter, by turns.
   - Half-year results are summed up in June 2027 and the whole year in December 2027.
"""


def test_post_name_and_signed_mark_on_one_line():
    text = (
        LAO + "ຜູ້ອຳນວຍການໂຮງໝໍມິດຕະພາບ: ຄຳພອນ ວົງສາ (ລາຍເຊັນ)\nຮອງຜູ້ອຳນວຍການ ໂຮງໝໍບາກມາຍ: ດຣ. ຕຣັນ ວັນ ຮຸ່ງ (ລາຍເຊັນ)\n"
    )
    assert [person.name for person in read(text).signatories] == ["ຄຳພອນ ວົງສາ", "ຕຣັນ ວັນ ຮຸ່ງ"]


def test_names_in_brackets_below_the_line_to_sign():
    text = (
        LAO
        + "ລົງຊື່ ................              ລົງຊື່ ................\n(ຮສ.ປອ ຄຳພອນ ວົງສາ)                (ດຣ. ສົມໃຈ ພົມມະຈັນ)\n"
    )
    assert [person.name for person in read(text).signatories] == ["ຄຳພອນ ວົງສາ", "ສົມໃຈ ພົມມະຈັນ"]


def test_rows_of_a_plan_are_duties_and_its_headings_are_not():
    found = [duty.text for duty in read(PLAN).commitments]
    assert any(text.startswith("Six joint patrols") for text in found)
    assert any(text.startswith("Training course on mapping") for text in found)
    assert not any("What was done" in text or "Activities for" in text for text in found)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The Parties shall carry out a terminal evaluation.", {"final"}),
        ("The Parties shall review progress every half-year.", {"six_monthly"}),
        ("An evaluation shall be carried out at the end of 2029.", {"final"}),
        ("The Parties shall meet every year to sum up the results.", {"annual"}),
    ],
)
def test_reviews_are_told_apart(sentence: str, wanted: set[str]):
    text = f"AGREEMENT\n\nParty A: Vinh University\nParty B: Savannakhet University\n\nArticle 1. Areas of cooperation\n1. Exchange of students.\nArticle 2. Review\n{sentence}\n"
    assert {review.kind for review in read(text).reviews} == wanted


def test_half_year_and_whole_year_are_two_reviews():
    assert {review.kind for review in read(PLAN).reviews} == {"quarterly", "six_monthly", "final"}
