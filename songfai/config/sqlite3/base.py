"""SQLite as Django knows it, and those who write take turns.

SQLite lets one process write at a time, and whoever waits asks again and again: among many writers one may ask in vain
until its time is over ("database is locked"), though the others wait for nobody. A lock on a file beside the database
is given by the system in the order in which it was asked for, and given back when its holder dies. It only keeps the
order; that two never write at once is SQLite's own lock, which stays as it is.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    _turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
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
