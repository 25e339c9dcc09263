"""A small picture inside a look: what a layer was taken from, kept in the look's own JSON."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

__all__ = ["BLANK", "LARGEST_TEXT", "SIDE", "Pixels"]

SIDE: Final = 256  # of a picture, pixels
LARGEST_TEXT: Final = 352_000  # characters of base64: a PNG that cannot be compressed has fewer

_NOTHING = np.zeros((SIDE, SIDE, 4), np.uint8)
_NOTHING.flags.writeable = False


class Pixels:
    """A picture of ``SIDE`` x ``SIDE`` pixels that never changes; equal where its file is equal.

    Attributes:
        png: the file; empty for the blank picture.
        rgba: (``SIDE``, ``SIDE``, 4) uint8 sRGB and opacity, read-only, row 0 on top.
    """

    def __init__(self, png: bytes) -> None:
        """Take a PNG file.

        Raises:
            ValueError: it is damaged, of another size or has no transparency.
        """
        self.png: Final = png
        self.rgba: Final = _decoded(png) if png else _NOTHING
        self._digest: Final = hashlib.blake2b(png, digest_size=16).digest()

    @classmethod
    def of(cls, rgba: NDArray[np.uint8]) -> Self:
        """The picture of (``SIDE``, ``SIDE``, 4) uint8 values, row 0 on top."""
        if not rgba.any():
            return cls(b"")
        from PIL import Image

        file = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(rgba), "RGBA").save(file, "PNG", compress_level=9)
        return cls(file.getvalue())

    @property
    def text(self) -> str:
        """The file in base64, as a look holds it."""
        return base64.b64encode(self.png).decode("ascii")

    def __bool__(self) -> bool:
        return bool(self.png)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Pixels) and self._digest == other._digest)

    def __hash__(self) -> int:
        return hash(self._digest)

    def __repr__(self) -> str:
        return f"<picture of {len(self.png)} bytes>"

    @classmethod
    def _taken(cls, value: object) -> Pixels:
        """From what a look's JSON holds.

        Raises:
            ValueError: it is no such picture.
        """
        if isinstance(value, Pixels):
            return value
        if not isinstance(value, str) or len(value) > LARGEST_TEXT:
            raise ValueError("not a short text")
        try:
            return cls(base64.b64decode(value, validate=True)) if value else BLANK
        except binascii.Error as error:
            raise ValueError("not base64") from error

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._taken,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda pixels: pixels.text, when_used="json"
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "image/png",
            "maxLength": LARGEST_TEXT,
        }


def _decoded(png: bytes) -> NDArray[np.uint8]:
    """Pixels of a PNG file, whose size is looked at before anything is unpacked."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            if picture.size != (SIDE, SIDE) or picture.mode != "RGBA":
                raise ValueError("of another size or kind")
            rgba = np.array(picture)
    except (OSError, SyntaxError, EOFError) as error:
        raise ValueError("not a PNG picture") from error
    rgba.flags.writeable = False
    return rgba


BLANK: Final = Pixels(b"")
