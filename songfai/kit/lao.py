"""Lao words, syllables and order; the order of Vietnamese names. Plain Python with ICU for words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from icu4py.breakers import LineBreaker

from songfai.kit.text import NBSP, ZWSP, fold

# ---------------------------------------------------------------- syllables

_LEAD = "ເແໂໃໄ"
_CONSONANT = "ກ-ຮໜໝ"
_TONE = "\u0ec8-\u0ecb"
_OVER = "\u0eb1\u0eb4-\u0eb9\u0ebb\u0ecd"  # vowels above and below
_MARKS = f"{_OVER}{_TONE}\u0ebc\u0ecc"
_AFTER = "ະາຳຽ"

_FINALS = "ກງດບນມຍວຣລສຕພຈຊທຟ"
# What may not follow a closing consonant, because it would open the next syllable with it: a sign of its own, or
# ອ or ວ standing as the vowel between it and another closing consonant (ດອນ, ກວດ).
_OWN_VOWEL = rf"[{_MARKS}{_AFTER}]|[ອວ][{_TONE}]?[{_FINALS}](?![{_MARKS}{_AFTER}])"
_CLOSE = rf"(?:[{_FINALS}](?!{_OWN_VOWEL})(?:[{_CONSONANT}]?\u0ecc)?)"
_ONSET = rf"(?:ຫ[ງຍນມລຣວ\u0ebc]|[{_CONSONANT}])\u0ebc?"
# Two consonants open one syllable only in these pairs: ກວາງ, ແຂວງ, ຫງວຽນ, ກຣົວ. The old spelling has ກ່ວາ.
_PAIR = rf"(?:(?:ຫ[ງຍລ\u0ebc]|[ກຂຄງຈຊສຖທຮ])[{_TONE}]?ວ|[ກຂຄຕທປຜພຟບດ][ຣລ])"
_ONSETS = rf"(?:{_PAIR}(?=[{_MARKS}{_AFTER}])|{_ONSET})"
_CLUSTER = rf"(?:{_PAIR}(?=[{_MARKS}{_AFTER}]|[{_FINALS}](?!{_OWN_VOWEL}))|{_ONSET})"
_T = rf"[{_TONE}]?"

_SYLLABLE = re.compile(
    rf"""
      [ໃໄ]{_ONSETS}{_T}(?:ຍ(?!{_OWN_VOWEL}))?(?:[{_CONSONANT}]\u0ecc)?
    | [ເແໂ]{_CLUSTER}(?:
          [ືຶ]{_T}ອ{_CLOSE}?                       # ເມືອງ
        | \u0ebb{_T}າ                              # ເຂົາ
        | {_T}(?:າະ|ະ)                             # ເກາະ ແລະ
        | [{_OVER}]?{_T}(?:ຍ(?!{_OWN_VOWEL})|ຽ)    # ເມຍ
        | [{_OVER}]?{_T}{_CLOSE}?                  # ເຂດ ເປັນ
      )
    | {_ONSETS}(?:
          \u0ebb{_T}ວະ?                            # ຕົວ
        | \u0eb1{_T}ວະ
        | [{_OVER}]{_T}{_CLOSE}?                   # ກັນ ຂໍ
        | {_T}[ະຳ]
        | {_T}າ{_CLOSE}?                           # ການ
        | {_T}ຽ{_CLOSE}?                           # ຮຽນ
      )
    | {_ONSET}{_T}[ອວ]{_CLOSE}                     # ຂອງ ສວນ
    | {_ONSET}{_T}ອ(?![{_MARKS}{_AFTER}])
    | [{_CONSONANT}][{_MARKS}{_AFTER}]*            # a lone letter, as in ສປປ
    """,
    re.VERBOSE,
)
_PIECE = re.compile(r"[\u0e80-\u0eff]+|(?:(?![\u0e80-\u0eff])\w)+|\s+|.", re.DOTALL)


def syllables(text: str) -> list[str]:
    """The text cut into Lao syllables, other words, spaces and single marks; joined again it is the same text."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if "\u0e80" <= piece[0] <= "\u0eff":
            pieces.extend(_lao_syllables(piece))
        else:
            pieces.append(piece)
    return pieces


def _lao_syllables(run: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(run):
        match = _SYLLABLE.match(run, at)
        end = match.end() if match else at + 1
        found.append(run[at:end])
        at = end
    return found


def search_tokens(text: str) -> list[str]:
    """What is indexed and asked for, in order: folded Lao syllables and other words, without spaces and marks.

    A word is found as a phrase of its syllables.
    """
    return [piece for piece in syllables(fold(text)) if piece[0].isalnum() and piece != "ໆ"]


# ---------------------------------------------------------------- lines

REPEAT = "ໆ"
# Words of today's papers that ICU's dictionary does not hold, or in which a browser's own cuts off what is no word (ລັດຖະ|ກອນ),
# or that it holds only in a longer one (ນອກແຜນ|ການ, ກະຊວງພາຍໃນ).
KNOWN = re.compile(
    "ດິຈິຕອນ|ສຳມະນາ|ອິນເຕີເນັດ|ເອເລັກໂຕຣນິກ|ເຕັກໂນໂລຊີ|ນະວັດຕະກຳ|ສະຫະພັນ|ກຳມະບານ|ຮ່ວມມື|ລົງນາມ|ເຜີຍແຜ່|ເຊື່ອຖື|ຮັບຮອງ|ກວດກາ"
    "|ການພົບປະ|ຄຳຮ້ອງຂໍ|ແຮງງານ|ລັດຖະກອນ|ສະຖານະ|ປະສິດທິຜົນ|ນິຕິກຳ|ວິທະຍາກອນ|ປັນຍາຊົນ|ງົບປະມານ|ສະຫວັດດີການ|ຄອມພິວເຕີ|ໂກຕາ"
    "|ລາຕິນ|ທັກສະ|ເຊີດຊູ|ເຊີບເວີ|ປະວ່າງ|ອີເມວ|ສະແກນ|ອັດຕະໂນມັດ|ໂປຣແກຣມ|ບໍລິຫານ|ຮ້ອຍລະ|ສິດທິບັດ|ຊອບແວ|ດາວໂຫຼດ|ອັບໂຫຼດ|ເຄືອຂ່າຍ"
    "|ຕົວຊີ້ວັດ|ກັ່ນຕອງ|ພະນະທ່ານ|ຫຼວງພະບາງ|ແທງຮ໋ວາ|ຮ່າໂນ້ຍ|ປະດິດສ້າງ|ສະຫວັນນະເຂດ|ວັດສະດຸ"
    "|ແຜນການ|ແຜນງານ|ກະຊວງ|ພາຍໃນ|ຄຳໝັ້ນ|ຄຳປຶກສາ|ຄຳເຫັນ|ຄຳຕອບ|ວັນງານ|ໜ່ວຍງານ|ວຽກຫຼວງ|ດີເດັ່ນ"
)
JOINER = "\u2060"
_LAO_RUN = re.compile(r"[\u0e80-\u0eff]{4,}")


def words(run: str) -> list[str]:
    """Lao words by ICU's dictionary: the places where a line may break.

    The dictionary cuts names it does not know inside a syllable (ຫງ|ວຽນ) and parts ໆ from its word; there
    the pieces are put together again. KNOWN words stay whole, where no syllable crosses their edges (ກວດກາ, not ກວດ|ການ).
    """
    edges = {0, *accumulate(len(syllable) for syllable in syllables(run))}
    found: list[str] = []
    at = 0
    for known in KNOWN.finditer(run):
        if edges >= {known.start(), known.end()}:
            _append(found, _by_dictionary(run[at : known.start()]))
            _append(found, [known[0]])
            at = known.end()
    _append(found, _by_dictionary(run[at:]))
    return found


def _append(found: list[str], pieces: list[str]) -> None:
    if found and pieces and pieces[0].startswith(REPEAT):
        found[-1] += pieces.pop(0)
    found += pieces


def _by_dictionary(run: str) -> list[str]:
    ends = set(accumulate(len(syllable) for syllable in syllables(run)))
    found: list[str] = []
    at = 0
    for piece in LineBreaker(run, "lo"):
        if found and (at not in ends or piece.startswith(REPEAT)):
            found[-1] += piece
        else:
            found.append(piece)
        at += len(piece)
    return found


def is_parted(word: str) -> bool:
    """Whether a word that stays whole has a place inside where other software would end a line: between two of its syllables,
    or where ICU's dictionary cuts (ຫງ|ວຽນ)."""
    return len(syllables(word)) > 1 or len(list(LineBreaker(word, "lo"))) > 1


def break_lines(text: str, keep: Iterable[str] = ()) -> str:
    """For display only: U+200B between Lao words, and the phrases in `keep` held on one line."""
    for phrase in keep:
        text = text.replace(phrase, keep_together(phrase))
    return _LAO_RUN.sub(lambda found: _broken(found[0]), text)


def pieces(text: str) -> list[str]:
    """A text in the pieces between which a line may break: after each space and between Lao words."""
    plain = break_lines(text).replace(JOINER, "").replace(" ", f" {ZWSP}")
    return [piece for piece in plain.split(ZWSP) if piece]


@lru_cache(maxsize=4096)
def _broken(run: str) -> str:
    """Words parted by U+200B; where a browser's own dictionary would cut inside one, U+2060 forbids it: also inside a syllable
    of a known word (ແທງ|ຮ໋|ວາ)."""
    return ZWSP.join(
        JOINER.join(
            piece
            for part in (syllables(word) if KNOWN.match(word) else [word])
            for piece in LineBreaker(part, "lo")
        )
        for word in words(run)
    )


def keep_together(text: str) -> str:
    """A place name or a number with its unit that a line must not cut: Thanh Hóa, 12 ສະບັບ."""
    return text.replace(" ", NBSP)
