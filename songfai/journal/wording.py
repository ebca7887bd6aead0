"""What the verbs of the working history are called. An unlisted verb is shown as it is written."""

from django.utils.translation import gettext

from songfai.kit.errors import N_

VERBS = {
    "programmes.start_reading": N_("began to read a signed text"),
    "programmes.confirm_line": N_("confirmed a line of a reading"),
    "programmes.confirm_lines": N_("confirmed lines of a reading"),
    "programmes.correct_line": N_("corrected a line of a reading"),
    "programmes.add_line": N_("added a line to a reading"),
    "programmes.delete_line": N_("deleted a line of a reading"),
    "programmes.restore_line": N_("brought a line of a reading back"),
    "programmes.dismiss_part": N_("marked a part of a text as not relevant"),
    "programmes.bring_back_part": N_("brought a part of a text back"),
    "programmes.make_draft": N_("made a draft programme"),
    "programmes.change": N_("changed title, term or fields"),
    "programmes.change_side": N_("changed a side’s signatory"),
    "programmes.write_text": N_("entered a text"),
    "programmes.remove_text": N_("took a text out"),
    "programmes.set_prevailing": N_("said which text prevails"),
    "programmes.add_commitment": N_("added a commitment"),
    "programmes.change_commitment": N_("changed a commitment"),
    "programmes.delete_commitment": N_("took a commitment out"),
    "programmes.move_commitment": N_("moved a commitment"),
    "programmes.write_obligation": N_("entered a date the programme owes"),
    "programmes.delete_obligation": N_("took a date out"),
    "programmes.meet_obligation": N_("met a date the programme owes"),
    "programmes.name_answerable": N_("named who answers for a commitment"),
    "programmes.name_focal": N_("named who keeps contact"),
    "programmes.offer": N_("offered the programme"),
    "programmes.approve": N_("approved the programme"),
    "programmes.return": N_("returned the programme"),
    "programmes.withdraw": N_("withdrew the programme"),
    "plans.start": N_("began a draft plan"),
    "plans.save_item": N_("saved a plan item"),
    "plans.remove_item": N_("took out a plan item"),
    "plans.set_reason": N_("wrote the reason for a version"),
    "plans.discard": N_("threw a draft plan away"),
    "plans.offer": N_("offered a plan"),
    "plans.approve": N_("approved a plan"),
    "plans.return": N_("returned a plan"),
    "plans.withdraw": N_("withdrew a plan"),
    "plans.record_activity": N_("recorded an activity"),
    "plans.change_activity": N_("changed an activity"),
    "plans.set_figures": N_("entered figures"),
    "plans.add_evidence": N_("added evidence"),
    "plans.remove_evidence": N_("took evidence out"),
    "plans.confirm_activity": N_("confirmed an activity"),
    "administration.save_institution": N_("saved an institution"),
    "administration.save_unit": N_("added a unit"),
    "administration.give_seat": N_("gave a seat"),
    "administration.end_seat": N_("ended a seat"),
    "portal.release": N_("released a document to the public"),
    "portal.take_back": N_("took a release back"),
}


def verb_words(verb: str) -> str:
    return gettext(VERBS[verb]) if verb in VERBS else verb
