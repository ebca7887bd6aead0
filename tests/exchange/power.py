"""What a disk may hold after the power failed: written down by strace as a process writes, and put together again.

POSIX promises less than it seems. What was written to a file is sure only once the file was synced; a name (made, moved or
taken away) only once its folder was. Until then each sector of 512 bytes may be there or not, in any order, and so may
the names, oldest first. A `Disk` follows the calls one by one and gives the states that are possible at any of them.
"""

import ctypes
import os
import random
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,unlink,close"
    # Not modelled: that one of them is called is an error of the model, not passed over.
    ",writev,pwritev,pwritev2,truncate,fallocate,renameat,renameat2,unlinkat,linkat,copy_file_range,sendfile"
)
SECTOR = 512
LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+|\?)")
ANYBODY = ctypes.c_ulong(-1)
PR_SET_PTRACER = 0x59616D61


def plain_bytes(text: str) -> bytes:
    """As strace -xx writes them."""
    return bytes.fromhex(text.replace("\\x", ""))


def plain_text(text: str) -> str:
    return plain_bytes(text).decode()


@dataclass(frozen=True)
class Call:
    """`path` is what the call is about, `other` the new name of a rename."""

    name: str
    path: str
    offset: int = 0
    data: bytes = b""
    other: str = ""


def traced(work: Callable[[], None], log: Path) -> list[Call]:
    """Run the work in a child process; the calls that changed something on the disk, in their order."""
    child = os.fork()
    if child == 0:
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    command = ["strace", "-f", "-q", "-y", "-xx", "-s", "99999999", "-e", f"trace={CALLS}"]
    with subprocess.Popen([*command, "-o", str(log), "-p", str(child)], stderr=subprocess.PIPE) as watching:
        while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text():
            assert watching.poll() is None, watching.communicate()[1].decode()
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
        watching.wait(timeout=20)
    assert status == 0, f"the work ended with {status}"
    return list(calls_of(log.read_text()))


def calls_of(text: str) -> Iterator[Call]:
    """What strace wrote down, without what failed."""
    places: dict[str, int] = {}
    for line in text.splitlines():
        found = LINE.match(line)
        if found and found[3] not in ("?", "-1"):
            yield from call_of(found[1], found[2], int(found[3]), places)


def call_of(name: str, said: str, result: int, places: dict[str, int]) -> Iterator[Call]:
    """`places`: where each open file is read and written next, by its descriptor; moved on here."""
    words = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', said)
    about = re.match(r"(\d+)<((?:\\x[0-9a-f]{2})*)>", said)
    opened, path = (about[1], plain_text(about[2])) if about else ("", plain_text(words[0]))
    last = said.rpartition(", ")[2]
    match name:
        case "openat":
            path, flags = plain_text(words[0]), said.rpartition('", ')[2]
            assert "O_APPEND" not in flags or "O_CREAT" not in flags, "appending is not modelled"
            places[str(result)] = 0
            if "O_CREAT" in flags:
                yield Call("make", path)
            if "O_TRUNC" in flags:
                yield Call("cut", path)
        case "lseek":
            places[opened] = result
        case "write" | "pwrite64":
            offset = int(last) if name == "pwrite64" else places.get(opened, 0)
            yield Call("write", path, offset, plain_bytes(words[0])[:result])
            places[opened] = places.get(opened, 0) + (result if name == "write" else 0)
        case "ftruncate":
            yield Call("cut", path, int(last))
        case "fsync" | "fdatasync":
            yield Call("sync", path)
        case "rename" | "unlink":
            yield Call(name, path, other=plain_text(words[-1]))
        case "close":
            pass
        case _:
            raise AssertionError(f"{name} is not modelled")


@dataclass
class File:
    kept: bytes = b""
    waiting: list[Call] = field(default_factory=list)

    def now(self) -> bytes:
        return self.after(self.waiting)

    def after(self, done: list[Call]) -> bytes:
        content = bytearray(self.kept)
        for call in done:
            end = call.offset if call.name == "cut" else call.offset + len(call.data)
            content.extend(bytes(max(0, end - len(content))))
            if call.name == "cut":
                del content[end:]
            else:
                content[call.offset : end] = call.data
        return bytes(content)

    def torn(self, chance: random.Random) -> bytes:
        """Each sector of what waits is there or not."""
        parts = []
        for call in self.waiting:
            if call.name == "cut":
                parts += [call] if chance.random() < 0.5 else []
                continue
            at = 0
            while at < len(call.data):
                step = SECTOR - (call.offset + at) % SECTOR
                if chance.random() < 0.5:
                    parts.append(Call("write", call.path, call.offset + at, call.data[at : at + step]))
                at += step
        return self.after(parts)


Names = dict[str, File]


@dataclass(frozen=True)
class Naming:
    """A name is made, moved or taken away: `file` is what a made one is for."""

    call: Call
    file: File

    @property
    def folder(self) -> str:
        return str(Path(self.call.path).parent)

    def on(self, names: Names) -> None:
        if self.call.name == "make":
            names[self.call.path] = self.file
        elif file := names.pop(self.call.path, None):
            if self.call.name == "rename":
                names[self.call.other] = file


class Disk:
    """The files under some folders. Names are kept apart from files, as a disk keeps them."""

    def __init__(self, folders: list[Path]) -> None:
        self.folders = [f"{folder}/" for folder in folders]
        found = sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()})
        self.names: Names = {str(path): File(path.read_bytes()) for path in found}
        self.kept_names = dict(self.names)
        self.waiting: list[Naming] = []

    def follow(self, call: Call) -> bool:
        """Whether the call changed what the disk may hold."""
        if not any(f"{call.path}/".startswith(folder) for folder in self.folders):
            return False
        file = self.names.get(call.path)
        if call.name == "sync" and file:
            file.kept, file.waiting = file.now(), []
        elif call.name == "sync":
            for one in self.waiting:
                if one.folder == call.path:
                    one.on(self.kept_names)
            self.waiting = [one for one in self.waiting if one.folder != call.path]
        elif call.name in ("write", "cut"):
            assert file, f"{call.path} has no name any more"
            file.waiting.append(call)
        elif call.name == "make" and file:
            return False
        else:
            naming = Naming(call, file or File())
            naming.on(self.names)
            self.waiting.append(naming)
        return True

    def states(self, chance: random.Random, torn: int) -> Iterator[dict[str, bytes]]:
        """All that waits lost; all of it kept; and `torn` states in between."""
        yield {path: file.kept for path, file in self.kept_names.items()}
        yield {path: file.now() for path, file in self.names.items()}
        for _ in range(torn):
            names = dict(self.kept_names)
            for one in self.waiting[: chance.randint(0, len(self.waiting))]:
                one.on(names)
            yield {path: file.torn(chance) for path, file in names.items()}

    def lay(self, state: dict[str, bytes]) -> None:
        """Make the real folders hold this."""
        for folder in self.folders:
            for path in Path(folder).rglob("*"):
                if path.is_file() and str(path) not in state:
                    path.unlink()
        for name, content in state.items():
            Path(name).write_bytes(content)
