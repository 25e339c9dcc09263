"""Pictures inside looks: they come back as they were, and what is no such picture is named."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import jsonschema
import numpy as np
import pytest
from PIL import Image

from beautymirror.errors import InputError, UsageError
from beautymirror.looks.compact import encode
from beautymirror.looks.look import Look, parse_look, written
from beautymirror.looks.picture import BLANK, LARGEST_TEXT, SIDE, Pixels
from beautymirror.looks.schema import look_schema
from tests.looks.chance import look_of


def spotted(seed: int = 3) -> np.ndarray[Any, Any]:
    """Soft colours with a patch of paint."""
    rgba = np.zeros((SIDE, SIDE, 4), np.uint8)
    noise = np.random.default_rng(seed).integers(0, 255, (60, 40, 4))
    rgba[20:80, 100:140] = noise
    return rgba


def file(image: np.ndarray[Any, Any], kind: str = "PNG") -> str:
    out = io.BytesIO()
    Image.fromarray(image).save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def from_photo(paint: Any) -> Look:
    return look_of({"kind": "transfer", "paint": paint})


def test_a_look_with_a_picture_survives_being_written_and_read() -> None:
    look = from_photo(Pixels.of(spotted()).text)
    again = parse_look(written(look))
    assert again == look
    assert np.array_equal(again.layers[0].paint.rgba, spotted())
    jsonschema.validate(json.loads(written(look)), look_schema())


def test_looks_with_the_largest_pictures_survive_too() -> None:
    """Noise cannot be compressed; five regions may each come from a photo of their own."""
    noise = np.random.default_rng(0).integers(0, 256, (10, SIDE, SIDE, 4)).astype(np.uint8)
    texts = [Pixels.of(picture).text for picture in noise]
    layers = [{"kind": "transfer", "paint": texts[i], "shine": texts[i + 5]} for i in range(5)]
    look = look_of(*layers)
    assert parse_look(written(look)) == look


def test_pictures_are_equal_where_their_pixels_are() -> None:
    first, second, other = (Pixels.of(spotted(seed)) for seed in (3, 3, 4))
    assert first == second
    assert hash(first) == hash(second)
    assert first != other
    assert from_photo(first.text) != from_photo(other.text)


def test_a_picture_without_anything_is_the_blank_one() -> None:
    assert Pixels.of(np.zeros((SIDE, SIDE, 4), np.uint8)) == BLANK
    assert not BLANK
    assert from_photo("").layers[0].paint == BLANK


def test_a_picture_cannot_be_painted_over() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Pixels.of(spotted()).rgba[0, 0] = 1


@pytest.mark.parametrize(
    "wrong",
    [
        "no base64!",
        base64.b64encode(b"no picture").decode(),
        file(spotted(), "TIFF"),
        file(spotted()[..., :3]),
        file(spotted()[:128, :128]),
        file(np.zeros((4000, 4000, 4), np.uint8)),
        file(spotted())[:-400],
        "A" * (LARGEST_TEXT + 4),
        7,
        None,
        ["iVBORw0KGgo="],
    ],
    ids=[
        "letters", "not a picture", "TIFF", "opaque", "small", "large", "cut short", "long",
        "number", "null", "list",
    ],
)  # fmt: skip
def test_what_is_no_such_picture_is_named_with_its_place(wrong: Any) -> None:
    with pytest.raises(InputError) as refused:
        from_photo(wrong)
    assert "layers[0].paint: " in str(refused.value)
    assert "256 x 256" in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_look_with_a_picture_fits_no_code_and_says_so() -> None:
    with pytest.raises(UsageError, match="Save it as a file"):
        encode(from_photo(Pixels.of(spotted()).text))
