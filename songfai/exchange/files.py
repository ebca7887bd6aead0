"""The files that documents and signed papers name (record.beside), kept under their hash beside everything else."""

from collections.abc import Iterable, Mapping

from songfai.files.actions import path_of, write_durably
from songfai.files.rules import require_acceptable
from songfai.kit.errors import Refused

# Of attachments, at most so much in one bundle; the rest is asked for and comes with the next.
ROOM = 96 * 1024 * 1024


def is_here(sha256: str) -> bool:
    return path_of(sha256).exists()


def load(wanted: Iterable[str], room: int = ROOM) -> dict[str, bytes]:
    """Those of the files that are here, as far as they fit into one bundle."""
    found = {}
    for sha256 in wanted:
        path = path_of(sha256)
        if path.exists() and (size := path.stat().st_size) <= room:
            found[sha256] = path.read_bytes()
            room -= size
    return found


def keep(files: Mapping[str, bytes], names: Mapping[str, str]) -> tuple[set[str], list[Refused]]:
    """Keep the files that documents name, each looked at like an upload; (what was kept, what was refused). Of `files` no
    more than one is in the memory at a time."""
    kept, refused = set(), []
    for sha256 in sorted(set(files) & set(names)):
        data = files[sha256]
        try:
            require_acceptable(names[sha256], data)
        except Refused as refusal:
            refused.append(refusal)
            continue
        write_durably(path_of(sha256), data)
        kept.add(sha256)
    return kept, refused
