"""Two sides in two rooms of one machine, each without a network and without sight of the other's disk: a courier carries files.

Each command runs in a network and a file system of its own (Linux namespaces): the other side's folder is empty there, and
no address answers.
"""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from songfai.exchange.parts import parts_of
from tests.exchange.story import APPROVE, BEGIN, DRAFT, LAOS, OFFER, VIET_NAM, Office
from tests.fixtures.console import Console

# The last is the other side's folder, which is hidden; what follows is run.
APART = ("unshare", "--net", "--mount", "--", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"')
LOOK = """
import socket
from pathlib import Path
from django.conf import settings
print(list(Path({other!r}).iterdir()))
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=5).close()
    print("a network")
except OSError:
    print("no network")
"""


@pytest.fixture
def rooms(new_console, tmp_path) -> tuple[Office, Office]:
    offices = []
    for name, other, body in (("a", "b", VIET_NAM), ("b", "a", LAOS)):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copytree(new_console().data, folder / "data")
        offices.append(Office(name, body, Console(folder / "data", within=(*apart(), str(tmp_path / other)))))
    for office in offices:
        office.email = office.does(BEGIN.format(body=office.body)).split()[-1]
    return offices[0], offices[1]


def apart() -> tuple[str, ...]:
    """The command that sets a process apart; who is not root becomes so in a world of their own."""
    command = APART if os.geteuid() == 0 else (APART[0], "--map-root-user", *APART[1:])
    try:
        subprocess.run([*command, "/tmp", "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine allows no namespaces")
    return command


def home(office: Office) -> Path:
    return office.console.data.parent


def courier(sender: Office, receiver: Office, name: str, *written: str) -> Path:
    """The sender writes the file into its own room; the courier puts a copy into the other one."""
    sender.says(*written, str(home(sender) / name))
    return Path(shutil.copy(home(sender) / name, home(receiver) / name))


def carried(sender: Office, receiver: Office, name: str) -> Path:
    return courier(sender, receiver, name, "bundle", "export", "--programme", "memorandum", "--output")


@pytest.mark.once
@pytest.mark.thorough
def test_from_an_offer_to_in_force_on_both_sides_in_three_files(rooms):
    a, b = rooms
    with socket.create_server(("127.0.0.1", 0)) as there:
        for office, other in ((a, b), (b, a)):
            look = LOOK.format(other=str(home(other)), port=there.getsockname()[1])
            assert office.does(look).split("\n")[:2] == ["[]", "no network"]
    for office, other in ((a, b), (b, a)):
        card = courier(
            office, other, f"{office.name}.card", "partner", "card", office.body["slug"], "--output"
        )
        assert "Read it aloud" in other.says("partner", "add", str(card))
    a.does(DRAFT)
    a.does(OFFER)

    b.says("bundle", "import", str(carried(a, b, "1.coop")))
    b.does(APPROVE)

    # The second goes by mail in parts, and one of them is lost for a day: nothing is taken in, and it says which.
    answer = carried(b, a, "2.coop")
    parts = []
    for number, data in enumerate(parts_of(answer.read_bytes(), 2000), 1):
        parts.append(home(a) / f"2-{number}.coop")
        parts[-1].write_bytes(data)
    assert len(parts) > 2
    lost = parts.pop(1)
    refused = a.console("bundle", "import", *map(str, parts))
    assert refused.returncode and "Part 2 of" in refused.stderr
    assert a.stages() == ({"programme": "offered"}, [a.stages()[1][0], 0])
    a.says("bundle", "import", *map(str, [lost, *parts]))
    assert a.stages()[0] == {"programme": "in_force"}

    b.says("bundle", "import", str(carried(a, b, "3.coop")))
    assert b.stages()[0] == {"programme": "in_force"}
    for office in rooms:
        assert "\nvalid:" in office.says("verify")
