"""SQLite as Django knows it, and those who write take turns.

SQLite lets one process write at a time, and whoever waits asks again and again: among many writers one may ask in vain
until its time is over ("database is locked"), though the others wait for nobody. A lock on a file beside the database
is given by the system in the order in which it was asked for, and given back when its holder dies. It only keeps the
order; that two never write at once is SQLite's own lock, which stays as it is.

A connection that is kept between requests is given up when another file stands in the place of the one it opened: who
restores a backup renames folders, and the old file would be written to where nobody looks.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: int | None = None
    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        # Before it is opened: a file that is put there in between is found out at the next request.
        self._opened = self._file()
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        return bool(super().is_usable()) and self._opened in (None, self._file())

    def _file(self) -> tuple[int, int] | None:
        """Which file it is, whatever its name; None where there is none yet."""
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        # Whatever was asked for: the background worker would have the database alone, which waits for all who read and
        # keeps them out, and it looks for tasks every second. That nobody else writes is enough for it.
        self.transaction_mode = "IMMEDIATE"
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _take_turn(self) -> None:
        if self._turn is not None or self.is_in_memory_db():
            return
        try:
            self._turn = os.open(
                f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
        except OSError:
            # A full disk or a folder that cannot be written: SQLite says it better.
            return
        fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None

    def _commit(self) -> Any:
        # A commit that fails is followed by a rollback, which ends the turn.
        done = super()._commit()  # type: ignore[misc]
        self._end_turn()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
