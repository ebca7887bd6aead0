"""A backup's file taken apart and put together again, to damage it."""

import io
import tarfile
from pathlib import Path

Contents = list[tuple[tarfile.TarInfo, bytes]]


def members(archive: Path) -> Contents:
    with tarfile.open(archive) as tar:
        return [(member, tar.extractfile(member).read()) for member in tar]


def rewrite(archive: Path, contents: Contents) -> None:
    with tarfile.open(archive, "w:gz") as tar:
        for member, body in contents:
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
