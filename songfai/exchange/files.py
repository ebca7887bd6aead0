"""The files that documents and signed papers name (record.beside), kept under their hash beside everything else."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping

from songfai.files.actions import path_of, write_durably
from songfai.files.rules import require_acceptable
from songfai.kit.errors import Refused

logger = logging.getLogger("songfai.exchange")
# Of attachments, at most so much in one bundle; the rest is asked for and comes with the next.
ROOM = 96 * 1024 * 1024


def is_here(sha256: str) -> bool:
    return path_of(sha256).exists()


class Here(Mapping[str, bytes]):
    """The bodies of documents, and files that are read from the disk when they are asked for, one at a time. Of a file that has
    gone meanwhile, or is not what its name says, there is nothing: a bundle with it would be refused as a whole."""

    def __init__(self, names: Iterable[str], bodies: Mapping[str, bytes]) -> None:
        self._bodies, self._names = bodies, dict.fromkeys([*names, *bodies])

    def __getitem__(self, sha256: str) -> bytes:
        if sha256 in self._bodies:
            return self._bodies[sha256]
        try:
            data = path_of(sha256).read_bytes() if sha256 in self._names else None
        except FileNotFoundError:
            data = None
        except OSError:
            # A sector that cannot be read must not hold up the record either.
            logger.exception("The file %s on this server cannot be read: it is not sent.", sha256)
            data = None
        if data is None:
            raise KeyError(sha256)
        if hashlib.sha256(data).hexdigest() != sha256:
            logger.error("The file %s on this server is damaged: it is not sent.", sha256)
            raise KeyError(sha256)
        return data

    def __contains__(self, sha256: object) -> bool:
        # The mapping's own would read the whole file to say so.
        return sha256 in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def fitting(wanted: Iterable[str], room: int = ROOM) -> list[str]:
    """Those of the files that are here, as far as they fit into one bundle."""
    found = []
    for sha256 in wanted:
        path = path_of(sha256)
        if path.exists() and (size := path.stat().st_size) <= room:
            found.append(sha256)
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
