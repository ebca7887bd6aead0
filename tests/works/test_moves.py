"""Every step from every stage: where it leads, or that it is refused and leaves nothing behind."""

import pytest

from songfai.kit.errors import Refused
from songfai.works import rules
from songfai.works.states import MOVES, Stage, Step

S, T = Stage, Step
# Written out once more, so that a move nobody meant is noticed.
LEADS = {
    (S.RECEIVED, T.ACCEPT): S.ACCEPTED,
    (S.RECEIVED, T.DEFECTS): S.DEFECTS,
    (S.RECEIVED, T.REJECT): S.NOT_ACCEPTED,
    (S.RECEIVED, T.WITHDRAW): S.WITHDRAWN,
    (S.DEFECTS, T.MEND): S.RECEIVED,
    (S.DEFECTS, T.REJECT): S.NOT_ACCEPTED,
    (S.DEFECTS, T.WITHDRAW): S.WITHDRAWN,
    (S.ACCEPTED, T.CONVENE): S.APPRAISAL,
    (S.ACCEPTED, T.WITHDRAW): S.WITHDRAWN,
    (S.APPRAISAL, T.CONVENE): S.APPRAISAL,
    (S.APPRAISAL, T.OPEN): S.VOTING,
    (S.APPRAISAL, T.COUNT): S.VOTED,
    (S.APPRAISAL, T.WITHDRAW): S.WITHDRAWN,
    (S.VOTING, T.CLOSE): S.VOTED,
    (S.VOTING, T.ANNUL): S.APPRAISAL,
    (S.VOTED, T.RECOGNISE): S.RECOGNISED,
    (S.VOTED, T.REFUSE): S.REFUSED,
    (S.VOTED, T.SEND_UP): S.SUPERIOR,
    (S.SUPERIOR, T.APPROVE): S.APPROVED,
    (S.SUPERIOR, T.DECLINE): S.REFUSED,
    (S.APPROVED, T.RECOGNISE): S.RECOGNISED,
    (S.APPROVED, T.REFUSE): S.REFUSED,
    (S.RECOGNISED, T.CERTIFY): S.CERTIFIED,
    (S.RECOGNISED, T.REVOKE): S.REVOKED,
    (S.CERTIFIED, T.APPLY): S.APPLIED,
    (S.CERTIFIED, T.TRANSFER): S.TRANSFERRED,
    (S.CERTIFIED, T.REVOKE): S.REVOKED,
    (S.APPLIED, T.APPLY): S.APPLIED,
    (S.APPLIED, T.TRANSFER): S.TRANSFERRED,
    (S.APPLIED, T.REVOKE): S.REVOKED,
    (S.TRANSFERRED, T.APPLY): S.TRANSFERRED,
    (S.TRANSFERRED, T.TRANSFER): S.TRANSFERRED,
    (S.TRANSFERRED, T.REVOKE): S.REVOKED,
}


def test_every_stage_is_in_the_table():
    assert set(MOVES) == set(Stage)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("step", list(Step))
def test_a_step_leads_where_the_table_says_or_is_refused(stage, step):
    if (stage, step) in LEADS:
        assert rules.destination(stage, step) == LEADS[stage, step]
        return
    with pytest.raises(Refused) as refused:
        rules.destination(stage, step)
    assert refused.value.code == "step_not_now"
