"""When two ways of writing an author may be one person. Plain values only.

Nothing here says that two are one: it finds what people should look at. Vietnamese marks tell persons apart (Hùng,
Hưng), so names without them are only alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.languages import LANGUAGES
from songfai.kit.lao import syllables
from songfai.kit.text import fold, is_lao, normalise_line
from songfai.works.states import PAIR_MOVES, Likeness, PairState

# Forms of address before a name, folded.
COURTESIES = frozenset(
    "mr mrs ms dr ong ba anh chi co bac ts ths gs pgs bs ks cn".split()
    + [fold(one) for one in ("ທ່ານ", "ນາງ", "ທ້າວ", "ດຣ", "ທ່ານນາງ", "ສຈ", "ຮສຈ")]
)
# A sound of fewer consonants is that of too many names.
SHORTEST = 4
LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way an author is written. `names`: language -> name. Unit and account by their numbers."""

    names: Mapping[str, str]
    born: PartialDate | None = None
    unit: int | None = None
    account: int | None = None


def mark_of(institution: int, written: Spelling) -> str:
    """The same for two lines that are written alike in all: they are one person without anybody's word."""
    names = [normalise_line(written.names.get(language, "")).casefold() for language in LANGUAGES]
    parts = [institution, written.unit, written.account, written.born.code if written.born else "", *names]
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


# ---------------------------------------------------------------- names


def words_of(name: str) -> list[str]:
    """The folded words of a name without forms of address and stops."""
    words = re.sub(r"[.,;()]", " ", fold(name)).split()
    while len(words) > 2 and words[0] in COURTESIES:
        words.pop(0)
    return words


def in_any_order(name: str) -> str:
    """The folded words in one order; empty for a single word, which many people share."""
    words = words_of(name)
    return " ".join(sorted(words)) if len(words) > 1 else ""


_LAO_SOUNDS = {
    "ກຂຄ": "k", "ງ": "g", "ຈ": "c", "ຊສ": "s", "ດຕຖທ": "t", "ນ": "n", "ບປຜພຝຟ": "p", "ມຳ": "m", "ຣລ\u0ebc": "l", "ຫຮ": "h",
}  # fmt: skip
_OF_LAO = {letter: sound for letters, sound in _LAO_SOUNDS.items() for letter in letters} | {"ວ": "v"}
# Before these ຫ is not heard: it only lifts the tone.
_SILENT_HO = re.compile("ຫ(?=[ງຍນມຣລວ\u0ebc])")
# How Lao and Vietnamese names are written in Latin letters; in this order.
_LATIN = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ngh|ng", "G"), (r"(?:nh|ny|gn)(?=[aeiouy])", ""), (r"ph|f|b|p", "P"), (r"kh|gh|ck|k|q|g", "K"), (r"ch|tr|j", "C"),
        (r"th|t|d", "T"), (r"c", "K"), (r"s|x|z", "S"), (r"l|r", "L"),
        (r"(?<![a-zA-Z])[vw]|(?<=[aeiouymnG])[vw](?=[aeiouy])|v", "V"),
        (r"(?<![a-zA-Z])h|(?<=[aeiouynmG])h(?=[aeiouy])", "H"), (r"m", "M"), (r"n", "N"),
    )
]  # fmt: skip


def _sound_of_lao(word: str) -> str:
    found = []
    for syllable in syllables(word):
        heard = _SILENT_HO.sub("", syllable)
        letters = [letter for letter in heard if "ກ" <= letter <= "ຮ" or letter in "\u0ebcຳ"]
        # ວ behind another consonant is a part of the vowel: ແກ້ວ, ຫງວຽນ.
        found += [
            _OF_LAO.get(letter, "") for place, letter in enumerate(letters) if not (letter == "ວ" and place)
        ]
    return "".join(found)


def _sound_of_latin(word: str) -> str:
    for pattern, sound in _LATIN:
        word = pattern.sub(sound, word)
    return "".join(letter for letter in word if letter.isupper()).lower()


def sound(name: str) -> str:
    """The consonants of a name as they are heard, the words in one order; empty where too few are left to tell anything.

    ວິໄລພອນ ແກ້ວມະນີ and Vilayphone Keomany are both "kmn vlpn".
    """
    words = words_of(name)
    heard = [_sound_of_lao(word) if is_lao(word) else _sound_of_latin(word) for word in words]
    plain = [re.sub(r"(.)\1+", r"\1", word) for word in heard if word]
    found = " ".join(sorted(plain))
    return found if len(plain) > 1 and len(found.replace(" ", "")) >= SHORTEST else ""


def _keys(written: Spelling, lao: str, latin: str) -> set[str]:
    found = set()
    for name in filter(None, written.names.values()):
        if words := in_any_order(name):
            found.add(f"w:{words}")
        if heard := sound(name):
            found.add(f"{lao if is_lao(name) else latin}:{heard}")
            if written.born and written.born.is_complete:
                found.add(f"b:{heard}:{written.born.code}")
    return {one[:LONGEST_KEY] for one in found}


def name_keys(written: Spelling) -> set[str]:
    """What is kept of a spelling: its words in one order, its sound by the letters, its sound with the day of birth."""
    return _keys(written, "lo", "la")


def sought_keys(written: Spelling) -> set[str]:
    """What spellings that may be the same person have: of the sound that of the other letters, for within Vietnamese
    the sound of a name is that of many."""
    return _keys(written, "la", "lo")


# ---------------------------------------------------------------- two of them

# The stronger first: of several names of two people the best is told.
_OF_NAMES = (Likeness.SAME, Likeness.MARKS, Likeness.ORDER, Likeness.SOUND, Likeness.SPELT)


def _of_two_names(one: str, other: str) -> Likeness | None:
    if normalise_line(one).casefold() == normalise_line(other).casefold():
        return Likeness.SAME
    if in_any_order(one) and in_any_order(one) == in_any_order(other):
        return Likeness.MARKS if words_of(one) == words_of(other) else Likeness.ORDER
    if not sound(one) or sound(one) != sound(other):
        return None
    return Likeness.SPELT if is_lao(one) == is_lao(other) else Likeness.SOUND


def _of_names(one: Spelling, other: Spelling) -> Likeness | None:
    pairs = ((a, b) for a in one.names.values() for b in other.names.values() if a and b)
    found = {like for a, b in pairs if (like := _of_two_names(a, b))}
    return next((like for like in _OF_NAMES if like in found), None)


def _may_be(one: PartialDate, other: PartialDate) -> bool:
    """Whether both may mean one day."""
    first, last = one.first_day(), one.last_day()
    begins, ends = other.first_day(), other.last_day()
    return not ((last and begins and last < begins) or (ends and first and ends < first))


def likeness(one: Spelling, other: Spelling) -> list[Likeness]:
    """Why the two may be one person, the names first; empty where they are not, or where too little speaks for it.

    Dates of birth that contradict each other part them. Names that only sound alike in the same letters, and two
    accounts, need the same day of birth.
    """
    name = _of_names(one, other)
    if name is None or (one.born and other.born and not _may_be(one.born, other.born)):
        return []
    if one.account is not None and one.account == other.account:
        return []  # one person already
    same_day = bool(one.born and other.born and one.born.is_complete and one.born == other.born)
    accounts = one.account is not None and other.account is not None
    if not same_day and (accounts or name == Likeness.SPELT):
        return []
    found = [name, Likeness.BORN if same_day else Likeness.NOT_BORN]
    if one.unit is not None and one.unit == other.unit:
        found.append(Likeness.UNIT)
    return [*found, Likeness.ACCOUNTS] if accounts else found


def likely_keys(names: Mapping[str, str]) -> set[str]:
    """Two names that may be those of one person have one of these in common; so many are compared without each with each."""
    found = set()
    for name in names.values():
        found |= {normalise_line(name).casefold(), f"o {in_any_order(name)}", f"s {sound(name)}"}
    return found - {"", "o ", "s "}


def same_name(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether names of two people may be those of one, while nothing else is known of them."""
    return bool(likeness(Spelling(one), Spelling(other)))


def strength(found: Iterable[Likeness]) -> int:
    """What is looked at first: a day of birth counts for more than a unit, and that for more than how the names agree."""
    weights = {Likeness.BORN: 8, Likeness.UNIT: 4, Likeness.SAME: 3, Likeness.MARKS: 3, Likeness.ORDER: 2}
    return sum(weights.get(one, 0) for one in found)


# ---------------------------------------------------------------- what is said of them


def require_pair_move(now: PairState, then: PairState) -> None:
    if then not in PAIR_MOVES[now]:
        raise Refused("pair_moved", N_("Somebody decided on this pair meanwhile. Look again."))


def require_consistent(contradicts: bool) -> None:
    """Who is one person with a third is not said to be another one than that."""
    if contradicts:
        raise Refused(
            "persons_contradict",
            N_(
                "By what was decided before, these would be the same person and different ones. Undo that first."
            ),
        )


def require_told_apart(names: Sequence[str]) -> None:
    """Nobody votes on a work of their own, also where the author was entered without an account."""
    if names:
        raise Refused(
            "same_name",
            N_(
                "An author without an account has the name of a member of the council: %(names)s. Say on the page of the work "
                "why they are not the same person, or give the work to a council without this member."
            ),
            names="; ".join(names),
        )


def require_not_oneself(oneself: bool) -> None:
    if oneself:
        raise NotPermitted("own_name", N_("This is about yourself: somebody else says it."))


def require_nobody_here(account: bool, apart: str) -> None:
    """Whoever has an account confirms in person, and no officer for them from a paper."""
    if account and not apart.strip():
        raise Refused(
            "account_of_the_name",
            N_(
                "Somebody of this name has an account at your institution and confirms in person: enter its address in the "
                "line of the author. Or say why it is another person."
            ),
        )


def require_apart_in_works(together: bool) -> None:
    if together:
        raise Refused(
            "persons_in_one_work",
            N_("Both stand beside each other as authors of one work, so they are two persons."),
        )
