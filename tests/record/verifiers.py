"""The two verifiers as tests use them: verify.py from its file, verify.html in a browser from the disk."""

import base64
import importlib.util
import io
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parents[2] / "songfai" / "record" / "verifier"
Files = list[tuple[str, bytes]]
VERIFY_ALL = """async all => {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const answers = [];
  for (const files of all) answers.push(await verify(files.map(([name, text]) => ({ name, given: true, bytes: bytes(text) }))));
  return answers;
}"""


def loaded(path: Path = FOLDER / "verify.py") -> ModuleType:
    """The verifier in a file, apart from everything else."""
    spec = importlib.util.spec_from_file_location("verify_alone", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_python(verify: ModuleType, files: Files) -> dict[str, Any]:
    return verify.answer((name, io.BytesIO(data), True) for name, data in files)


def opened(browser: Browser, **options: Any) -> Page:
    page = browser.new_page(**options)
    page.goto(FOLDER.joinpath("verify.html").as_uri())
    return page


def in_browser(page: Page, registers: Iterable[Files]) -> list[dict[str, Any]]:
    return page.evaluate(
        VERIFY_ALL, [[(name, base64.b64encode(data).decode()) for name, data in files] for files in registers]
    )
