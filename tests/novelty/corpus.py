"""Made texts of works with known truth: Vietnamese and Lao, forms, house sentences, quotations, and copies of three kinds.

The words are made of syllables as the two languages spell them, and are as frequent and as rare as words are; trades have words of
their own, everybody uses the same turns of speech. Text n is the same at every call, whatever the size: nothing is kept in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from songfai.novelty.rules.sheets import Written

TRADES, WORDS_OF_A_TRADE, WORDS_OF_ALL, TURNS = 200, 120, 2500, 1500
FORMS, SENTENCES_OF_A_FORM = 40, 6
TEXTS_OF_A_UNIT = 60
LAO_ONE_OF = 4

ONSETS_VI = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
RHYMES_VI = (
    "a á à ả ã ạ an án àn ang áng àng anh ánh ao áo ay áy ăn ắn ăng ắng âm ấm ân ấn ầu ấy e é en ét ê ế ên ến iê iên iết "
    "iếu in ình o ó oan oàn ôi ối ôn ông ống ơ ơn ới u ú ung úng uôn uống ưa ứa ưng ứng ước ương ượng uy uyên uyết"
).split()
ONSETS_LO = list("ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢລວຫອຮ")
VOWELS_LO = "{0}ະ {0}າ{1} {0}ິ{1} {0}ີ{1} {0}ຸ{1} {0}ູ{1} ເ{0}{1} ແ{0}{1} ໂ{0}{1} {0}ໍ {0}ໍ່ ໄ{0} ໃ{0} {0}ັ{1} {0}ົ{1} ເ{0}ົາ {0}ຳ {0}້າ{1} {0}່າ{1} ເ{0}ື່ອ{1} ຄວາມ{0}ຽ{1}".split()
FINALS_LO = ["", "ນ", "ງ", "ມ", "ຍ", "ດ", "ບ", "ກ"]
LAWS = {
    "vi": "Căn cứ {act} số {n}/20{y}/NĐ-CP ngày {d} tháng {m} năm 20{y} của Chính phủ quy định chi tiết việc thi hành",
    "lo": "ອີງຕາມ ດຳລັດ ສະບັບເລກທີ {n}/ລບ ລົງວັນທີ {d}/{m}/20{y} ວ່າດ້ວຍການຈັດຕັ້ງປະຕິບັດ",
}
ACTS = ("Nghị định", "Thông tư", "Quyết định")
Sentence = list[str]


def zipf(size: int) -> list[float]:
    return list(accumulate(1 / (rank + 2.7) for rank in range(size)))


@dataclass(frozen=True)
class Told:
    """A text by its sentences, each a list of words; `house` are those of its form, its unit and the law."""

    language: str
    known: list[Sentence]
    content: list[Sentence]
    benefit: list[Sentence]
    house: list[Sentence]


@cache
def vocabulary(seed: int) -> tuple[dict, dict, dict]:
    """The words of all, of each trade, and everybody's turns of speech, by language: the same for every size."""
    chance = Random(f"{seed}")
    words = {lang: [_word(lang, chance) for _ in range(WORDS_OF_ALL)] for lang in LAWS}
    trades = {
        lang: [[_word(lang, chance) for _ in range(WORDS_OF_A_TRADE)] for _ in range(TRADES)] for lang in LAWS
    }
    turns = {
        lang: [chance.choices(words[lang], k=chance.randint(2, 4)) for _ in range(TURNS)] for lang in LAWS
    }
    return words, trades, turns


class Corpus:
    def __init__(self, size: int, seed: int = 2026) -> None:
        self.size, self.seed = size, seed
        self.units = max(4, size // TEXTS_OF_A_UNIT)
        self.forms = max(2, min(FORMS, size // 1000))
        self.words, self.trades, self.turns = vocabulary(seed)
        self.of_all, self.of_trade, self.of_turns = zipf(WORDS_OF_ALL), zipf(WORDS_OF_A_TRADE), zipf(TURNS)

    # ------------------------------------------------------------ texts

    def text(self, n: int) -> list[Written]:
        """Below `size` one that is stored; from `size` on one that nobody has written."""
        return _parts(self._told(n), Random(f"{self.seed} print {n}"))

    def verbatim(self, n: int) -> list[Written]:
        return self.text(n)

    def edited(self, n: int) -> list[Written]:
        """Text n by another unit: one word of eight changed, left out or put in, the order of two sentences changed."""
        chance = Random(f"{self.seed} edited {n}")
        told, other = self._told(n), self._told(self.size + 10_000_000 + n, self._told(n).language)
        content = [self._edit(sentence, told.language, chance) for sentence in told.content]
        if len(content) > 1:
            at = chance.randrange(len(content) - 1)
            content[at], content[at + 1] = content[at + 1], content[at]
        known = [self._edit(sentence, told.language, chance) for sentence in told.known]
        return _parts(Told(told.language, known, content, other.benefit, other.house), chance)

    def paragraph(self, n: int) -> list[Written]:
        """A new text with one paragraph of text n, of 30 syllables and a few more, in the middle of its content."""
        chance = Random(f"{self.seed} paragraph {n}")
        told = self._told(n)
        new = self._told(self.size + 20_000_000 + n, told.language)
        at = chance.randrange(max(1, len(told.content) - 1))
        taken: list[Sentence] = []
        while at < len(told.content) and sum(map(_syllables, taken)) < 30:
            taken.append(told.content[at])
            at += 1
        if sum(map(_syllables, taken)) < 30:
            taken = told.content[-3:]
        middle = len(new.content) // 2
        content = new.content[:middle] + taken + new.content[middle + len(taken) :]
        return _parts(Told(new.language, new.known, content, new.benefit, new.house), chance)

    def novel(self, n: int) -> list[Written]:
        return self.text(self.size + n)

    # ------------------------------------------------------------ how they are told

    def _told(self, n: int, language: str = "") -> Told:
        chance = Random(f"{self.seed} {n}")
        trade, unit = chance.randrange(TRADES), int(self.units * chance.random() ** 1.3)
        lang = language or ("vi" if unit % LAO_ONE_OF else "lo")
        known = [self._sentence(lang, trade, chance) for _ in range(chance.choice((1, 2, 2)))]
        content = [self._sentence(lang, trade, chance) for _ in range(chance.choice((3, 4, 4, 5, 6)))]
        benefit = [self._sentence(lang, trade, chance)]
        return Told(lang, known, content, benefit, self._house(lang, unit, chance))

    def _sentence(self, lang: str, trade: int, chance: Random) -> Sentence:
        """Of some 14 syllables: words of the trade, of everybody, turns of speech, a measure."""
        words, of_trade = self.words[lang], self.trades[lang][trade]
        sentence: Sentence = []
        for _ in range(chance.randint(6, 9)):
            kind = chance.random()
            if kind < 0.15:
                sentence += chance.choices(self.turns[lang], cum_weights=self.of_turns)[0]
            elif kind < 0.55:
                sentence += chance.choices(of_trade, cum_weights=self.of_trade)
            elif kind < 0.95:
                sentence += chance.choices(words, cum_weights=self.of_all)
            else:
                sentence.append(str(chance.randint(2, 900)))
        return sentence

    def _house(self, lang: str, unit: int, chance: Random) -> list[Sentence]:
        """Two or three sentences of the form, one or two of the unit, often a quotation of law."""
        form = unit % self.forms
        of_form = [
            self._fixed(f"form {lang} {form} {nth}", lang)
            for nth in chance.sample(range(SENTENCES_OF_A_FORM), chance.choice((1, 2)))
        ]
        of_unit = [self._fixed(f"unit {lang} {unit} {nth}", lang) for nth in range(chance.choice((0, 1, 1)))]
        law = Random(f"{self.seed} law {chance.randrange(30)}")
        numbers = {
            "n": law.randrange(100),
            "y": law.randrange(10, 26),
            "d": law.randrange(1, 29),
            "m": law.randrange(1, 13),
        }
        quoted = (
            [LAWS[lang].format(act=law.choice(ACTS), **numbers).split(" ")] if chance.random() < 0.5 else []
        )
        return of_form + of_unit + quoted

    def _fixed(self, name: str, lang: str) -> Sentence:
        chance = Random(f"{self.seed} {name}")
        return self._sentence(lang, chance.randrange(TRADES), chance)

    def _edit(self, sentence: Sentence, lang: str, chance: Random) -> Sentence:
        edited: Sentence = []
        for word in sentence:
            kind = chance.random()
            if kind < 0.05:
                edited.append(chance.choice(self.words[lang]))
            elif kind < 0.09:
                continue
            else:
                edited.append(word)
            if kind > 0.965:
                edited.append(chance.choice(self.words[lang]))
        return edited


def _word(lang: str, chance: Random) -> str:
    size = chance.choices((1, 2, 3), (4, 8, 1))[0]
    if lang == "vi":
        return " ".join(chance.choice(ONSETS_VI) + chance.choice(RHYMES_VI) for _ in range(size))
    return "".join(
        chance.choice(VOWELS_LO).format(chance.choice(ONSETS_LO), chance.choice(FINALS_LO))
        for _ in range(size)
    )


def _syllables(sentence: Sentence) -> int:
    """About: a Vietnamese word has its spaces, a Lao one some 2.7 letters a syllable."""
    return sum(
        word.count(" ") + 1
        if word.isascii() or word[0] < "\u0e80" or word[0] > "\u0eff"
        else max(1, len(word) // 3)
        for word in sentence
    )


def _parts(told: Told, chance: Random) -> list[Written]:
    def told_in(sentences: Sequence[Sentence]) -> str:
        if told.language == "vi":
            said = [" ".join(sentence) for sentence in sentences]
            return " ".join(one[:1].upper() + one[1:] + "." for one in said)
        # A Lao writer puts a space where a breath is taken.
        said = [
            "".join(word + (" " if chance.random() < 0.15 else "") for word in sentence).strip()
            for sentence in sentences
        ]
        return " ".join(one + "." for one in said)

    return [
        Written("known", told_in(told.known)),
        Written("content", told_in(told.content)),
        Written("benefit", told_in([*told.house[:1], *told.benefit, *told.house[1:]])),
    ]
