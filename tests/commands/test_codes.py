"""A look goes home as a picture: QR codes and the schema on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image

from beautymirror.looks import library
from beautymirror.looks.library import find_look
from beautymirror.looks.look import load_look
from tests.commands.conftest import Call


def test_a_look_comes_back_from_its_code(call: Call, tmp_path: Path) -> None:
    code, file = tmp_path / "code.png", tmp_path / "look.json"
    assert call("looks", "qr", "red-lip", "-o", code).code == 0
    said = call("looks", "read-qr", code, "-o", file, "--json")
    assert said.code == 0, said.err
    assert said.json["layers"] == len(load_look(file).layers)
    assert load_look(file) == find_look("red-lip")


def test_a_code_in_a_photo_is_found(call: Call, tmp_path: Path) -> None:
    code, photo, file = tmp_path / "code.png", tmp_path / "photo.jpg", tmp_path / "look.json"
    assert call("looks", "qr", "office", "-o", code).code == 0
    scene = Image.new("RGB", (1400, 1100), (70, 60, 90))
    scene.paste(
        Image.open(code).convert("RGB").rotate(4, expand=True, fillcolor="white"), (300, 150)
    )
    noise = np.random.default_rng(1).normal(0, 3, (1100, 1400, 3))
    shown = np.clip(np.asarray(scene) * 0.8 + 20 + noise, 0, 255).astype(np.uint8)
    Image.fromarray(shown).save(photo, quality=88)
    assert call("looks", "read-qr", photo, "-o", file).code == 0
    assert load_look(file) == find_look("office")


def test_without_a_file_it_becomes_a_look_of_ones_own(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "user_looks_dir", lambda: tmp_path / "own")
    code = tmp_path / "code.png"
    assert call("looks", "qr", "red-lip", "-o", code).code == 0
    said = call("looks", "read-qr", code, "--json")
    assert said.code == 0, said.err
    assert said.json["id"] == "red-lip-2"
    assert load_look(Path(said.json["output"])).layers == find_look("red-lip").layers


def test_a_look_of_ones_own_is_removed_and_others_stay(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    code = tmp_path / "code.png"
    assert call("looks", "qr", "natural", "-o", code).code == 0
    own = call("looks", "read-qr", code, "--json").json["id"]
    look = tmp_path / "data" / "beautymirror" / "looks" / f"{own}.json"
    copy = tmp_path / "copy.json"
    copy.write_bytes(look.read_bytes())
    assert call("looks", "remove", own, "--json").json == {"id": own}
    assert not look.exists()
    for name in (own, "natural", copy):
        assert call("looks", "remove", name).code == 2
    assert copy.exists()
    assert call("looks", "show", "natural").code == 0


def test_what_is_no_code_is_refused(call: Call, photo: Path, tmp_path: Path) -> None:
    said = call("looks", "read-qr", photo)
    assert said.code == 3
    assert "QR code" in said.err
    assert call("looks", "read-qr", tmp_path / "none.png").code == 3
    assert call("looks", "read-qr", photo, "-o", tmp_path / "look.txt").code == 2
    assert call("looks", "qr", "red-lip", "-o", tmp_path / "code.txt").code == 2
    assert call("looks", "qr", "no-such-look", "-o", tmp_path / "code.png").code == 2
    assert not list(tmp_path.glob("code*"))


def test_the_schema_takes_the_looks(call: Call) -> None:
    schema = call("looks", "schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    look = json.loads(find_look("red-lip").model_dump_json(exclude={"layers"}))
    layer = {"kind": "lipstick", "fullness": 0.5}
    jsonschema.validate({**look, "layers": [layer]}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**look, "layers": [{**layer, "fullness": 2.0}]}, schema)
