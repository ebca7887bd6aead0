"""Who wrote in a text before it was offered. The rooms that keep drafts say so with each change; whoever has written in a text
does not agree to it where their side wants two persons. And which of its texts say the same in every language."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from songfai.journal.actions import Actor
from songfai.kit.languages import Trilingual
from songfai.record.even import Evened, evened
from songfai.record.models import Hand


def subject_of(draft: Model) -> str:
    """How a draft, the row of its room, is named before it has a hash."""
    return f"{draft._meta.label_lower} {draft.pk}"


def wrote(draft: Model, by: Actor, at: datetime) -> None:
    """Keep that somebody has written in a draft; the other side's server and the commands of this one are nobody."""
    if by.account_id is not None:
        _keep(subject_of(draft), [Hand(account_id=by.account_id, who=str(by.account)[:200], at=at)])


def hand_on(subject: str, to: str) -> None:
    """What was written in one is written in the other: a reading became a draft, a draft a document."""
    rows = Hand.objects.filter(subject=subject).order_by("id")
    _keep(to, [Hand(account_id=one.account_id, who=one.who, at=one.at) for one in rows])


def _keep(subject: str, hands: list[Hand]) -> None:
    for one in hands:
        one.subject = subject
    Hand.objects.bulk_create(hands, ignore_conflicts=True)


def keep_even(
    draft: Any,
    texts: Mapping[str, Trilingual],
    languages: Sequence[str],
    *,
    stays: Collection[str] = (),
    alike: Evened | None = None,
) -> list[str]:
    """Keep of a draft, in its field `evened`, what `even.evened` says of its texts; the paths of those that are kept otherwise
    than before. `alike`: what another server says of texts, as they last said the same."""
    kept = evened(texts, languages, draft.evened | dict(alike or {}), stays=stays)
    other = sorted(
        path for path in kept.keys() | draft.evened.keys() if kept.get(path) != draft.evened.get(path)
    )
    if other:
        draft.evened = kept
        draft.save(update_fields=["evened"])
    return other
