"""The wheel, installed into an empty environment by its own requirements, and used from there."""

import json
import os
import signal
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.operations.waiting import free_port, get, wait_for

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.once
TEXT = (
    "MEMORANDUM OF UNDERSTANDING\nbetween the Ministry of Health of Examplia and the Ministry of Health of Otherland\n"
    "The two sides shall hold an annual meeting.\nSigned in Vientiane on 5 March 2024.\n"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(target), str(ROOT)], check=True)
    (built,) = target.glob("songfai-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel and what it requires, and nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements" / "base.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    subprocess.run(
        [str(home / "bin" / "python"), "-m", "pip", "check"], check=True, stdout=subprocess.DEVNULL
    )
    return home / "bin"


@pytest.fixture
def away(tmp_path: Path) -> dict[str, object]:
    """Far from the checkout, with none of the tests' settings."""
    plain = ("SONGFAI_", "DJANGO_", "PYTHON", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(plain)}
    return {"cwd": tmp_path, "env": {**environment, "SONGFAI_LOG": "WARNING"}, "text": True}


def test_wheel_carries_its_assets_languages_and_licence(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "songfai/kit/static/songfai/vendor/tabler.min.css",
        "songfai/kit/static/songfai/icons.svg",
        "songfai/kit/static/songfai/vendor/fonts/noto-sans-lao-lao-400-normal.woff2",
        "songfai/reports/fonts/Tinos_400Regular.ttf",
        "songfai/reports/fonts/LICENSE-tinos.txt",
        "songfai/locale/lo/LC_MESSAGES/django.mo",
        "songfai/locale/vi/LC_MESSAGES/django.mo",
    }
    assert wanted <= names
    assert [name for name in names if name.endswith("dist-info/licenses/LICENSE")]
    assert not [name for name in names if name.startswith(("tests/", "tools/", "node_modules/"))]


def test_wheel_requires_what_the_lock_file_was_compiled_from(wheel):
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    required = [
        line.removeprefix("Requires-Dist: ")
        for line in archive.read(metadata).decode().splitlines()
        if line.startswith("Requires-Dist")
    ]
    asked = (ROOT / "requirements" / "base.in").read_text().splitlines()
    wanted = [line for line in asked if line and not line.startswith("#")]
    assert sorted(name.split(">")[0].split("~")[0].split("[")[0] for name in required) == sorted(
        name.split(">")[0].split("~")[0].split("[")[0] for name in wanted
    )


@pytest.mark.thorough
def test_installed_wheel_reads_a_text(installed, away, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run([installed / "songfai", "read", "text.txt", "--json"], capture_output=True, **away)
    assert done.returncode == 0, done.stderr
    draft = json.loads(done.stdout)
    assert draft["language"] == "en"
    assert draft["signed_on"]["value"] == "2024-03-05"


@pytest.mark.thorough
def test_installed_wheel_serves_its_pages(installed, away, tmp_path):
    songfai = str(installed / "songfai")
    done = subprocess.run([songfai, "init", "--data", "data"], capture_output=True, **away)
    assert done.returncode == 0, done.stderr
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [songfai, "serve", "--data", "data", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    serving = subprocess.Popen(command, **away)
    try:
        status, page = wait_for(lambda: get(f"{address}/accounts/login/"))
        assert status == 200
        for style in page.split('rel="stylesheet" href="')[1:]:
            assert get(address + style.split('"')[0])[0] == 200
    finally:
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(timeout=40) == 0
