"""What must be true of own words in a report, and of one that is frozen. Plain values only."""

from songfai.kit.errors import N_, Changed, Refused

LONGEST = 4000


def require_words(text: str, generated: str) -> None:
    if not text.strip():
        raise Refused(
            "no_words", N_("Write the paragraph, or take the sentence from the record: it is never empty.")
        )
    if len(text) > LONGEST:
        raise Refused("too_long", N_("A paragraph has at most %(most)s letters."), most=LONGEST)
    if text.strip() == generated.strip():
        raise Refused("same_words", N_("This is the sentence from the record: nothing is edited."))


def require_place(found: bool) -> None:
    if not found:
        raise Changed(
            "no_such_paragraph", N_("This paragraph no longer stands in the report. Look at the report anew.")
        )


def require_not_frozen_yet(frozen: bool) -> None:
    if frozen:
        raise Refused(
            "frozen_already",
            N_("The report is frozen already, with the same facts and the same words. Its files are below."),
        )
