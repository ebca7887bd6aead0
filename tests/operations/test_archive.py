import gzip
import hashlib
import io
import json
import tarfile

import pytest

from songfai.operations import archive
from songfai.operations.ground import Failed
from tests.operations.archives import members, rewrite


@pytest.fixture
def kept(tmp_path):
    """An archive of two files."""
    for name, body in (("one", b"first"), ("two", b"second" * 1000)):
        (tmp_path / name).write_bytes(body)
    target = tmp_path / "kept.tar.gz"
    archive.write(
        target, {"engine": "sqlite"}, [("one", tmp_path / "one"), ("data/deep/two", tmp_path / "two")]
    )
    return target


def test_archive_unpacks_to_what_went_in(kept, tmp_path):
    manifest = archive.unpack(kept, tmp_path / "out")
    assert (tmp_path / "out" / "one").read_bytes() == b"first"
    assert (tmp_path / "out" / "data" / "deep" / "two").read_bytes() == b"second" * 1000
    assert manifest["engine"] == "sqlite"
    assert manifest["files"][0] == {"path": "one", "size": 5, "sha256": hashlib.sha256(b"first").hexdigest()}


def flip(kept):
    rewrite(kept, [(m, b[:-1] + b"D" if m.name == "data/deep/two" else b) for m, b in members(kept)])


def lengthen(kept):
    rewrite(kept, [(m, b + b"!" if m.name == "one" else b) for m, b in members(kept)])


def drop(kept):
    rewrite(kept, members(kept)[:-1])


def add(kept):
    rewrite(kept, [*members(kept), (tarfile.TarInfo("data/more"), b"more")])


def repeat(kept):
    contents = members(kept)
    rewrite(kept, [*contents, contents[-1]])


def climb(kept):
    (head, manifest), *rest = members(kept)
    said = json.loads(manifest)
    said["files"].append({"path": "../out", "size": 0, "sha256": hashlib.sha256(b"").hexdigest()})
    rewrite(kept, [(head, json.dumps(said).encode()), *rest, (tarfile.TarInfo("../out"), b"")])


def link(kept):
    contents = members(kept)
    with tarfile.open(kept, "w:gz") as tar:
        for member, body in contents[:2]:
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
        elsewhere = tarfile.TarInfo("data/deep/two")
        elsewhere.type, elsewhere.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(elsewhere)


def cut(kept):
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])


def no_tar(kept):
    kept.write_bytes(gzip.compress(b"no tar at all" * 100))


def not_packed(kept):
    kept.write_bytes(b"no archive at all")


def empty(kept):
    kept.write_bytes(b"")


def no_manifest(kept):
    rewrite(kept, members(kept)[1:])


def manifest_of_nothing(kept):
    rewrite(kept, [(members(kept)[0][0], b"[]")])


def manifest_without_files(kept):
    rewrite(kept, [(members(kept)[0][0], json.dumps({"format": archive.FORMAT}).encode())])


DAMAGE = {
    flip: "its hash differs",
    lengthen: "its hash differs",
    drop: "incomplete",
    add: "does not name",
    repeat: "does not name",
    climb: "does not name",
    link: "does not name",
    cut: "damaged or incomplete",
    no_tar: "damaged or incomplete",
    not_packed: "damaged or incomplete",
    empty: "damaged or incomplete",
    no_manifest: "does not begin with a manifest",
    manifest_of_nothing: "another format",
    manifest_without_files: "damaged or incomplete",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_refused_with_its_reason(kept, tmp_path, damage):
    damage(kept)
    with pytest.raises(Failed) as refused:
        archive.unpack(kept, tmp_path / "out")
    assert DAMAGE[damage] in str(refused.value)
    assert not (tmp_path.parent / "out").exists()


def test_archive_cut_anywhere_is_refused_or_whole(kept, tmp_path):
    """Only the padding behind the last file can be lost without a loss."""
    whole = kept.read_bytes()
    refused = 0
    for length in range(0, len(whole), 7):
        kept.write_bytes(whole[:length])
        try:
            archive.unpack(kept, tmp_path / f"out{length}")
        except Failed:
            refused += 1
        else:
            assert (tmp_path / f"out{length}" / "data" / "deep" / "two").read_bytes() == b"second" * 1000
    assert refused >= len(range(0, len(whole), 7)) - 6
