"""Read a PDF with other software than drew it: text by its ToUnicode tables, tags, metadata."""

import io
import re
from collections.abc import Iterator

import pikepdf

HEX = re.compile(rb"<([0-9a-fA-F]+)>")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """All text in the order of drawing, without spaces: a line break is not a character in a PDF."""
    return re.sub(r"\s", "", "".join(_pieces(content)))


def _pieces(content: bytes) -> Iterator[str]:
    document = opened(content)
    for page in document.pages:
        fonts = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
        current: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                current = fonts[str(operands[0])]
            elif str(operator) == "Tj":
                yield _decoded(bytes(operands[0]), current)
            elif str(operator) == "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        yield _decoded(bytes(part), current)


def _decoded(codes: bytes, table: dict[int, str]) -> str:
    glyphs = [int.from_bytes(codes[index : index + 2]) for index in range(0, len(codes), 2)]
    assert 0 not in glyphs, "Glyph 0 is the box for a missing character."
    return "".join(table[glyph] for glyph in glyphs)


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    table = {}
    for line in font.ToUnicode.read_bytes().splitlines():
        codes = HEX.findall(line)
        if len(codes) == 2 and b"begincodespacerange" not in line:
            table[int(codes[0], 16)] = bytes.fromhex(codes[1].decode()).decode("utf-16-be")
    return table


def fonts_of(content: bytes) -> dict[str, bool]:
    """The name of every font, without the letters of its subset, and whether it is inside the file."""
    document = opened(content)
    fonts = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
    return {str(font.BaseFont).split("+")[-1]: "/FontFile2" in font.FontDescriptor for font in fonts}


def tags_of(content: bytes) -> list[tuple[str, str | None]]:
    """Every structure element in reading order: its type and what it says instead of a picture."""
    document = opened(content)
    found: list[tuple[str, str | None]] = []

    def collect(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for part in element:
                collect(part)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((str(element.S), str(element.Alt) if "/Alt" in element else None))
            if "/K" in element:
                collect(element.K)

    collect(document.Root.StructTreeRoot.K)
    return found
