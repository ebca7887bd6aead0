"""Text as it is stored, and text as it is searched and compared. Plain Python.

Lao letters are never thinned: its vowels and tones are combining marks, and a word without them is
another word or none.
"""

import re
import unicodedata

ZWSP = "\u200b"
NBSP = "\u00a0"

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_C0_C1 = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))).replace("\n", "").replace("\t", "")
_NEVER_STORED = re.compile(f"[{re.escape(_BIDI + _C0_C1)}\ufeff\ud800-\udfff]")
_INVISIBLE = re.compile(f"[{_BIDI}\u00ad\u034f\u200b-\u200d\u2060-\u2064\ufeff\ufe00-\ufe0f]")

_TONES = "\u0ec8-\u0ecb"
# AM typed as two letters, with the tone mark before, between or after them.
_AM_IN_PARTS = re.compile(f"([{_TONES}]?)\u0ecd([{_TONES}]?)\u0eb2|([{_TONES}]?)\u0eb2\u0ecd")
_TONE_BEFORE_VOWEL = re.compile(f"([{_TONES}])([\u0eb1\u0eb4-\u0ebc\u0ecd])")
_LAO_DIGITS = {0x0ED0 + digit: str(digit) for digit in range(10)}
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D"})


def western_digits(text: str) -> str:
    """໐-໙ become 0-9; everything else stays."""
    return text.translate(_LAO_DIGITS)


def _one_am(text: str) -> str:
    return _AM_IN_PARTS.sub(lambda m: "".join(tone or "" for tone in m.groups()) + "\u0eb3", text)


def normalise_input(text: str, *, keep_zwsp: bool = False) -> str:
    """What is stored of what was typed: NFC, one spelling of AM, no invisible controls, trimmed.

    `keep_zwsp` is for documents quoted exactly as signed; everywhere else U+200B is taken out, because it
    spoils search and hashes and is put back for display by `lao.break_lines`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _NEVER_STORED.sub("", text)
    if not keep_zwsp:
        text = text.replace(ZWSP, "")
    return unicodedata.normalize("NFC", _one_am(text)).strip()


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something: in our papers every line break ends a paragraph."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def normalise_line(text: str) -> str:
    """As `normalise_input`, on one line with single spaces: names, titles, labels."""
    return " ".join(normalise_input(text).split())


def _without_latin_marks(text: str) -> str:
    kept: list[str] = []
    latin = False
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.category(letter) == "Mn":
            if latin:
                continue
        else:
            latin = letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"
        kept.append(letter)
    return "".join(kept)


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    text = _without_latin_marks(text.translate(_D_WITH_STROKE))
    text = unicodedata.normalize("NFC", western_digits(text))
    text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
    text = _one_am(text.replace("\u0ec0\u0ec0", "\u0ec1"))
    return " ".join(text.replace("ຫລ", "ຫຼ").split())


def fold(text: str) -> str:
    """The form in which texts are searched and compared; never shown and never stored as the text itself.

    Case, Vietnamese marks, đ, U+200B and double spaces are levelled; in Lao only the spelling variants are:
    AM in one or two letters, ໜ/ຫນ, ໝ/ຫມ, ຫຼ/ຫລ, a tone typed before its vowel, ເເ for ແ, ໐-໙ for 0-9.
    """
    previous = None
    while text != previous:
        previous, text = text, _fold_once(text)
    return text


def initials(name: str) -> str:
    """The letters for a round picture: of the first and the last word of a name without courtesy words.

    A leading Lao vowel is passed over: ວິໄລພອນ ແກ້ວມະນີ gives ວກ.
    """
    words = [word for word in normalise_line(name).split() if any(c.isalpha() for c in word)]
    return "".join(_first_letter(word) for word in (words if len(words) < 2 else (words[0], words[-1])))


def _first_letter(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    for letter in letters:
        if not "\u0ec0" <= letter <= "\u0ec4":
            return letter.upper()
    return letters[0]


def is_lao(text: str) -> bool:
    """Whether there is any Lao letter in it."""
    return any("\u0e80" <= letter <= "\u0eff" for letter in text)
