"""songfai read FILE [--json]"""

import json
from pathlib import Path

import pytest

from songfai.reading.command import main

SAMPLES = Path(__file__).parents[2] / "samples"


def test_json_carries_spans_and_confidence(capsys: pytest.CaptureFixture[str]):
    assert main([str(SAMPLES / "agreement-en.txt"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "language", "kind", "title", "signed_on", "place", "period", "periods", "parties",
        "signatories", "reviews", "fields", "commitments", "unread",
    ]  # fmt: skip
    assert answer["kind"] == {"value": "agreement", "span": [0, 9], "confidence": "sure"}
    assert set(answer["period"]) == {"start", "end", "label", "span", "confidence"}
    assert set(answer["signed_on"]) == {"value", "precision", "span", "confidence"}
    assert set(answer["parties"][0]) == {"name", "role", "span", "confidence"}
    assert set(answer["signatories"][0]) == {"name", "title", "party", "span", "confidence"}
    assert set(answer["commitments"][0]) == {"text", "type", "party", "span", "confidence"}
    assert set(answer["reviews"][0]) == {"kind", "when", "span", "confidence"}


def test_summary_is_for_people(capsys: pytest.CaptureFixture[str]):
    assert main([str(SAMPLES / "chuong-trinh-vi.txt")]) == 0
    out = capsys.readouterr().out
    assert "Term       2024 to 2028" in out
    assert "Signed by  Lương Thị Bích Đào, CHỦ TỊCH" in out
    assert "[campaign] Phát động phong trào" in out


def test_text_about_nothing_gives_an_empty_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.txt"
    path.write_text("It rained all day.", encoding="utf-8")
    assert main([str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["kind"], answer["signed_on"], answer["period"]) == (None, None, None)
    assert (answer["parties"], answer["commitments"]) == ([], [])
    assert answer["unread"] == [[0, 18]]


def test_language_given_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.txt"
    path.write_text("It rained all day.", encoding="utf-8")
    assert main([str(path), "--json", "--language", "vi"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "vi"


def test_missing_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(tmp_path / "none.txt")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_file_without_text_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no pdf")
    assert main([str(path)]) == 1
    assert "is not what its name says" in capsys.readouterr().err


def test_unknown_option_is_an_error():
    with pytest.raises(SystemExit) as stopped:
        main(["--no-such-option"])
    assert stopped.value.code == 2
