import io

import pytest
from django.core.management import CommandError, call_command

from songfai.kit.languages import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(settings):
    settings.TODAY = "2026-03-10"


def run(made, output, **changed):
    given = {
        "programme": made.programme.slug,
        "year": 2025,
        "language": "vi",
        "format": "pdf",
        "output": output,
    }
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in (given | changed).items()]
    out = io.StringIO()
    call_command("report", "annual", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_report_is_written_and_said_in_one_line(made, done, tmp_path, language, form, start):
    done(made.items[0])
    path = tmp_path / f"report.{form}"
    said = run(made, path, language=language, format=form)
    assert path.read_bytes().startswith(start)
    assert said.count("\n") == 1
    assert str(path) in said
    assert "cut-off 2025-12-31" in said


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_report_is_written_on_a_server_whose_clock_runs(made, done, tmp_path, settings, form):
    settings.TODAY = ""
    done(made.items[0])
    path = tmp_path / f"report.{form}"
    run(made, path, format=form)
    assert path.stat().st_size > 1000


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"programme": "nowhere"}, "No programme “nowhere”"),
        ({"year": 2031}, "The year 2031 is outside the term 2023–2026."),
        ({"year": 2023}, "Nothing to report: 2023"),
        ({"cut_off": "2027-01-01"}, "The cut-off date 2027-01-01 is not between"),
        ({"language": "fr"}, "invalid choice: 'fr'"),
        ({"format": "odt"}, "invalid choice: 'odt'"),
        ({"year": "soon"}, "invalid int value: 'soon'"),
        ({"cut_off": "soon"}, "invalid day value: 'soon'"),
    ],
)
def test_what_cannot_be_compiled_is_refused_with_the_reason(made, tmp_path, changed, reason):
    path = tmp_path / "report.pdf"
    with pytest.raises(CommandError, match=reason.replace("(", r"\(")):
        run(made, path, **changed)
    assert not path.exists()


@pytest.mark.parametrize("place", ["missing/report.pdf", "."])
def test_place_that_cannot_be_written_is_named(made, tmp_path, place):
    with pytest.raises(CommandError, match="Could not write"):
        run(made, tmp_path / place)
