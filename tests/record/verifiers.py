"""The two verifiers as tests use them: verify.py from its own folder, verify.html in a browser from the disk."""

import base64
import importlib
import io
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parents[2] / "songfai" / "record" / "verifier"
PARTS = ("shapes", "logs", "agreement", "verify")
Files = list[tuple[str, bytes]]
VERIFY_ALL = """async all => {
  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const answers = [];
  for (const files of all) answers.push(await verify(files.map(([name, text]) => ({ name, given: true, bytes: bytes(text) }))));
  return answers;
}"""


def loaded(folder: Path = FOLDER) -> dict[str, ModuleType]:
    """The files of the verifier in a folder, found by each other as when verify.py is run there; nothing stays behind."""
    before = {name: sys.modules.pop(name, None) for name in PARTS}
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        return {name: importlib.import_module(name) for name in PARTS}
    finally:
        sys.path.remove(str(folder))
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


def in_python(verify: ModuleType, files: Files) -> dict[str, Any]:
    said, _, _ = verify.answer((name, io.BytesIO(data), True) for name, data in files)
    return said


def opened(browser: Browser, **options: Any) -> Page:
    page = browser.new_page(**options)
    page.goto(FOLDER.joinpath("verify.html").as_uri())
    return page


def in_browser(page: Page, registers: Iterable[Files]) -> list[dict[str, Any]]:
    return page.evaluate(
        VERIFY_ALL, [[(name, base64.b64encode(data).decode()) for name, data in files] for files in registers]
    )
