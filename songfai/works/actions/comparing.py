"""What is said of an earlier work: the authors' answer, the council's judgement."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from songfai.journal.actions import write
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import hold, hold_submission
from songfai.works.models import Answer, Conclusion, Judgement, Submission, Work
from songfai.works.permissions import check_may
from songfai.works.states import Layer, Reply, Stage


@transaction.atomic
def answer(
    *,
    work: Work,
    earlier: Work,
    text: str,
    by: Seat,
    at: datetime,
    kind: Reply = Reply.DIFFERENT,
    notes: Mapping[str, str] | None = None,
    seen_revision: int | None = None,
) -> Answer:
    """The authors say how their work stands to an earlier one; said anew, the earlier answer stays. `notes`: states.Layer ->
    what they say of it, as far as they do.

    Refused: answer_not_now, answer_missing, no_earlier_work.
    """
    check_may(by, "answer", work)
    hold(work, seen_revision)
    rules.require_answerable(Stage(work.stage))
    rules.require_earlier(Stage(earlier.stage), itself=earlier.pk == work.pk)
    rules.require_answer(text)
    row = Answer.objects.create(
        work=work,
        earlier=earlier,
        kind=kind,
        text=text.strip(),
        notes={str(layer): said.strip() for layer, said in (notes or {}).items() if said.strip()},
        who=str(by.account)[:200],
        at=at,
    )
    work.save(update_fields=["revision"])
    write(by=by, at=at, verb="works.answer", subject=work, earlier=str(earlier.key))
    return row


@transaction.atomic
def judge(
    *,
    submission: Submission,
    earlier: Work,
    found: Mapping[str, str],
    reason: str,
    added: bool = False,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Judgement:
    """The council's judgement on one earlier work; judged anew, the earlier judgement stays. `found`: states.Layer ->
    states.Alike, all four. `added`: the council names the work itself; the machine had not found it.

    Refused: findings_not_now, reason_missing, no_earlier_work.
    """
    check_may(by, "judge", submission.work, submission)
    hold_submission(submission, seen_revision)
    rules.require_before_decision(Stage(submission.stage))
    rules.require_earlier(Stage(earlier.stage), itself=earlier.pk == submission.work_id)
    rules.require_reason(reason)
    values: dict[str, object] = {str(layer): found[layer] for layer in Layer}
    values |= {"reason": reason.strip(), "added": added, "who": str(by.account)[:200], "at": at}
    row = Judgement.objects.create(submission=submission, earlier=earlier, **values)
    submission.save()
    verb = "works.judge"
    write(
        by=by, at=at, verb=verb, subject=submission.work, receipt=submission.receipt, earlier=str(earlier.key)
    )
    return row


@transaction.atomic
def conclude(
    *,
    submission: Submission,
    alike: str,
    reason: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Conclusion:
    """The council's judgement on the novelty of the whole work (states.Alike), also where no earlier work was found;
    judged anew, the earlier judgement stays. Refused: findings_not_now, reason_missing."""
    check_may(by, "conclude", submission.work, submission)
    hold_submission(submission, seen_revision)
    rules.require_before_decision(Stage(submission.stage))
    rules.require_reason(reason)
    row = Conclusion.objects.create(
        submission=submission, alike=alike, reason=reason.strip(), who=str(by.account)[:200], at=at
    )
    submission.save()
    write(
        by=by, at=at, verb="works.conclude", subject=submission.work, receipt=submission.receipt, alike=alike
    )
    return row
