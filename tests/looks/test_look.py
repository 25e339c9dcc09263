"""Reading looks: what is right comes back as it was, what is wrong is named."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beautymirror.errors import InputError
from beautymirror.looks.look import load_look, parse_look, written
from tests.looks.chance import look_documents, look_of

HEAD = '"id": "a", "name": {"en": "A", "zh": "甲"}'


def refusal(text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_look(text, "my.json")
    return str(caught.value)


def layer(fields: str, kind: str = "lipstick") -> str:
    return f'{{{HEAD}, "layers": [{{"kind": "blush"}}, {{"kind": "{kind}", {fields}}}]}}'


@given(look_documents)
@settings(max_examples=60, deadline=None)
def test_a_look_survives_being_written_and_read(document: dict[str, Any]) -> None:
    look = parse_look(json.dumps(document))
    assert parse_look(written(look)) == look


@pytest.mark.parametrize(
    ("fields", "where", "allowed"),
    [
        ('"intensity": 1.5', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": -0.01', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": NaN', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": -Infinity', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": 1e999', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": "0.5"', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": true', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": null', "layers[1].intensity", "a number from 0 to 1"),
        ('"intensity": [0.5]', "layers[1].intensity", "a number from 0 to 1"),
        (f'"intensity": 1{"0" * 400}', "layers[1].intensity", "a number from 0 to 1"),
        ('"color": "red"', "layers[1].color", "#B03A48"),
        ('"color": "#12345"', "layers[1].color", "#B03A48"),
        ('"color": "#1234567"', "layers[1].color", "#B03A48"),
        ('"color": 255', "layers[1].color", "#B03A48"),
        ('"finish": "wet"', "layers[1].finish", "matte"),
        ('"optional": "yes"', "layers[1].optional", "true or false"),
        ('"brand": "x"', "layers[1].brand", "coverage"),
    ],
)
def test_a_wrong_field_is_named_with_what_is_allowed(fields: str, where: str, allowed: str) -> None:
    words = refusal(layer(fields))
    assert words.startswith(f"my.json: {where}: ")
    assert allowed in words
    assert "\n" not in words


def test_lists_of_colours_name_the_one_that_is_wrong() -> None:
    words = refusal(layer('"colors": ["#112233", "blue"]', "eyeshadow"))
    assert "layers[1].colors[1]: 'blue'" in words
    assert "a list of 1 to 5" in refusal(layer('"colors": []', "eyeshadow"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("{", "line 1, column 2"),
        ("[]", "is not a look"),
        ("null", "is not a look"),
        ("[" * 100_000, "is not a look"),
        ('{"a":' * 50_000, "is not a look"),
        (f'{{{HEAD}, "layers": [[[[[[[[]]]]]]]]}}', "nested too deeply"),
        (f'{{{HEAD}, "id": "b"}}', "id: is there twice"),
        (
            f'{{{HEAD}, "layers": [{{"kind": "blush", "kind": "blush"}}]}}',
            "layers[0].kind: is there",
        ),
        ('{"name": {"en": "A", "zh": "B"}}', "id: is missing"),
        ('{"id": "a", "name": {"en": "A"}}', "name.zh: is missing"),
        ('{"id": "../a", "name": {"en": "A", "zh": "B"}}', "lower-case letters"),
        ('{"id": "a\\n", "name": {"en": "A", "zh": "B"}}', "lower-case letters"),
        ('{"id": "a", "name": "A"}', "an object with en, zh"),
        (f'{{{HEAD}, "tags": "x"}}', "a list of 0 to 20"),
        (f'{{{HEAD}, "layers": {{}}}}', "a list of at most 40"),
        (f'{{{HEAD}, "layers": [1]}}', "layers[0]: must be an object"),
        (f'{{{HEAD}, "layers": [{{}}]}}', "layers[0].kind: the kind is missing"),
        (f'{{{HEAD}, "layers": [{{"kind": "wig"}}]}}', "'wig' is unknown. Allowed: "),
        (f'{{{HEAD}, "layers": [{", ".join(["{}"] * 41)}]}}', "at most 40"),
        (f'{{{HEAD}, "mood": "\\ud800"}}', "there is no such field"),
        (f'{{{HEAD}, "\\ud800": 1}}', "is not allowed"),
        ('{"id": "a", "name": {"en": "\\ud800", "zh": "B"}}', "name.en"),
        (f'{{{HEAD}, "version": 2}}', "newer BeautyMirror"),
        (f'{{{HEAD}, "version": -1}}', "version: -1 is not allowed. Allowed: 1"),
        (f'{{{HEAD}, "version": "1"}}', "version"),
        (f'{{{HEAD}, "author": 1{"0" * 5000}}}', "is not a look"),
        (b"\xff\xfe{\x00}\x00", "is not text"),
        (b"\x00\x01\x02", "is not JSON"),
    ],
)
def test_what_is_not_a_look_is_refused_in_words(text: str | bytes, words: str) -> None:
    said = refusal(text)
    assert words in said
    assert said.isprintable()
    assert len(said) < 600


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
@settings(max_examples=200, deadline=None)
def test_junk_is_refused_and_never_fails_otherwise(junk: str | bytes) -> None:
    with pytest.raises(InputError):
        parse_look(junk)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(look_documents, st.data())
@settings(max_examples=150, deadline=None)
def test_a_look_with_any_field_replaced_is_read_or_refused(
    document: dict[str, Any], data: st.DataObject
) -> None:
    owner = data.draw(st.sampled_from([document, document["name"], *document["layers"]]))
    owner[data.draw(st.sampled_from([*owner, "surprise"]))] = data.draw(_json)
    text = json.dumps(document)
    try:
        look = parse_look(text)
    except InputError:
        assert refusal(text).isprintable()
    else:
        assert parse_look(written(look)) == look


def test_an_unknown_kind_is_left_out_only_where_it_is_optional(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        look = look_of(
            {"kind": "hologram", "optional": True, "depth": {"x": 3}}, {"kind": "lipstick"}
        )
    assert [layer.kind for layer in look.layers] == ["lipstick"]
    assert "layers[0].kind" in caplog.text
    assert "hologram" in caplog.text
    with pytest.raises(InputError, match="hologram"):
        look_of({"kind": "hologram", "optional": False})


def test_a_byte_order_mark_is_no_fault() -> None:
    plain = f"{{{HEAD}}}"
    assert parse_look(b"\xef\xbb\xbf" + plain.encode()) == parse_look(plain)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    huge.write_bytes(b"[" * (10 << 20))
    for path, words in (
        (tmp_path / "none.json", "cannot be read"),
        (tmp_path, "cannot be read"),
        (tmp_path / "nul\0.json", "cannot be read"),
        (huge, "too large"),
    ):
        with pytest.raises(InputError, match=words):
            load_look(path)
