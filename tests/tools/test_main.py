import pytest

from tools import main as tool


@pytest.mark.parametrize("command", sorted(set(tool.COMMANDS) - set(tool.PASSED_ON)))
def test_help_of_a_command_is_told_and_nothing_is_done(command, capsys, monkeypatch):
    done = []
    monkeypatch.setitem(tool.COMMANDS, command, lambda arguments: done.append(arguments))
    assert tool.main([command, "--help"]) == 0
    assert f"  {command} " in capsys.readouterr().out
    assert done == []


def test_help_of_run_names_where_it_serves_and_its_data(capsys):
    assert tool.main(["run", "-h"]) == 0
    told = capsys.readouterr().out
    assert "--bind HOST:PORT" in told
    assert "SONGFAI_DATA" in told
    assert "throw" not in told, "that is said of another command"
