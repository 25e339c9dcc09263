"""The catalogue of products and shades: its schema, and reading it from CSV or JSON.

A row that is wrong is refused with its number and the reason; the others are taken.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from beautymirror.errors import InputError
from beautymirror.looks.look import Layer, Look, Text, layer_models
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Choice, Color, Colors
from beautymirror.resources import looks_dir

__all__ = ["TYPES", "Imported", "Refused", "Shade", "read_catalogue", "shipped_catalogue", "worn"]

TYPES = (
    "foundation", "concealer", "contour", "bronzer", "highlighter", "blush", "eyebrows",
    "eyeshadow", "eyeliner", "lipstick", "lip_liner",
)  # fmt: skip
_Numbered: TypeAlias = "tuple[int, Any]"  # a row as it was found, and its number in the file
_MOST_ROWS = 1_000_000
_LARGEST = 256 << 20  # bytes
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Shade(BaseModel):
    """One shade of one product, as one can buy it.

    Attributes:
        hex: sRGB swatch, ``#rrggbb``.
        undertone: of base products, where the maker names it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    brand: _Name
    product: _Name
    type: Literal[TYPES]  # type: ignore[valid-type]
    shade: _Name
    hex: Annotated[
        str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^#[0-9a-fA-F]{6}$")
    ]
    finish: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    undertone: Literal["cool", "neutral", "warm", ""] = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two rows the same shade."""
        return (
            self.brand.casefold(),
            self.product.casefold(),
            self.type,
            self.shade.casefold(),
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its number as a spreadsheet counts, and why.

    The heading of a CSV file is row 1, so its first shade is row 2; of JSON, the first is 1.
    """

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held."""

    shades: tuple[Shade, ...]
    refused: tuple[Refused, ...]


def read_catalogue(
    path: Path, watch: Callable[[Iterable[Any], int], Iterable[Any]] | None = None
) -> Imported:
    """Read a catalogue from a CSV file with a header or a JSON list of objects.

    Args:
        watch: is handed the rows and about how many there are, and hands them on as they are read.

    Raises:
        InputError: the file cannot be read at all; single rows are refused instead.
    """
    try:
        with path.open("rb") as file:  # what it says of its size is not asked: a device has none
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise InputError(f"{path.name} is too large.", "A catalogue is at most 256 MB.")
        text = io.TextIOWrapper(io.BytesIO(data), _encoding(data)).read()
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror}.", "Check the path.") from None
    except UnicodeDecodeError:
        raise InputError(
            f"{path.name} is not text in UTF-8.", 'Save it as UTF-8, in Excel as "CSV UTF-8".'
        ) from None
    rows: Iterable[_Numbered]
    if path.suffix.lower() == ".json":
        found = _json_rows(text, path)
        rows, total = enumerate(found, start=1), len(found)
    else:
        rows, total = _csv_rows(text, path), text.rstrip().count("\n")
    return _checked(watch(rows, total) if watch else rows)


def shipped_catalogue() -> tuple[Shade, ...]:
    """The neutral catalogue that comes with the program."""
    return read_catalogue(looks_dir().parent / "catalogue" / "neutral.csv").shades


def worn(shade: Shade) -> Look:
    """A look of one layer that puts the shade on."""
    fields: dict[str, Any] = {}
    for parameter in KINDS[shade.type].parameters:
        if isinstance(parameter, Color) and parameter.name == "color":
            fields["color"] = shade.hex
        elif isinstance(parameter, Colors):
            fields[parameter.name] = (shade.hex,)
        elif parameter.name == "match":
            fields["match"] = 0.0  # this very shade, not one made to fit the wearer
        elif isinstance(parameter, Choice) and parameter.name == "finish":
            known = {option.name for option in parameter.options}
            fields |= {"finish": shade.finish} if shade.finish in known else {}
    layer: Layer = layer_models[shade.type](**fields)
    name = f"{shade.product} {shade.shade}"
    return Look(id="shade", name=Text(en=name, zh=name), tags=("shade",), layers=(layer,))


def _encoding(data: bytes) -> str:
    """UTF-8, unless a mark tells of the UTF-16 that Excel calls "Unicode text"."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "utf-16" if wide else "utf-8-sig"


def _csv_rows(text: str, path: Path) -> Iterator[_Numbered]:
    text, delimiter = _parted(text)
    rows = enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1)
    try:
        heading = next((row for _, row in rows if any(row)), [])
        names = [name.strip().lower() for name in heading]
        missing = {"brand", "product", "type", "shade", "hex"} - set(names)
        if missing:
            raise InputError(
                f"{path.name} lacks the columns {', '.join(sorted(missing))}.",
                "The first line names: brand, product, type, shade, hex, finish, undertone.",
            )
        for number, row in rows:
            if any(cell.strip() for cell in row):  # spreadsheets add rows of empty cells
                yield number, dict(zip(names, row, strict=False))
    except csv.Error as problem:
        raise InputError(f"{path.name} is not a CSV file: {problem}.", "Export it again.") from None


def _parted(text: str) -> tuple[str, str]:
    """What a spreadsheet shows of a file, and what parts its columns."""
    first, _, rest = text.partition("\n")
    if first[:-1].lower() == "sep=":  # Excel's own word for it, which it does not count as a row
        return rest, first[-1]
    # Where a comma is the decimal sign, spreadsheets part columns by semicolons.
    heading = text.lstrip().partition("\n")[0]
    return text, max(",;\t", key=heading.count)


def _json_rows(text: str, path: Path) -> list[Any]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise InputError(f"{path.name} is not JSON: {problem}.", "Check the file.") from None
    if isinstance(rows, dict):
        rows = rows.get("shades")
    if not isinstance(rows, list):
        raise InputError(f"{path.name} holds no list of shades.", "Give a list of objects.")
    return rows


def _checked(rows: Iterable[_Numbered]) -> Imported:
    taken: dict[tuple[str, str, str, str], Shade] = {}
    refused: list[Refused] = []
    for count, (number, row) in enumerate(rows):
        if count == _MOST_ROWS:
            refused.append(Refused(number, f"only the first {_MOST_ROWS:,} rows are read"))
            break
        if not isinstance(row, dict):
            refused.append(Refused(number, "it is no object with brand, product and so on"))
            continue
        try:
            shade = Shade.model_validate(_plain(row))
        except ValidationError as problem:
            refused.append(Refused(number, _why(problem)))
            continue
        if shade.key in taken:
            refused.append(Refused(number, "the same shade stands in an earlier row"))
            continue
        taken[shade.key] = shade
    return Imported(tuple(taken.values()), tuple(refused))


def _plain(row: dict[Any, Any]) -> dict[Any, Any]:
    """A row without empty cells, and with a colour that lacks its # given one."""
    cells = {key: value for key, value in row.items() if key and value not in (None, "")}
    colour = cells.get("hex")
    if isinstance(colour, str) and not colour.strip().startswith("#"):
        cells["hex"] = "#" + colour.strip()
    for name in ("type", "undertone"):
        if isinstance(cells.get(name), str):
            cells[name] = cells[name].strip().lower()
    return cells


def _why(problem: ValidationError) -> str:
    first = problem.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    if first["type"] == "missing":
        return f"{where} is missing"
    if where == "hex":
        return f"hex: {first['input']!r:.40} is not a colour like #c08060"
    return f"{where}: {first['msg'].lower()}"
