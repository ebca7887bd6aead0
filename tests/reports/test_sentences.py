from string import Formatter

import pytest

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import normalise_input
from songfai.plans.states import ActivityState
from songfai.programmes.states import Kind, ObligationKind
from songfai.reports.paper import Run, text_of
from songfai.reports.sentences import PATTERNS
from songfai.reports.wording import with_article
from songfai.reviews.states import Rating
from songfai.works.states import Alike, Barred, CouncilRole, CountedOf, Layer, PointsUse, Scope


def forms(pattern):
    return [pattern] if isinstance(pattern, str) else list(pattern.values())


def places(text):
    return {name for _literal, name, _form, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences(language):
    assert set(PATTERNS[language]) == set(PATTERNS["en"])


def test_sentences_speak_of_the_same_figures_in_every_language():
    told = ("total.", "commitment.", "compare.", "review.", "proposals.", "limits.")
    for key, pattern in PATTERNS["en"].items():
        if key.startswith(told):
            wanted = places(forms(pattern)[-1])
            for language in ("lo", "vi"):
                assert places(forms(PATTERNS[language][key])[-1]) == wanted, f"{language} {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_a_sentence_are_one_and_other(language):
    for key, pattern in PATTERNS[language].items():
        if not isinstance(pattern, str):
            assert set(pattern) == {"one", "other"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_stored_as_texts_are(language):
    for key, pattern in PATTERNS[language].items():
        for text in forms(pattern):
            assert normalise_input(text).strip() == text.strip(), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("prefix", "states"),
    [
        ("state", ActivityState),
        ("rating", Rating),
        ("obligation", ObligationKind),
        ("kind", Kind),
        ("council.role", CouncilRole),
        ("council.barred", Barred),
        ("council.alike", Alike),
        ("council.layer", Layer),
        ("council.use", PointsUse),
        ("council.counted", CountedOf),
        ("work.scope", Scope),
    ],
)
def test_every_state_of_the_record_has_its_words(language, prefix, states):
    for state in states:
        assert PATTERNS[language][f"{prefix}.{state.value}"]


def test_lao_sentences_use_modern_spelling_and_no_foreign_abbreviation():
    text = "".join(form for pattern in PATTERNS["lo"].values() for form in forms(pattern))
    for wrong in ("ຫລ", "ຫນ", "ຫມ", "ໍາ", "CTPH", "KH&CN"):
        assert wrong not in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ministry of Home Affairs, Viet Nam", "the Ministry of Home Affairs, Viet Nam"),
        ("Thanh Hóa Federation of Labour", "the Thanh Hóa Federation of Labour"),
        ("Viet Nam", "Viet Nam"),
        ("the Office", "the Office"),
    ],
)
def test_a_body_has_its_article_in_english(name, said):
    assert text_of(with_article((Run(name),), "the")) == said
