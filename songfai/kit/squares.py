"""A text as a square code (QR) that a telephone reads."""

from base64 import b64encode
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathImage


def square(text: str) -> str:
    """The drawing, an SVG of its own."""
    out = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(out)
    return out.getvalue().decode()


def square_address(text: str) -> str:
    """The drawing as an address of a picture in itself."""
    return f"data:image/svg+xml;base64,{b64encode(square(text).encode()).decode()}"
