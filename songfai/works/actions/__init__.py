"""What is done with works: written, confirmed, filed, voted on, recognised, used."""

from songfai.works.actions.alike import note_alike
from songfai.works.actions.authors import (
    confirm,
    confirm_benefit,
    correct_benefit,
    object_to,
    remove_author,
    remove_benefit,
    save_author,
    save_benefit,
)
from songfai.works.actions.ballots import annul, close, open_ballot, recuse, vote
from songfai.works.actions.campaigns import (
    enter,
    judge_entry,
    launch,
    leave_campaign,
    save_campaign,
    set_targets,
)
from songfai.works.actions.comparing import answer, conclude, judge
from songfai.works.actions.councils import (
    add_member,
    end_regulation,
    remove_criterion,
    remove_member,
    replace_regulation,
    save_council,
    save_criterion,
    save_part_helps,
    save_regulation,
    tell_apart,
)
from songfai.works.actions.deciding import (
    apply,
    approve,
    certify,
    decline,
    recognise,
    refuse,
    revoke,
    save_findings,
    send_up,
    transfer,
)
from songfai.works.actions.disclosing import disclose
from songfai.works.actions.fields import end_field, resume_field, save_field
from songfai.works.actions.filing import accept, ask_for_mending, convene, file, mend, reject, withdraw
from songfai.works.actions.guiding import (
    agree_guidance,
    ask_mentor,
    end_guidance,
    mark_read,
    offer_help,
    say,
)
from songfai.works.actions.headings import add_heading, end_heading
from songfai.works.actions.lettering import draft_letter
from songfai.works.actions.levels import send_above
from songfai.works.actions.marks import check_mark
from songfai.works.actions.outside import drop_outside, name_outside
from songfai.works.actions.past import lay_texts
from songfai.works.actions.paying import pay, save_agreement
from songfai.works.actions.persons import judge_pair
from songfai.works.actions.rates import end_rates, save_rates
from songfai.works.actions.releasing import release, take_in_work, withdraw_release
from songfai.works.actions.reminding import remind
from songfai.works.actions.rubrics import (
    begin_rubric,
    remove_rubric,
    remove_rubric_item,
    save_rubric,
    save_rubric_item,
)
from songfai.works.actions.scoring import (
    count_points,
    declare_conflict,
    hand_in_scores,
    keep_scores,
    reopen_scores,
)
from songfai.works.actions.sheet_filing import begin_filing, file_sheet, undo_sheet
from songfai.works.actions.sheet_withdrawing import begin_withdrawing, withdraw_sheet
from songfai.works.actions.sheets import begin_taking, give_sheet, take_in
from songfai.works.actions.signing import confirm_signed, take_back
from songfai.works.actions.together import Outcome, take_together
from songfai.works.actions.writing import add_paper, begin, change, discard, remove_paper

__all__ = [
    "release",
    "take_in_work",
    "withdraw_release",
    "draft_letter",
    "begin_withdrawing",
    "withdraw_sheet",
    "Outcome",
    "take_together",
    "conclude",
    "begin_rubric",
    "remove_rubric",
    "remove_rubric_item",
    "save_rubric",
    "save_rubric_item",
    "count_points",
    "declare_conflict",
    "hand_in_scores",
    "keep_scores",
    "reopen_scores",
    "enter",
    "judge_entry",
    "launch",
    "leave_campaign",
    "save_campaign",
    "set_targets",
    "accept",
    "add_member",
    "add_paper",
    "agree_guidance",
    "annul",
    "answer",
    "apply",
    "approve",
    "ask_for_mending",
    "ask_mentor",
    "begin",
    "begin_filing",
    "begin_taking",
    "confirm_signed",
    "file_sheet",
    "object_to",
    "take_back",
    "undo_sheet",
    "certify",
    "check_mark",
    "change",
    "close",
    "confirm",
    "confirm_benefit",
    "correct_benefit",
    "convene",
    "decline",
    "discard",
    "end_field",
    "resume_field",
    "save_field",
    "disclose",
    "add_heading",
    "end_heading",
    "drop_outside",
    "end_guidance",
    "end_rates",
    "save_rates",
    "end_regulation",
    "file",
    "give_sheet",
    "judge",
    "lay_texts",
    "judge_pair",
    "mark_read",
    "mend",
    "name_outside",
    "note_alike",
    "offer_help",
    "open_ballot",
    "pay",
    "recognise",
    "recuse",
    "refuse",
    "reject",
    "remind",
    "remove_author",
    "remove_benefit",
    "remove_criterion",
    "remove_member",
    "remove_paper",
    "replace_regulation",
    "revoke",
    "save_agreement",
    "save_author",
    "save_benefit",
    "save_council",
    "save_criterion",
    "save_part_helps",
    "save_findings",
    "save_regulation",
    "say",
    "send_above",
    "send_up",
    "tell_apart",
    "transfer",
    "take_in",
    "vote",
    "withdraw",
]
