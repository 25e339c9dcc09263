"""A look short enough for a QR code: it goes home on a phone, with no picture of anybody.

``BM1:`` and then, in base 32, the deflated JSON array ``[version, id, name, description, tags,
author, layers]``; a layer is ``[kind, intensity, optional, {parameter: value}]``. Deflate starts
from the words in ``compact.txt``, a part of the format: it never changes while the prefix is BM1.
Base 32 keeps to the alphanumeric mode of QR codes, which costs 5.5 bits a character in place of 8,
and survives being typed, or changed to lower case by a chat program.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno

from beautymirror.errors import InputError, UsageError
from beautymirror.looks.layer import Layer
from beautymirror.looks.look import Look, fields, parse_look
from beautymirror.looks.picture import Pixels

__all__ = ["decode", "encode", "qr_code"]

_PREFIX = "BM1:"
_LONGEST = 4296  # characters that the largest QR code holds in alphanumeric mode
_UNPACKED = 1 << 16  # bytes; stops a small code that unpacks into gigabytes
_REMEDY = "Scan or copy the whole code again."


def encode(look: Look) -> str:
    """A look as one line of capital letters, digits and a colon.

    Raises:
        UsageError: a layer holds a picture.
    """
    if any(isinstance(value, Pixels) and value for layer in look.layers for _, value in layer):
        raise UsageError(
            "A look taken from a photo is too large for a QR code.", "Save it as a file."
        )
    head = look.model_dump(mode="json", exclude={"layers"})
    texts = [head[name] for name in ("version", "id", "name", "description", "tags", "author")]
    for number in (2, 3):
        texts[number] = texts[number] and [texts[number]["en"], texts[number]["zh"]]
    document = [*texts, [_packed(layer) for layer in look.layers]]
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    deflate = zlib.compressobj(9, wbits=-15, zdict=_words())
    packed = deflate.compress(plain) + deflate.flush()
    return _PREFIX + base64.b32encode(packed).decode("ascii").rstrip("=")


def decode(text: str) -> Look:
    """The look in a code, checked as strictly as one from a file.

    Raises:
        InputError: the text is not such a code, is cut short, or holds no valid look.
    """
    code = "".join(text[: 2 * _LONGEST].split()).upper()
    if not re.fullmatch(rf"{_PREFIX}[A-Z2-7]+", code):
        raise InputError("This is not the code of a look.", f"One starts with {_PREFIX}")
    body = code.removeprefix(_PREFIX)
    try:
        packed = base64.b32decode(body + "=" * (-len(body) % 8))
        inflate = zlib.decompressobj(wbits=-15, zdict=_words())
        plain = inflate.decompress(packed, _UNPACKED)
        if not inflate.eof:
            raise ValueError
        document = _document(json.loads(plain))
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        raise InputError("The code of the look is damaged or cut short.", _REMEDY) from None
    return parse_look(json.dumps(document), "code")


def qr_code(look: Look) -> Any:
    """The look as a ``segno.QRCode``, which writes itself as PNG or SVG and gives its matrix.

    Raises:
        UsageError: the look is too large for one code, or holds a picture.
    """
    try:
        return segno.make_qr(encode(look), error="l", boost_error=True)
    except segno.DataOverflowError:
        raise UsageError(
            "The look is too large for a QR code.", "Save it as a file, or remove layers."
        ) from None


@lru_cache(maxsize=1)
def _words() -> bytes:
    return Path(__file__).with_name("compact.txt").read_bytes()


def _packed(layer: Layer) -> list[Any]:
    values = fields(layer)
    kind, intensity = values.pop("kind"), values.pop("intensity")
    optional = values.pop("optional", False)
    return [kind, intensity, int(optional), values]


def _document(parts: Any) -> dict[str, Any]:
    version, name, texts, description, tags, author, layers = parts
    document = {
        "version": version,
        "id": name,
        "name": _text(texts),
        "tags": tags,
        "author": author,
        "layers": [_unpacked(layer) for layer in layers],
    }
    return document if description is None else {**document, "description": _text(description)}


def _text(pair: Any) -> dict[str, Any]:
    english, chinese = pair
    return {"en": english, "zh": chinese}


def _unpacked(parts: Any) -> dict[str, Any]:
    kind, intensity, optional, values = parts
    out = {"kind": kind, "intensity": intensity, **dict(values)}
    return {**out, "optional": True} if optional else out
