"""Front-end files: taken from the npm packages, laid where the pages and the reports look for them.

Everything written here is ignored by git and carried by the wheel. Plain standard library, so that it runs
before anything is installed.
"""

import re
import shutil
from pathlib import Path

from tools.say import Stop, say

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "songfai" / "kit" / "static" / "songfai"
VENDOR = STATIC / "vendor"
SPRITE = STATIC / "icons.svg"
ICON_NAMES = ROOT / "songfai" / "kit" / "icons.txt"
REPORT_FONTS = ROOT / "songfai" / "reports" / "fonts"

# For the browser: fontsource package -> its subsets and weights.
WEB_FONTS = {
    "noto-sans": (("latin", "latin-ext", "vietnamese"), (400, 600, 700)),
    "noto-sans-lao": (("lao",), (400, 600, 700)),
    "phetsarath": (("lao",), (400, 700)),
}

# For Typst, which reads TrueType only: package -> faces (folder of the package).
# Tinos has the widths of Times New Roman and all Vietnamese letters; Phetsarath is the Lao government's face.
REPORT_FACES = {
    "noto-sans": ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic"),
    "noto-sans-lao": ("400Regular", "600SemiBold", "700Bold"),
    "phetsarath": ("400Regular", "700Bold"),
    "tinos": ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"),
}

SOURCE_MAP = re.compile(r"\n?/\*# sourceMappingURL=.*?\*/\s*$")
EMPTY_SQUARE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>\s*')
DRAWING = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)


def web_font_files() -> list[tuple[Path, str]]:
    """Each font file for the browser: (its place in the packages, its name in vendor/fonts)."""
    return [
        (PACKAGES / "@fontsource" / package / "files" / name, name)
        for package, (subsets, weights) in WEB_FONTS.items()
        for subset in subsets
        for weight in weights
        for name in [f"{package}-{subset}-{weight}-normal.woff2"]
    ]


def report_font_files() -> list[tuple[Path, str]]:
    found = []
    for package, faces in REPORT_FACES.items():
        for face in faces:
            folder = PACKAGES / "@expo-google-fonts" / package / face
            found += [(path, path.name) for path in sorted(folder.glob("*.ttf"))] or [(folder, face)]
    return found


def licence_files() -> list[tuple[Path, str]]:
    return [
        (PACKAGES / "@expo-google-fonts" / package / "LICENSE_FONT", f"LICENSE-{package}.txt")
        for package in REPORT_FACES
    ]


def icon_names() -> list[str]:
    lines = (line.split("#")[0].strip() for line in ICON_NAMES.read_text().splitlines())
    return sorted({line for line in lines if line})


def symbol(name: str) -> str:
    """One outline icon as a symbol of the sprite; its stroke is set by the style sheet."""
    source = PACKAGES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
    if not source.exists():
        raise Stop(f"songfai/kit/icons.txt names “{name}”, which is no Tabler outline icon.")
    drawing = DRAWING.search(source.read_text())
    if drawing is None:
        raise Stop(f"{source} is not a drawing that can be read.")
    lines = EMPTY_SQUARE.sub("", drawing.group(1)).split()
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{" ".join(lines)}</symbol>'


def write_sprite() -> int:
    names = icon_names()
    symbols = "\n".join(symbol(name) for name in names)
    write(SPRITE, f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n')
    return len(names)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(files: list[tuple[Path, str]], to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for source, name in files:
        if not source.is_file():
            raise Stop(f"{source.relative_to(ROOT)} is missing: run “npm ci” or “./dev assets” again.")
        shutil.copyfile(source, to / name)


def build() -> None:
    """Copy the style sheet and the fonts and draw the sprite of icons."""
    style = (PACKAGES / "@tabler" / "core" / "dist" / "css" / "tabler.min.css").read_text(encoding="utf-8")
    # Without its source map, which is not shipped and which hashed static files would look for.
    write(VENDOR / "tabler.min.css", SOURCE_MAP.sub("\n", style))
    copy(web_font_files() + licence_files(), VENDOR / "fonts")
    copy(report_font_files() + licence_files(), REPORT_FONTS)
    say(f"front-end files laid out: style sheet, fonts, {write_sprite()} icons")


def missing() -> list[Path]:
    """What a wheel cannot be built without."""
    wanted = [VENDOR / "tabler.min.css", SPRITE]
    wanted += [VENDOR / "fonts" / name for _, name in web_font_files()]
    return [path for path in wanted if not path.is_file()] + (
        [] if any(REPORT_FONTS.glob("*.ttf")) else [REPORT_FONTS]
    )
