import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from songfai.files.actions import path_of, share, store, write_durably
from songfai.files.models import StoredFile
from songfai.kit.errors import Refused
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db
DATA = b"%PDF-1.7 minutes"


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return store(name="../biên bản.pdf", data=DATA, by=make.seat(), at=make.NOW)


def fetch(client, seat, file):
    client.force_login(seat.account)
    return client.get(f"/files/{file.key}/")


def test_a_file_is_kept_under_its_hash_with_a_clean_name(stored):
    assert stored.name == "biên bản.pdf"
    assert path_of(hashlib.sha256(DATA).hexdigest()).read_bytes() == DATA


def test_a_refused_file_leaves_nothing_behind(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(Refused):
        store(name="a.exe", data=b"MZ", by=make.seat(), at=make.NOW)
    assert not StoredFile.objects.exists()
    assert not list(tmp_path.iterdir())


def test_a_file_comes_as_an_inert_download(client, stored):
    response = fetch(client, make.seat(stored.institution), stored)
    assert b"".join(response.streaming_content) == DATA
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_is_hidden_from_others_until_it_is_shared(client, stored):
    other = make.seat()
    assert fetch(client, other, stored).status_code == 404
    share(file=stored, institutions=[other.institution])
    assert fetch(client, other, stored).status_code == 200


def test_an_administrator_does_not_read_files(client, stored):
    assert fetch(client, make.seat(stored.institution, Role.ADMINISTRATOR), stored).status_code == 404


def test_one_file_given_many_times_at_once_is_kept_whole(tmp_path):
    data, path = b"%PDF-1.7 " + bytes(3_000_000), tmp_path / "ab" / "abcd"
    with ThreadPoolExecutor(8) as people:
        for done in [people.submit(write_durably, path, data) for _one in range(24)]:
            done.result()
    assert [one.name for one in path.parent.iterdir()] == ["abcd"]
    assert path.read_bytes() == data
