"""``beautymirror looks``: listed, shown, checked, and all on one sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from .conftest import Call


def test_looks_list_and_show(call: Call) -> None:
    looks = call("looks", "list", "--json").json
    assert len(looks) >= 8
    assert all(look["id"] and look["name"]["en"] and look["name"]["zh"] for look in looks)
    listed = call("looks", "list").out
    for look in looks:
        assert look["id"] in listed
        shown = call("looks", "show", look["id"], "--json").json
        assert len(shown["layers"]) == look["layers"]
        assert all("kind" in layer and "intensity" in layer for layer in shown["layers"])
    assert call("looks", "show", looks[0]["name"]["zh"]).code == 0


def test_a_shown_look_can_be_checked(call: Call, tmp_path: Path) -> None:
    shown = call("looks", "show", "red-lip", "--json")
    path = tmp_path / "mine.json"
    path.write_text(shown.out, encoding="utf-8")
    said = call("looks", "check", path, "--json")
    assert said.code == 0
    assert said.json["valid"] is True


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "nonsense", '{"version": 1}', '{"layers": [{"kind": "soup"}]}']
)
def test_a_look_that_is_none_is_exit_code_3(call: Call, tmp_path: Path, text: str) -> None:
    path = tmp_path / "look.json"
    path.write_text(text)
    assert call("looks", "check", path).code == 3
    said = call("looks", "check", path, "--json")
    assert said.code == 3
    assert said.json["valid"] is False
    assert said.json["message"]


@pytest.mark.usefixtures("drawable")
def test_a_sheet_has_a_row_for_each_face_and_a_column_for_each_look(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    output = tmp_path / "sheet.png"
    wall = tmp_path / "wall.png"
    Image.new("RGB", (100, 100), (90, 90, 90)).save(wall)
    line = ("looks", "sheet", "red-lip", "smoky", "-o", output, "--cell", 64, "--json")
    said = call(*line, "--faces", photo, "--faces", wall)
    assert said.code == 0
    assert said.json["looks"] == ["red-lip", "smoky"]
    assert said.json["faces"] == ["photo"]
    assert "wall" in said.err
    with Image.open(output) as sheet:
        assert sheet.width > 3 * 64
        bare, red = (sheet.crop((left, 22, left + 64, 86)) for left in (6, 76))
    assert bare.tobytes() != red.tobytes()
    assert call(*line, "--faces", wall).code == 3
    assert call("looks", "sheet", "-o", tmp_path / "sheet.txt").code == 2
