"""What the wheel build adds to hatchling: the requirements, the compiled catalogues, and a check of the front-end files."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class Requirements(MetadataHookInterface):
    """One list of requirements: requirements/base.in."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in (line.split("#")[0].strip() for line in lines) if line]
        if (Path(self.root) / "README.md").exists():
            metadata["readme"] = "README.md"


class Parts(BuildHookInterface):
    """A wheel without its style sheet or its languages is refused rather than built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        from tools import assets

        if gone := assets.missing():
            raise RuntimeError(f"{gone[0]} is missing: run ./dev assets before the wheel is built.")
        self.compile_catalogues()

    def compile_catalogues(self) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for path in sorted((Path(self.root) / "songfai" / "locale").glob("*/LC_MESSAGES/*.po")):
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=path.parent.parent.name), use_fuzzy=False)
