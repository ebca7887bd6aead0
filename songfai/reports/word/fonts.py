"""The letters of Lao go with the document: few computers outside Laos have them, and another font breaks its lines elsewhere.

A font in a document is hidden by the rule of ECMA-376 (part 4, 2.8.1): its first 32 bytes are combined with a key.
"""

import re
import uuid
from pathlib import Path

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

FONTS = Path(__file__).resolve().parent.parent / "fonts"
FILES = {"embedRegular": "Phetsarath_400Regular.ttf", "embedBold": "Phetsarath_700Bold.ttf"}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KIND = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
LAO = re.compile("[\u0e80-\u0eff]")


def embed_lao(file: Docx, name: str) -> None:
    """Put the font into the document under the name its styles use, where it says anything in Lao."""
    if not LAO.search("".join(file.element.body.itertext())):
        return
    table = file.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    links = []
    for number, (kind, font) in enumerate(FILES.items(), 1):
        # The same document has the same bytes: the key is made of the name.
        key = uuid.uuid5(uuid.NAMESPACE_URL, font)
        data = hidden((FONTS / font).read_bytes(), key)
        part = Part(PackURI(f"/word/fonts/font{number}.odttf"), KIND, data, file.part.package)
        links.append(f'<w:{kind} r:id="{table.relate_to(part, LINK)}" w:fontKey="{{{str(key).upper()}}}"/>')
    entry = (
        f'<w:font {NAMESPACES} w:name="{name}"><w:altName w:val="Phetsarath"/><w:charset w:val="00"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/>{"".join(links)}</w:font>'
    )
    # The part is not one python-docx reads: its bytes are put together here.
    table._blob = table.blob.replace(b"</w:fonts>", entry.encode() + b"</w:fonts>")
    # Both stand before the other settings that are there, in this order, as the format wants it.
    settings = file.settings.element
    first = next((at for at, one in enumerate(settings) if one.tag.endswith("}zoom")), -1)
    for tag in ("saveSubsetFonts", "embedTrueTypeFonts"):
        settings.insert(first + 1, parse_xml(f"<w:{tag} {NAMESPACES}/>"))


def hidden(font: bytes, key: uuid.UUID) -> bytes:
    """Done twice it is the font again."""
    mask = key.bytes[::-1] * 2
    return bytes(one ^ two for one, two in zip(font[:32], mask, strict=True)) + font[32:]
