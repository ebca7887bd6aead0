"""`songfai restore`: what a backup holds becomes the data, checked before anything is touched."""

import datetime
import os
import shutil
import tempfile
from pathlib import Path

from songfai.operations import archive, engines
from songfai.operations.ground import COPIES, KEYS, MARKS, SECRET, Failed, hold, start_django


def run(data: Path, source: Path, *, replace: bool = False) -> str:
    """Effect: the data folder (and the tables, on PostgreSQL) are those of the backup; what was there is kept beside.

    Refuses over existing data unless `replace`, while `songfai serve` runs, and any backup that is damaged,
    incomplete, of another engine or of a newer version.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f"{data.name}.restoring-", dir=data.parent))
    try:
        manifest = archive.unpack(source, staging)
        prepare(staging)
        require_fitting(manifest, staging)
        require_free(data, replace)
        with hold(data, exclusive=True):
            kept = switch(data, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    done = f"Restored from {source.name}, made at {manifest['made_at']}: {len(manifest['files'])} files into {data}."
    return f"{done} What was there before is kept in {kept}." if kept else done


def prepare(staging: Path) -> None:
    """The settings need a secret; until the switch, the backup's own serves."""
    secret = staging / "data" / SECRET
    if secret.exists() and not os.environ.get("SONGFAI_SECRET_KEY"):
        os.environ["SONGFAI_SECRET_KEY"] = secret.read_text().strip()
    start_django()


def require_fitting(manifest: dict[str, object], staging: Path) -> None:
    if manifest.get("engine") != engines.vendor():
        raise Failed(
            f"The backup is of {manifest.get('engine')}, and this installation uses {engines.vendor()}."
        )
    engines.require_known_migrations(dict(manifest.get("migrations") or {}))  # type: ignore[call-overload]
    engines.require_whole(staging / engines.copy_name())


def require_free(data: Path, replace: bool) -> None:
    if replace:
        return
    if data.exists() and any(path.name not in ("static", ".in-use") for path in data.iterdir()):
        raise Failed(
            f"{data} holds data already: nothing was changed. Say --replace to put the backup in its place."
        )
    if engines.vendor() != "sqlite" and engines.has_tables():
        raise Failed(
            "The database holds tables already: nothing was changed. Say --replace to put the backup in their place."
        )


def keep_marks(old: Path, data: Path) -> None:
    """What a backup cannot know: how far this server's logs were when they were last shown to somebody (a restored server
    that forgot it would tell a second story), the copies each side has had since, and keys made since. A key of the backup
    is never covered."""
    for name in (MARKS, COPIES, KEYS):
        for path in sorted((old / name).rglob("*")):
            target = data / path.relative_to(old)
            if path.is_file() and (name != KEYS or not target.exists()):
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                shutil.copy2(path, target)


def switch(data: Path, staging: Path) -> Path | None:
    """Put the new folder where the old one is, by renaming; the old one is kept, or back in place after a failure."""
    fresh = staging / "data"
    fresh.mkdir(exist_ok=True)
    copy = staging / engines.copy_name()
    if engines.vendor() == "sqlite":
        copy.rename(fresh / "songfai.sqlite3")
    fresh.chmod(0o700)
    stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    old = data.with_name(f"{data.name}.before-{stamp}")
    was_empty = not any(path.name not in ("static", ".in-use") for path in data.iterdir())
    data.rename(old)
    try:
        fresh.rename(data)
        keep_marks(old, data)
        if engines.vendor() != "sqlite":
            engines.load_postgres(copy)
    except (OSError, Failed):
        if data.exists():
            data.rename(fresh)
        old.rename(data)
        raise
    if was_empty:
        shutil.rmtree(old)
        return None
    return old
