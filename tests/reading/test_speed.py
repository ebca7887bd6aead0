"""Reading stays quick, whatever the text."""

import random
import sys
import time
from pathlib import Path

import pytest

from songfai.reading import read

SAMPLES = Path(__file__).parents[2] / "samples"


def seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "name", ["agreement-en.txt", "chuong-trinh-vi.txt", "banthuk-lo.txt", "seed-002-lo.txt"]
)
def test_five_pages_are_read_in_half_a_second(name: str):
    text = (SAMPLES / name).read_text(encoding="utf-8")
    pages = (text * 6)[:15_000]
    read(pages)
    assert min(seconds(pages) for _ in range(2)) < 0.5


def noise(kind: str, size: int) -> str:
    chance = random.Random(7)
    alphabets = {
        "latin": "abcdefghij ABC ,.;:-()0123456789\n ăâđêôơư",
        "lao": "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮະາຳິີຶືຸູເແໂໃໄ່້ ແລະ,.;0123456789\n",
        "blank": " \t \n-.",
        "digits": "0123456789/.- ",
    }
    if kind == "words":
        words = "hai bên ký kết chương trình phối hợp giữa Sở và Bộ, Hội sẽ tổ chức The Ministry of and signed between".split()
        return " ".join(chance.choice(words) for _ in range(size // 5))
    return "".join(chance.choice(alphabets[kind]) for _ in range(size))


def steps(text: str) -> int:
    """How many calls of Python and of its C functions one reading takes."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", ["latin", "lao", "blank", "digits", "words"])
def test_noise_is_read_in_time_that_grows_with_its_length(kind: str):
    short, long = noise(kind, 20_000), noise(kind, 80_000)
    read(short)
    assert steps(long) < 6 * steps(short)
    assert seconds(noise(kind, 200_000)) < 20
