"""What is done in the registry office."""

from songfai.registry.actions.arriving import take_in_issued, take_in_registered
from songfai.registry.actions.documents import (
    add_recipient,
    archive,
    change,
    draft,
    register,
    remove_recipient,
)
from songfai.registry.actions.joining import join, separate
from songfai.registry.actions.keeping import destroy, keep_on, tell_ended
from songfai.registry.actions.parts import add_part, remove_part
from songfai.registry.actions.reports import (
    Enclosed,
    draft_report,
    enter_receipt,
    outgoing_series,
    save_duty,
)
from songfai.registry.actions.series import open_usual_series, save_series
from songfai.registry.actions.steps import (
    cancel,
    check_format,
    deal,
    hand,
    issue,
    number,
    recall,
    require_complete,
    review,
    send_back,
    sign,
)
from songfai.registry.actions.telling import tell_known
from songfai.registry.actions.types import end_type, resume_type, save_type

__all__ = [
    "Enclosed",
    "add_part",
    "add_recipient",
    "archive",
    "cancel",
    "change",
    "check_format",
    "deal",
    "destroy",
    "draft",
    "draft_report",
    "end_type",
    "enter_receipt",
    "hand",
    "issue",
    "join",
    "number",
    "keep_on",
    "open_usual_series",
    "outgoing_series",
    "recall",
    "register",
    "require_complete",
    "remove_part",
    "remove_recipient",
    "resume_type",
    "review",
    "save_duty",
    "save_series",
    "save_type",
    "send_back",
    "separate",
    "sign",
    "take_in_issued",
    "take_in_registered",
    "tell_known",
    "tell_ended",
]
