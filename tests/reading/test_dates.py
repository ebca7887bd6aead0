"""The day of signing, in the ways reports and papers give it."""

import pytest

from songfai.reading import read

SIGNED = [
    ("The two universities signed an agreement.\n\nVientiane University and Vinh University signed it on the 3rd of June 2025.", "2025-06-03"),
    ("KPL - Lao Customs and Thai Customs signed a memorandum of understanding on Feb. 26, 2024 in Luang Prabang.", "2024-02-26"),
    ("Lao Airlines and Vietnam Airlines signed a codeshare agreement on the 21st of August, 2025, in Hanoi.", "2025-08-21"),
    ("The Lao Red Cross and Thai Red Cross signed an agreement in Vientiane early this month.\n\n(Latest update October 8, 2025)", "2025-10"),
    ("The Lao Red Cross and Thai Red Cross signed an agreement in Vientiane last month.\n\n(Latest update January 12, 2026)", "2025-12"),
    ("Times Reporters, Wednesday, September 10, 2025\n\nThe Lao Red Cross and Thai Red Cross signed an agreement on Tuesday.", "2025-09-09"),
    ("The Lao Red Cross and Thai Red Cross concluded a cooperation programme in mid-July.", "--07"),
    ("VIENTIANE, Nov. 7 (KPL) - The Lao Red Cross and Thai Red Cross on Friday signed an agreement.", "--11-07"),
    ("The Lao Red Cross and Thai Red Cross signed an agreement at talks on December 2-3, 2025.", "2025-12-02"),
    ("WORK PLAN 2027\nDepartment of Customs of Savannakhet (Lao PDR)\nCustoms Office of Quang Tri (Viet Nam)\n\nThe two agencies met on 2-3 December 2026 and adopted this Work Plan on the last day.\n\nA. Activities\n1. Joint patrols every month.\n2. Training for 10 officers.\n", "2026-12-03"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SIGNED)
def test_the_day_of_signing_is_read(text: str, wanted: str):
    signed = read(text).signed_on
    assert signed is not None and signed.value == wanted
