"""`songfai backup`: the database and every stored file in one archive that was read back."""

import datetime
import os
import tempfile
from pathlib import Path

from songfai import __version__
from songfai.config.databases import LIMITS
from songfai.operations import archive, engines
from songfai.operations.ground import KEYS, LOCK, MARKS, ROOT_KEYS, SECRET, Failed

# Made anew by every start, of no worth elsewhere; or a mark, which says how far the logs had come since the backup.
LEFT_OUT = {"static", LIMITS, LOCK, MARKS}


def stored_files(data: Path, output: Path) -> list[tuple[str, Path]]:
    """The data folder's own files, without the live database, which is copied by its engine."""
    found = []
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        live_database = len(inside.parts) == 1 and inside.name.startswith("songfai.sqlite3")
        if inside.parts[0] in LEFT_OUT or live_database or not path.is_file() or path.is_symlink():
            continue
        # Root keys belong offline, not into copies that travel.
        if inside.parts[0] == KEYS and ROOT_KEYS in inside.parts[1:-1]:
            continue
        # A file that is just being stored has another name a moment later; its row is not in this copy either.
        if path.suffix == ".part" or path.resolve() == output:
            continue
        found.append((f"data/{inside.as_posix()}", path))
    return found


def part_of(output: Path) -> Path:
    return output.with_name(output.name + ".part")


def run(data: Path, output: Path) -> str:
    """Effect: `output` appears whole or not at all. Refuses to write over an existing file."""
    output = output.resolve()
    if output.exists():
        raise Failed(f"{output} exists already: name another file.")
    if not (data / SECRET).exists() and not os.environ.get("SONGFAI_SECRET_KEY"):
        raise Failed(f"{data} holds no data of Songfai.")
    part = part_of(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        count = write(data, output, part)
        require_readable(part)
        part.rename(output)
    except OSError as error:
        raise Failed(f"The backup cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return f"Saved and read back: {output} ({count} files, {output.stat().st_size:,} bytes)."


def write(data: Path, output: Path, part: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="songfai-backup-") as scratch:
        # The database first: a stored file is written before the row that names it, so none can be missing.
        copy = Path(scratch) / engines.copy_name()
        engines.save(copy)
        about = {
            "songfai": __version__,
            "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "engine": engines.vendor(),
            "migrations": engines.applied_migrations(),
        }
        files = [(copy.name, copy), *stored_files(data, output)]
        count = archive.write(part, about, files)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.chmod(0o600)
    return count


def require_readable(part: Path) -> None:
    """A backup counts only once it has been unpacked, held against its hashes and its database opened."""
    with tempfile.TemporaryDirectory(prefix="songfai-verify-") as scratch:
        archive.unpack(part, Path(scratch))
        engines.require_whole(Path(scratch) / engines.copy_name())
