"""The server's disk says no: full, or not to be written on. Plain words for it, in place of a broken page."""

import errno

from songfai.kit.errors import N_, Refused

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
# As the engines word it (SQLite, PostgreSQL).
WORDS_FULL = ("disk is full", "no space left", "could not extend file", "disk full")
WORDS_CLOSED = ("readonly database", "read-only", "unable to open database file", "disk i/o error")


class NoRoom(Refused):
    """Nothing was saved, and it is nobody's mistake who uses the pages: 503."""


def no_room(problem: BaseException) -> NoRoom | None:
    """The refusal for a problem of the disk; None for any other."""
    from django.db import OperationalError

    words = str(problem).lower() if isinstance(problem, OperationalError) else ""
    number = problem.errno if isinstance(problem, OSError) else None
    if number in FULL or any(said in words for said in WORDS_FULL):
        return NoRoom(
            "storage_full",
            N_("The disk of this server is full. Nothing was saved. Tell the administrator, then try again."),
        )
    if number in CLOSED or any(said in words for said in WORDS_CLOSED):
        return NoRoom(
            "storage_closed",
            N_(
                "This server cannot write on its disk. Nothing was saved. Tell the administrator, then try again."
            ),
        )
    return None
