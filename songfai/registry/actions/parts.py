"""Files of a document: the scan, the text, its appendices. Kept by hash, searched by what they say."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from songfai.files.actions import path_of, store
from songfai.journal.actions import write
from songfai.kit.text import normalise_input
from songfai.parties.models import Seat
from songfai.reading import archives
from songfai.reading.files import Unreadable
from songfai.registry import rules
from songfai.registry.actions.holding import LONGEST_TEXT, hold, note_words
from songfai.registry.models import OfficialDocument, Part, PartnerPart
from songfai.registry.permissions import check_may
from songfai.registry.states import DocumentState, PartKind


def words_in(name: str, data: bytes) -> tuple[str, str]:
    """(text, why there is none). A scan holds pictures of pages: it is kept, and not searched."""
    try:
        return normalise_input(archives.words_in(name, data))[:LONGEST_TEXT], ""
    except Unreadable as refused:
        return "", refused.code


def take_over(document: OfficialDocument, parts: Iterable[Part | PartnerPart]) -> None:
    """Files of what was sent to us, each once, with its words for search: known already where its sender is of this server,
    read where the partner's server sent them."""
    here = set(document.parts.values_list("file__sha256", flat=True))
    for one in parts:
        if one.file.sha256 in here:
            continue
        # Its sender may have destroyed the document since: then its words are not there, and are read from the file.
        if isinstance(one, Part) and (one.text or one.unread):
            text, unread = one.text, one.unread
        else:
            place = path_of(one.file.sha256)
            # Its giver may have had it erased since.
            text, unread = (
                words_in(one.file.name, place.read_bytes()) if place.exists() else ("", "file_gone")
            )
        document.parts.create(kind=one.kind, title=one.title, file=one.file, text=text, unread=unread)
    note_words(document)
    document.save(update_fields=["search"])


@transaction.atomic
def add_part(
    *, document: OfficialDocument, kind: str, title: str, name: str, data: bytes, by: Seat, at: datetime
) -> Part:
    """Keep a file with the document. Refused: parts_closed, not_signed_yet, and what files.rules refuses."""
    check_may(by, "parts", document)
    hold(document)
    rules.require_part(DocumentState(document.state), PartKind(kind))
    file = store(name=name, data=data, by=by, at=at)
    text, unread = words_in(name, data)
    part = Part.objects.create(document=document, kind=kind, title=title, file=file, text=text, unread=unread)
    note_words(document)
    document.save()
    write(by=by, at=at, verb="registry.add_part", subject=document, file=file.name, sha256=file.sha256)
    return part


@transaction.atomic
def remove_part(*, part: Part, by: Seat, at: datetime) -> None:
    """Take a file out while it may still change; the stored file and the journal stay. Refused: parts_closed."""
    document = part.document
    check_may(by, "parts", document)
    hold(document)
    rules.require_part(DocumentState(document.state), PartKind(part.kind))
    write(
        by=by, at=at, verb="registry.remove_part", subject=document, file=str(part), sha256=part.file.sha256
    )
    part.delete()
    note_words(document)
    document.save()
