import re

import pytest

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.record.words import word_list, words_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_differ_even_without_marks_and_tones(language):
    """What is heard on a bad line: no two words of a language differ by their tone alone."""
    heard = [re.sub("[\u0ec8-\u0ecb]", "", fold(word)) for word in word_list(language)]
    assert len(heard) == len(set(heard)) == 256


def test_six_words_come_from_the_beginning_of_the_hash():
    sha256 = "000001ff8040" + "9" * 52
    assert words_of(sha256, "en") == [word_list("en")[n] for n in (0, 0, 1, 255, 128, 64)]
    assert words_of(sha256, "vi")[:3] == ["sen", "sen", "cầu"]
    assert words_of(sha256, "lo")[:3] == ["ບົວ", "ບົວ", "ຂົວ"]


def test_same_picture_in_each_language():
    said = {language: words_of("020304050607" + "0" * 52, language) for language in LANGUAGES}
    assert list(zip(said["lo"], said["vi"], said["en"], strict=True))[0] == ("ກອງ", "trống", "drum")
