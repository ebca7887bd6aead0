"""What must be true of a mentor's help. Plain values only."""

from songfai.kit.errors import N_, NotPermitted, Refused


def require_no_author(*, is_author: bool) -> None:
    if is_author:
        raise Refused("mentor_is_author", N_("An author of the work is not its mentor."))


def require_in_guidance(*, active: bool) -> None:
    if not active:
        raise NotPermitted(
            "no_guidance", N_("Only the authors and a mentor both sides have agreed to write here.")
        )


def require_open_guidance(*, ended: bool) -> None:
    if ended:
        raise Refused("guidance_ended", N_("This guidance has ended."))


def require_said(text: str) -> None:
    if not text.strip():
        raise Refused("nothing_said", N_("Write your question or your advice."))
