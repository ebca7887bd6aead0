"""What the other side's server tells of the documents it issued to this side: shown to the registry office, which enters
them itself.
"""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from songfai.files.actions import adopt, path_of, share
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.actions import tell
from songfai.programmes.actions.arriving import programme_of
from songfai.record.arrived import Arrived, arrived, is_latest, readers, sides_of
from songfai.record.models import Document
from songfai.registry import rules
from songfai.registry.actions.parts import take_over
from songfai.registry.actions.steps import OFFICE
from songfai.registry.models import OfficialDocument, PartnerPaper, PartnerPart
from songfai.registry.queries import received_by
from songfai.registry.states import Capacity, Direction, DocumentState, PartKind, Purpose

TEXTS = {
    DocumentState.ISSUED: N_("%(sender)s sent %(number)s. It waits to be registered."),
    DocumentState.RECALLED: N_("%(sender)s recalled %(number)s."),
    DocumentState.REPLACED: N_("%(sender)s replaced %(number)s by another document."),
}


@transaction.atomic
def take_in_issued(*, document: Document, at: datetime) -> None:
    """Show what the other side issued to us, or what became of it. Nothing is entered into a register.

    Refused: programme_missing, paper_of_another, paper_not_issued.
    """
    said, programme = arrived(document), programme_of(document)
    # One's own words, come back after a restored backup, are for the other side's office.
    recipient = next(iter(readers(document, said.institution)), None)
    if recipient is None or not is_latest(document):
        return
    paper = PartnerPaper.objects.select_for_update().filter(key=said.key).first() or PartnerPaper(
        key=said.key, programme=programme, sender=said.institution, recipient=recipient
    )
    if (paper.programme_id, paper.sender_id) != (programme.pk, said.institution.pk):
        raise Refused(
            "paper_of_another", N_("This document belongs to another programme or to another side.")
        )
    before = paper.state
    shown = set(paper.parts.values_list("file__sha256", flat=True)) if paper.pk else set()
    _fill(paper, said)
    paper.save()
    _files(paper, said)
    if paper.registered is not None:
        # The clerk did not wait for them. What she has taken out since is not put back.
        take_over(paper.registered, paper.parts.exclude(file__sha256__in=shown).select_related("file"))
    write(
        by=said,
        at=at,
        verb="registry.take_in_issued",
        subject=paper,
        programme=programme.slug,
        sha256=document.sha256,
    )
    if paper.state != before:
        tell(
            institution=recipient,
            roles=OFFICE,
            text=TEXTS[DocumentState(paper.state)],
            address=reverse("registry:partner_paper", args=[paper.key]),
            at=at,
            sender=said.institution.short_name.as_dict() or said.institution.name.as_dict(),
            number=paper.number,
        )


@transaction.atomic
def take_in_registered(*, document: Document, at: datetime) -> None:
    """Note at the recipient's line under which number the other side has entered what was issued to it, since which day.

    Nothing where the document is in no register of this server. Refused: programme_missing, paper_of_another.
    """
    said, programme = arrived(document), programme_of(document)
    sent = OfficialDocument.objects.filter(key=said.key, direction=Direction.OUT).first()
    if sent is None or not is_latest(document):
        return
    line = received_by(sent, said.institution.pk)
    if line is None or sent.programme_id != programme.pk or sent.institution_id == said.institution.pk:
        raise Refused(
            "paper_of_another", N_("This document belongs to another programme or to another side.")
        )
    line.number_there = said.terms.get("number", "")[:80]
    line.registered_there_on = date.fromisoformat(said.terms["on"]) if "on" in said.terms else None
    line.save(update_fields=["number_there", "registered_there_on"])


def _fill(paper: PartnerPaper, said: Arrived) -> None:
    terms, kind = said.terms, said.terms.get("type", {})
    paper.statement = said.document
    paper.state = DocumentState(terms["state"])
    paper.number, paper.signer = terms["number"][:80], terms["signer"][:200]
    rules.require_told(paper.state, paper.number, paper.signer)
    paper.subject = Trilingual.of(said.body["title"])
    paper.type_slug, paper.type_code = kind.get("slug", "")[:50], kind.get("code", "")[:15]
    paper.type_name = Trilingual.of(kind.get("name"))
    paper.language = terms["language"][:2]
    paper.dated, paper.sent_on = (date.fromisoformat(terms[name]) for name in ("dated", "sent_on"))
    paper.signer_post = Trilingual.of(terms.get("post"))
    paper.capacity = Capacity(terms.get("capacity", ""))
    paper.purpose = Purpose(terms["purpose"])
    paper.reason = terms.get("reason", "")[:500]


def _files(paper: PartnerPaper, said: Arrived) -> None:
    """Those that have come; a file that comes later is shown when it comes."""
    paper.parts.all().delete()
    names = {one["sha256"]: one["name"] for one in said.body.get("attachments", [])}
    for one in said.terms.get("files", []):
        sha256 = one["sha256"]
        if sha256 not in names or not path_of(sha256).exists():
            continue
        file = adopt(
            sha256=sha256, name=names[sha256], institution=said.institution, given_by=said.account, at=said.at
        )
        share(file=file, institutions=sides_of(said.document).values())
        PartnerPart.objects.create(
            paper=paper, kind=PartKind(one["kind"]), title=one.get("title", "")[:200], file=file
        )
