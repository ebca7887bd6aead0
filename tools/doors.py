"""An import-linter contract: which shelves of a room other rooms may import."""

import grimp
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """`closed` shelves of a room may be imported from the same room only.

    `open_rooms` have no doors (everybody may import all of them); `passing` rooms may enter anywhere.
    """

    type_name = "doors"

    package = fields.StringField()
    closed = fields.SetField(subfield=fields.StringField())
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False)
    passing = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        found = [
            (importer, imported)
            for imported in sorted(graph.modules)
            if self._is_closed(imported)
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if not self._may_enter(importer, imported)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def _room(self, module: str) -> str:
        return (module.split(".") + [""])[1]

    def _is_closed(self, module: str) -> bool:
        parts = module.split(".")
        if len(parts) < 3 or parts[0] != self.package or parts[1] in (self.open_rooms or ()):  # type: ignore[operator]
            return False
        return parts[2] in self.closed  # type: ignore[operator]

    def _may_enter(self, importer: str, imported: str) -> bool:
        room = self._room(importer)
        return room == self._room(imported) or room in (self.passing or ())  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["found"]:
            output.print_error(f"{importer} imports {imported}, which is no door of its room.")
