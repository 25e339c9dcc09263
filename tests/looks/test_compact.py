"""Looks as codes: every look comes back, the codes are short, damage is told."""

from __future__ import annotations

import io
import json
import zlib
from base64 import b32encode
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beautymirror.errors import InputError, UsageError
from beautymirror.looks.compact import decode, encode, qr_code
from beautymirror.looks.library import all_looks
from beautymirror.looks.look import parse_look
from beautymirror.looks.makeup import KINDS
from tests.looks.chance import layer_documents, look_documents, look_of


@given(look_documents)
@settings(max_examples=80, deadline=None)
def test_every_look_comes_back(document: dict[str, Any]) -> None:
    look = parse_look(json.dumps(document))
    assert decode(encode(look)) == look


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_every_parameter_of_every_kind_comes_back(kind: str, data: st.DataObject) -> None:
    look = look_of(data.draw(layer_documents(KINDS[kind])))
    assert decode(encode(look)) == look


def test_every_shipped_look_fits_a_small_code() -> None:
    for look in all_looks():
        code = encode(look)
        assert decode(code) == look
        assert len(code) <= 1000, look.id


def test_a_code_that_was_given_away_stays_readable() -> None:
    # Written once by this format; must decode for as long as codes start with BM1.
    look = decode(GIVEN_AWAY)
    assert look.id == "given-away"
    assert [layer.kind for layer in look.layers] == ["blush", "lipstick"]
    assert look.layers[1].color == "#A80F26"


def test_a_code_survives_lower_case_and_line_breaks() -> None:
    look = look_of({"kind": "lipstick", "color": "#A80F26"})
    code = encode(look)
    assert decode(f" {code[:20].lower()}\n{code[20:]} ") == look


def test_the_picture_of_the_code_is_read_by_a_scanner() -> None:
    look = look_of({"kind": "lipstick", "color": "#A80F26"}, {"kind": "blush"})
    written = io.BytesIO()
    qr_code(look).save(written, kind="png", scale=6, border=4)
    picture = cv2.imdecode(np.frombuffer(written.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    assert decode(text) == look


def test_a_look_beyond_a_code_is_told() -> None:
    rng = np.random.default_rng(4)
    colors = [[f"#{c:06X}" for c in rng.integers(0, 1 << 24, 5)] for _ in range(40)]
    crowd = [{"kind": "eyeshadow", "colors": five, "height": rng.random()} for five in colors]
    tags = ["".join(map(chr, rng.integers(0x4E00, 0x9F00, 40))) for _ in range(20)]
    look = look_of(*crowd, tags=tags)
    with pytest.raises(UsageError, match="too large"):
        qr_code(look)


def packed(plain: bytes) -> str:
    deflate = zlib.compressobj(9, wbits=-15)
    return "BM1:" + b32encode(deflate.compress(plain) + deflate.flush()).decode().rstrip("=")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "BM1:",
        "BM2:ABCDEFGH",
        "https://example.org/",
        "BM1:ABC189",
        "BM1:AAAAAAAA",
        packed(b"{}"),
        packed(b"[1, 2]"),
        packed(b"[" * 60_000),
        packed(b'[1,"a",["A","B"],null,[],"",[["wig",1,0,{}]]]'),
        packed(b'[1,"a",["A","B"],null,[],"",[["lipstick",7,0,{}]]]'),
        packed(b'[1,"a",["A","B"],null,[],"",[["lipstick",1,0,{"x":1}]]]'),
        packed(b" " * 10_000_000),
    ],
)
def test_wrong_codes_are_refused(code: str) -> None:
    with pytest.raises(InputError):
        decode(code)


def test_a_code_cut_short_is_refused() -> None:
    code = encode(look_of({"kind": "lipstick"}))
    for length in range(0, len(code) - 2, 3):
        with pytest.raises(InputError):
            decode(code[:length])


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=200))
@settings(max_examples=200, deadline=None)
def test_random_codes_are_refused(body: str) -> None:
    with pytest.raises(InputError):
        decode(f"BM1:{body}")


GIVEN_AWAY = (
    "BM1:AO2RBURTQF4UUN5RDTKENCCWOID7CFA4YE6KLFYNRVH5W5YBIM6Q72B3TVUGB2EDVNMHQ7RQUFZH"
    "4QGEACUJAQMJAFDQWAZXEMZWY7N7UEOAHMNRAA"
)
