"""What must be true of the list of fields. Plain values only."""

from collections.abc import Iterable, Mapping

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold


def require_field_name(name: Mapping[str, str], others: Iterable[Mapping[str, str]]) -> None:
    """Both sides choose from one list: it is named in every language, and no two fields are called the same in one. A
    semicolon parts the fields of a cell of a workbook."""
    if any(not name.get(language, "").strip() for language in LANGUAGES):
        raise Refused(
            "field_in_every_language",
            N_("A field is named in Lao, in Vietnamese and in English: both sides choose it."),
        )
    if any(";" in words for words in name.values()):
        raise Refused("field_semicolon", N_("A name has no semicolon: it stands between fields in a sheet."))
    taken = {(language, fold(words)) for other in others for language, words in other.items()}
    for language, words in name.items():
        if (language, fold(words)) in taken:
            raise Refused("field_twice", N_("Another field is called “%(name)s”."), name=words)


def require_field_basis(basis: str) -> None:
    if not basis.strip():
        raise Refused("basis_missing", N_("Name the paper this change rests on."))


def require_field_in_use(*, ended: bool, wanted: bool) -> None:
    if ended == wanted:
        raise Refused("field_so_already", N_("This is so already."))
