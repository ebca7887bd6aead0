"""The file that holds a backup: a tar with a manifest first, then each file it names.

The manifest: {"format", "songfai", "made_at", "engine", "migrations": {app: last name},
"files": [{"path", "size", "sha256"}]}; sizes in bytes, hashes in hexadecimal.
"""

import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from songfai.operations.ground import Failed

FORMAT = "songfai-backup/1"
MANIFEST = "manifest.json"
BLOCK = 1 << 20
# A manifest of a million files is below this; more is not a manifest.
MANIFEST_LIMIT = 256 << 20


@dataclass(frozen=True, slots=True)
class Item:
    path: str
    size: int
    sha256: str


def hash_file(path: Path) -> Item:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return Item(path.name, size, digest.hexdigest())


def write(target: Path, about: dict[str, Any], files: list[tuple[str, Path]]) -> int:
    """Write the archive; returns the number of files in it."""
    items = [(name, source, hash_file(source)) for name, source in files]
    listed = [{"path": name, "size": item.size, "sha256": item.sha256} for name, _, item in items]
    manifest = json.dumps({"format": FORMAT, **about, "files": listed}, indent=1, sort_keys=True).encode()
    with tarfile.open(target, "w:gz", compresslevel=6) as tar:
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(manifest)
        tar.addfile(head, io.BytesIO(manifest))
        for name, source, item in items:
            member = tarfile.TarInfo(name)
            member.size, member.mode = item.size, 0o600
            with source.open("rb") as file:
                tar.addfile(member, file)
    return len(items)


def read_manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    member = tar.next()
    if member is None or member.name != MANIFEST or member.size > MANIFEST_LIMIT:
        raise Failed("This file is not a backup of Songfai: it does not begin with a manifest.")
    stream = tar.extractfile(member)
    try:
        manifest = json.loads(stream.read()) if stream else None
    except ValueError as error:
        raise Failed("The manifest of this backup cannot be read.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Failed("This backup has another format than this version can read.")
    return manifest


def safe_name(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name


def unpack(source: Path, into: Path) -> dict[str, Any]:
    """Lay out every file below `into` and hold it against the manifest; anything that differs is refused."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            manifest = read_manifest(tar)
            expected = {entry["path"]: entry for entry in manifest["files"]}
            while member := tar.next():
                entry = expected.pop(member.name, None)
                if entry is None or not member.isreg() or not safe_name(member.name):
                    raise Failed(f"The backup holds “{member.name}”, which its manifest does not name.")
                lay_out(tar, member, entry, into)
    except FileNotFoundError as error:
        raise Failed(f"There is no file {source}.") from error
    except (tarfile.TarError, EOFError, OSError, KeyError, TypeError) as error:
        raise Failed(f"The backup {source.name} is damaged or incomplete ({error}).") from error
    if expected:
        raise Failed(f"The backup is incomplete: “{next(iter(expected))}” is missing.")
    return manifest


def lay_out(tar: tarfile.TarFile, member: tarfile.TarInfo, entry: dict[str, Any], into: Path) -> None:
    target = into / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    stream = tar.extractfile(member)
    with target.open("wb") as file:
        while stream and (block := stream.read(BLOCK)):
            digest.update(block)
            file.write(block)
    target.chmod(0o600)
    if digest.hexdigest() != entry["sha256"] or member.size != entry["size"]:
        raise Failed(f"“{member.name}” in the backup is not what was saved: its hash differs.")
