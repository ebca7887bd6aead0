import stat

import pytest

from songfai.cli import main
from tests.fixtures.console import ask

pytestmark = pytest.mark.database


def test_init_makes_a_private_folder_and_an_administrator(console):
    done = console("init", "--admin", "head@example.la")
    assert done.returncode == 0, done.stderr
    assert "Administrator head@example.la, password " in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert stat.S_IMODE(console.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((console.data / "secret-key").stat().st_mode) == 0o600
    assert ask(console, "SELECT email FROM people_account WHERE is_superuser") == "head@example.la"


def test_init_again_keeps_the_secret_and_refuses_the_same_administrator(ready_console):
    secret = (ready_console.data / "secret-key").read_text()
    again = ready_console("init", "--admin", "HEAD@example.la")
    assert again.returncode == 1
    assert again.stderr == "songfai init: There is an account for HEAD@example.la already.\n"
    assert (ready_console.data / "secret-key").read_text() == secret
    assert ask(ready_console, "SELECT count(*) FROM people_account") == "1"


@pytest.mark.once
def test_init_refuses_what_is_no_address(ready_console):
    refused = ready_console("init", "--admin", "head")
    assert (refused.returncode, refused.stderr) == (1, "songfai init: “head” is not an e-mail address.\n")


@pytest.mark.once
def test_init_says_when_the_folder_cannot_be_made(console):
    console.data.write_text("a file where the folder should be")
    refused = console("init")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"songfai init: The data folder {console.data} cannot be made")


def test_serve_refuses_data_that_is_not_ready(console):
    console.data.mkdir()
    (console.data / "secret-key").write_text("x" * 60)
    refused = console("serve")
    assert refused.returncode == 1
    assert "The database is not ready" in refused.stderr
    assert "songfai init" in refused.stderr


@pytest.mark.once
def test_command_without_secret_says_what_to_do(console):
    refused = console("backup", "--output", "nowhere.tar.gz")
    assert refused.returncode == 1
    assert "run `songfai init" in refused.stderr


@pytest.mark.once
def test_unknown_argument_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["serve", "--port", "80"])
    assert stopped.value.code == 2
    assert "--port" in capsys.readouterr().err


@pytest.mark.once
def test_number_of_workers_is_a_number(capsys):
    with pytest.raises(SystemExit):
        main(["serve", "--workers", "0"])
    assert "not a number from 1 on" in capsys.readouterr().err
