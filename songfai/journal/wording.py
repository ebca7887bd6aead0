"""What the verbs of the working history are called. An unlisted verb is shown as it is written."""

from django.utils.translation import gettext

from songfai.kit.errors import N_

VERBS = {
    "programmes.start_reading": N_("began to read a signed text"),
    "programmes.make_draft": N_("made a draft programme"),
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
