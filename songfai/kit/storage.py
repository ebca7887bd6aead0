"""The server's disk or its database says no: full, not to be written on, or others were first. Plain words for it, in place of
a broken page."""

import errno

from songfai.kit.errors import N_, Refused

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
# As the engines word it (SQLite, PostgreSQL).
WORDS_FULL = ("disk is full", "no space left", "could not extend file", "disk full")
WORDS_CLOSED = ("readonly database", "read-only", "unable to open database file", "disk i/o error")
# Two that waited for each other, of whom the database has ended this one; a lock that did not come in time. PostgreSQL says it in
# the language of its server, so it is known by its code; SQLite's names begin so.
BUSY = {"40001", "40P01", "55P03"}
BUSY_NAMES = ("SQLITE_BUSY", "SQLITE_LOCKED")


class NoRoom(Refused):
    """Nothing was saved, and it is nobody's mistake who uses the pages: 503."""


def no_room(problem: BaseException) -> NoRoom | None:
    """The refusal for a problem of the disk, or of others who write at the same moment; None for any other."""
    from django.db import OperationalError

    if isinstance(problem, OperationalError) and _is_busy(problem.__cause__):
        return NoRoom(
            "storage_busy",
            N_("Others were writing at the same moment. Nothing was saved. Please try again."),
        )
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


def _is_busy(cause: BaseException | None) -> bool:
    """`cause`: what the database's own library has raised."""
    name = getattr(cause, "sqlite_errorname", "") or ""
    return getattr(cause, "sqlstate", None) in BUSY or name.startswith(BUSY_NAMES)
