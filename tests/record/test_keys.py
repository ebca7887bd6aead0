"""Key ceremonies: what a side's root keys allow, and what nobody else can do (record format 2.7)."""

import json
from argparse import Namespace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import transaction

from songfai.kit.errors import Refused
from songfai.parties.states import Role
from songfai.record import actions, books, cards, keys, notes
from songfai.record.cards import Reason
from songfai.record.models import Checkpoint, Entry, Log
from songfai.record.states import EntryType
from tests.factories import institution
from tests.record.keyring import Passkey
from tests.record.matter import START, Matter, seat

pytestmark = pytest.mark.django_db


def other_key() -> bytes:
    """A sound key file, of a kind that signs nothing here."""
    private = ec.generate_private_key(ec.SECP256R1())
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def roots(matter: Matter) -> tuple[list[Ed25519PrivateKey], list[Ed25519PrivateKey]]:
    """The present and the coming root keys, as they lie in the root folder."""
    card = keys.card_values(keys.card_of(matter.a.institution))
    found = [keys.read_private(path) for path in keys.roots_here(matter.a.institution)]
    now = [one for one in found if keys.public_of(one) in card.root_keys]
    return now, [one for one in found if one not in now]


def asked(matter: Matter, reason: Reason, **more: object) -> bytes:
    return actions.request_card(institution=matter.a.institution, reason=reason, at=matter.now(), **more)


def signed(request: bytes, *by: Ed25519PrivateKey) -> bytes:
    for root in by:
        request = actions.sign_request(request, root)
    return request


def applied(matter: Matter, data: bytes):
    return actions.apply_card(institution=matter.a.institution, data=data, by=matter.a, at=matter.now())


def own_log(matter: Matter) -> Log:
    return Log.objects.get(register=matter.register, position=1)


def test_rotation_is_written_into_every_log_and_both_keys_sign_for_a_while():
    matter = Matter()
    other = Matter(matter.a.institution)
    matter.in_force()
    old = keys.card_values(keys.card_of(matter.a.institution))
    (first, second, _), _ = roots(matter)
    row = applied(matter, signed(asked(matter, Reason.ROTATION), first, second))
    assert row.serial == 2
    for one in (matter, other):
        log = own_log(one)
        assert log.entries.last().type == EntryType.KEY
        card = books.card_at(log, log.size)
        note = notes.read(Checkpoint.objects.get(log=log).note)
        assert card.log != old.log
        assert notes.signed_by_log(note, card.log)
        assert notes.signed_by_log(note, old.log)
    matter.in_force("plan/2027")
    assert actions.recompute(matter.register) == []


@pytest.mark.parametrize(
    ("signers", "code"),
    [
        ((0,), "card_unsigned"),
        ((), "card_unsigned"),
        ((0, 0), "card_unsigned"),
        ((0, 1), ""),
        ((0, 1, 2), ""),
    ],
)
def test_two_of_three_root_keys_sign(signers, code):
    matter = Matter()
    now, _ = roots(matter)
    data = signed(asked(matter, Reason.ROTATION), *(now[place] for place in signers))
    before = Entry.objects.count()
    if not code:
        assert applied(matter, data).serial == 2
        return
    with pytest.raises(Refused) as refused:
        applied(matter, data)
    assert refused.value.code == code
    assert Entry.objects.count() == before


def test_stranger_cannot_sign_a_card():
    matter = Matter()
    strangers = [Ed25519PrivateKey.generate() for _ in range(3)]
    with pytest.raises(Refused) as refused:
        applied(matter, signed(asked(matter, Reason.ROTATION), *strangers))
    assert refused.value.code == "card_unsigned"


def test_revocation_says_what_was_good_and_only_the_new_key_signs():
    matter = Matter()
    matter.in_force()
    old = keys.card_values(keys.card_of(matter.a.institution))
    now, _ = roots(matter)
    log = own_log(matter)
    applied(matter, signed(asked(matter, Reason.REVOCATION, what=["log"]), *now))
    card = books.card_at(own_log(matter), own_log(matter).size)
    assert card.said["revoked"] == [notes.text64(old.log)]
    assert card.good(log.origin) == (log.size, books.frontier_of(log).root())
    note = notes.read(Checkpoint.objects.get(log=log).note)
    assert notes.signed_by_log(note, card.log)
    assert not notes.signed_by_log(note, old.log)


def test_new_root_keys_are_those_announced_and_sign_with_the_old():
    matter = Matter()
    now, coming = roots(matter)
    public = [keys.public_of(one) for one in coming]
    after = cards.root_hash([keys.public_of(Ed25519PrivateKey.generate()) for _ in range(3)], keys.THRESHOLD)
    request = asked(matter, Reason.ROOT, roots=public, following=after)
    with pytest.raises(Refused) as refused:
        applied(matter, signed(request, *now))
    assert refused.value.code == "card_unsigned"
    applied(matter, signed(request, *now, *coming))
    # The old root keys are nobody any more.
    with pytest.raises(Refused) as refused:
        applied(matter, signed(asked(matter, Reason.ROTATION), *now))
    assert refused.value.code == "card_unsigned"
    applied(matter, signed(asked(matter, Reason.ROTATION), *coming[:2]))


def test_thief_of_the_root_keys_cannot_bring_in_keys_of_their_own():
    matter = Matter()
    now, _ = roots(matter)
    theirs = [Ed25519PrivateKey.generate() for _ in range(3)]
    with pytest.raises(Refused) as refused:
        asked(
            matter, Reason.ROOT, roots=[keys.public_of(one) for one in theirs], following="sha256:" + "0" * 64
        )
    assert refused.value.code == "root_not_committed"
    # Not even by making the card by hand: what is to come was announced and cannot be changed either.
    body, _ = actions.read_request(asked(matter, Reason.ROTATION))
    other = body.replace(
        keys.card_values(keys.card_of(matter.a.institution)).said["root"]["next"].encode(),
        cards.root_hash([keys.public_of(one) for one in theirs], 2).encode(),
    )
    with pytest.raises(Refused) as refused:
        keys.add(matter.a.institution, other, [cards.sign(other, root) for root in now], matter.now())
    assert refused.value.code == "root_next_changed"


def test_root_keys_are_taken_offline_and_wiped_here(tmp_path):
    matter = Matter()
    places = [tmp_path / f"safe-{n}" for n in range(3)]
    assert len(keys.roots_here(matter.a.institution)) == 6
    assert keys.take_offline(matter.a.institution, places) == 6
    assert keys.roots_here(matter.a.institution) == []
    assert [len(list(place.glob("*.pem"))) for place in places] == [2, 2, 2]
    card = keys.card_values(keys.card_of(matter.a.institution))
    found = [keys.read_private(path) for place in places for path in place.glob("*.pem")]
    assert sum(keys.public_of(one) in card.root_keys for one in found) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for place in places for path in place.glob("*.pem"))


def test_without_its_keys_a_server_writes_for_nobody(settings, tmp_path):
    matter = Matter()
    assert keys.holds(matter.a.institution)
    settings.KEYS = Path(tmp_path / "elsewhere")
    assert not keys.holds(matter.a.institution)
    with pytest.raises(Refused) as refused:
        matter.offer(matter.a)
    assert refused.value.code == "keys_missing"


def test_card_that_names_officers_lets_only_their_passkeys_agree():
    from songfai.people.consent import PASSKEY, PASSWORD, Consent

    matter = Matter()
    now, _ = roots(matter)
    officers = [{"id": "o1", "key": "a2V5", "office": {"en": "Minister"}}]
    applied(matter, signed(asked(matter, Reason.ROTATION, officers=officers), *now))
    document = matter.offer(matter.b)
    for consent in (
        None,
        Consent(matter.a.account_id, document.sha256, PASSWORD),
        Consent(matter.a.account_id, document.sha256, PASSKEY, {"key": "b3RoZXI"}),
    ):
        with pytest.raises(Refused) as refused:
            actions.approve(
                document=document, seen=document.sha256, by=matter.a, at=matter.now(), consent=consent
            )
        assert refused.value.code == "officer_unnamed"
    consent = Consent(matter.a.account_id, document.sha256, PASSKEY, {"key": "a2V5"})
    done = actions.approve(
        document=document, seen=document.sha256, by=matter.a, at=matter.now(), consent=consent
    )
    assert done.standing.stage == "in_force"


def test_the_passkeys_of_those_who_may_agree_are_given_as_a_card_names_them(tmp_path):
    """From the accounts of the leaders to the card: after it one of these very keys agrees, by its own signature."""
    from songfai.operations.ground import Failed
    from songfai.operations.keys import officers

    matter = Matter()
    asked_for = Namespace(institution=matter.a.institution.slug)
    with pytest.raises(Failed):
        officers(asked_for)
    key, other = Passkey(), Passkey()
    key.belongs_to(matter.a.account)
    other.belongs_to(seat(matter.a.institution, Role.READER).account)
    matter.a.post = {"lo": "ລັດຖະມົນຕີ", "en": "Minister"}
    matter.a.save()
    named = json.loads(officers(asked_for))
    assert named == [{"id": "o1", "key": key.public(), "office": {"lo": "ລັດຖະມົນຕີ", "en": "Minister"}}]
    now, _ = roots(matter)
    applied(matter, signed(asked(matter, Reason.ROTATION, officers=named), *now))
    assert keys.card_values(keys.card_of(matter.a.institution)).officers == [key.public()]


def refusal(act, *given: object, **named: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return refused.value.code


@pytest.mark.parametrize("data", [b"", b"no key", other_key()], ids=["empty", "text", "another kind"])
def test_file_that_is_no_key_of_ours_is_named_and_not_used(tmp_path, data):
    path = tmp_path / "root.pem"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        keys.read_private(path)
    assert (refused.value.code, refused.value.params) == ("key_unreadable", {"name": "root.pem"})
    assert refusal(keys.read_private, tmp_path / "nowhere.pem") == "key_unreadable"


def test_root_keys_need_three_places(tmp_path):
    body = institution()
    assert refusal(keys.create, body, START, root_folders=[tmp_path / "one"]) == "root_places"
    assert keys.card_of(body) is None
    matter = Matter()
    same = [tmp_path / "safe"] * 3
    assert refusal(keys.take_offline, matter.a.institution, same) == "root_places"
    assert len(keys.roots_here(matter.a.institution)) == 6
    places = [tmp_path / f"safe-{n}" for n in range(3)]
    keys.take_offline(matter.a.institution, places)
    assert refusal(keys.take_offline, matter.a.institution, places) == "roots_gone"


def test_no_root_key_is_wiped_before_each_has_another_place(tmp_path):
    matter = Matter()
    # One more than there are places: somebody's own copy.
    keys.keep(keys.folder_of(matter.a.institution) / keys.ROOT_FOLDER, Ed25519PrivateKey.generate())
    before = keys.roots_here(matter.a.institution)
    places = [tmp_path / f"safe-{n}" for n in range(3)]
    assert refusal(keys.take_offline, matter.a.institution, places) == "key_not_moved"
    assert keys.roots_here(matter.a.institution) == before
    assert all(keys.read_private(path) for path in before)


def test_card_is_kept_for_its_own_institution_and_once():
    matter = Matter()
    row = keys.card_of(matter.a.institution)
    card = keys.card_values(row)
    given = (bytes(row.body), card.signatures, matter.now())
    assert refusal(keys.add, matter.b.institution, *given) == "card_of_another"
    assert keys.add(matter.a.institution, *given) == row
    assert matter.a.institution.cards.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"fmt":"coop-card-request/2","card":"","sigs":[]}',
        b'{"fmt":"coop-card-request/1","card":1,"sigs":[]}',
        b'{"fmt":"coop-card-request/1","card":"","sigs":[{"key":"!","sig":""}]}',
    ],
)
def test_file_that_is_no_request_is_said_to_be_none(data):
    assert refusal(actions.read_request, data) == "request_form"


def test_keys_are_changed_where_they_are(settings, tmp_path):
    matter = Matter()
    now, _ = roots(matter)
    request = signed(asked(matter, Reason.ROTATION), *now)
    card = keys.card_values(keys.card_of(matter.a.institution))
    # The new ones were made on another server.
    for key in keys.folder_of(matter.a.institution).glob("*.pem"):
        if keys.public_of(keys.read_private(key)) not in (card.log, card.witness):
            key.unlink()
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        applied(matter, request)
    assert (refused.value.code, Entry.objects.count()) == ("keys_missing", before)
    assert keys.card_of(matter.a.institution).serial == 1
    settings.KEYS = tmp_path
    assert refusal(asked, matter, Reason.ROTATION) == "keys_missing"
    assert refusal(
        actions.request_card, institution=institution(), reason=Reason.ROTATION, at=matter.now()
    ) == ("keys_missing")


def test_witness_key_is_changed_alone():
    matter = Matter()
    now, _ = roots(matter)
    before = keys.card_values(keys.card_of(matter.a.institution))
    row = applied(matter, signed(asked(matter, Reason.ROTATION, what=["witness"]), *now))
    after = keys.card_values(row)
    assert (after.log == before.log, after.witness == before.witness) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_whether_a_partner_is_elsewhere_is_known_from_the_cards_of_those_no_log_is_written_for(
    rows, tmp_path, settings, django_assert_num_queries
):
    """The folders of those whose logs are written here are not looked into."""
    for _ in range(rows):
        Matter()
    with django_assert_num_queries(1):
        assert not keys.partners_elsewhere()
    here, settings.KEYS = settings.KEYS, tmp_path / "empty"
    assert not keys.partners_elsewhere()
    # One that has shown its card and has nothing here yet; then as if its keys were here.
    partner = institution()
    settings.KEYS = tmp_path / "theirs"
    keys.create(partner, START)
    with django_assert_num_queries(1):
        assert not keys.partners_elsewhere()
    settings.KEYS = here
    with django_assert_num_queries(1):
        assert keys.partners_elsewhere()
