"""The catalogue: what is taken, what is refused and why, and finding shades in it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from beautymirror.errors import InputError
from beautymirror.skin import catalogue
from beautymirror.skin.catalogue import TYPES, Shade, read_catalogue, shipped_catalogue, worn
from beautymirror.skin.colour import delta_e, hex_to_lab
from beautymirror.skin.shades import ShadeFinder

HEADER = "brand,product,type,shade,hex,finish,undertone\n"


def shade(name: str, colour: str, undertone: str = "", kind: str = "foundation") -> Shade:
    return Shade.model_validate(
        {
            "brand": "B",
            "product": "P",
            "type": kind,
            "shade": name,
            "hex": colour,
            "undertone": undertone,
        }
    )


def written(folder: Path, text: str, name: str = "c.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_good_rows_are_taken_and_wrong_ones_named(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        HEADER
        + "A,Base,foundation,01,#C08060,matte,warm\n"
        + "A,Base,foundation,02,c09070,,\n"  # the # may be missing
        + "A,Base,foundation,03,#zzzzzz,,\n"
        + "A,Base,perfume,04,#c09070,,\n"
        + "A,Base,foundation,01,#c08061,,\n"  # the same shade again
        + "A,Base,foundation,,#c08060,,\n"
        + "A,Base,foundation,07,#c08060,,golden\n"
        + "A,Base,foundation,08,,,\n",
    )
    found = read_catalogue(path)
    assert [(s.shade, s.hex) for s in found.shades] == [("01", "#c08060"), ("02", "#c09070")]
    # As a spreadsheet counts: the heading is row 1.
    assert [item.row for item in found.refused] == [4, 5, 6, 7, 8, 9]
    why = {item.row: item.why for item in found.refused}
    assert "not a colour" in why[4]
    assert why[5].startswith("type")
    assert "earlier row" in why[6]
    assert why[7] == "shade is missing"
    assert why[8].startswith("undertone")
    assert why[9] == "hex is missing"


def test_json_is_read_like_csv(tmp_path: Path) -> None:
    rows = [
        {"brand": "A", "product": "Lip", "type": "Lipstick", "shade": "Red", "hex": "#b02035"},
        {"brand": "A", "product": "Lip", "type": "lipstick", "shade": "Odd", "hex": 12},
        "no object",
    ]
    for document in (rows, {"shades": rows}):
        found = read_catalogue(written(tmp_path, json.dumps(document), "c.json"))
        assert [s.shade for s in found.shades] == ["Red"]
        assert [item.row for item in found.refused] == [2, 3]
        assert found.refused[1].why == "it is no object with brand, product and so on"


def test_columns_may_be_parted_by_semicolons_and_written_large(tmp_path: Path) -> None:
    text = "Brand; Product;TYPE;shade;hex\nA;Base, light;foundation;01;#c08060\n"
    shade = read_catalogue(written(tmp_path, text)).shades[0]
    assert (shade.product, shade.hex) == ("Base, light", "#c08060")


@pytest.mark.parametrize(
    ("before", "delimiter", "end", "encoding"),
    [
        ("", "\t", "\r\n", "utf-16"),  # "Unicode text"
        ("", ";", "\r\n", "utf-8-sig"),  # "CSV UTF-8" where a comma is the decimal sign
        ("", ",", "\r", "ascii"),  # "CSV (Macintosh)"
        ("sep=;\n", ";", "\n", "ascii"),
    ],
)
def test_what_spreadsheets_write_is_read(
    tmp_path: Path, before: str, delimiter: str, end: str, encoding: str
) -> None:
    rows = [
        ["brand", "product", "type", "shade", "hex"],
        ["A", "Base", "foundation", "01", "#c08060"],
        [],
        ["", "", "", "", ""],
        ["A", "Base", "foundation", '"two\nlines"', "#c08061"],
        ["A", "Base", "perfume", "03", "#c08060"],
    ]
    path = tmp_path / "c.csv"
    path.write_bytes((before + end.join(map(delimiter.join, rows))).encode(encoding))
    found = read_catalogue(path)
    assert [shade.hex for shade in found.shades] == ["#c08060", "#c08061"]
    assert [item.row for item in found.refused] == [6], "as the spreadsheet counts"


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("brand,colour\na,b\n", "c.csv", "lacks the columns hex"),
        ("", "c.csv", "lacks the columns"),
        (HEADER.replace("\n", "," + "x" * 200_000), "c.csv", "not a CSV file"),
        ("{", "c.json", "not JSON"),
        ('{"a": 1}', "c.json", "no list"),
        ("[" * 100000, "c.json", "not JSON"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(
    tmp_path: Path, text: str, name: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        read_catalogue(written(tmp_path, text, name))


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_catalogue(tmp_path / "none.csv")
    path = tmp_path / "c.csv"
    path.write_bytes("品牌".encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        read_catalogue(path)


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no /dev/zero")
    monkeypatch.setattr(catalogue, "_LARGEST", 1000)
    with pytest.raises(InputError, match="too large"):
        read_catalogue(endless)


def test_a_hundred_thousand_rows(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    colours = rng.integers(0, 1 << 24, 100_000)
    rows = "".join(f"A,Base,foundation,{i},#{c:06x},,\n" for i, c in enumerate(colours.tolist()))
    found = read_catalogue(written(tmp_path, HEADER + rows))
    assert len(found.shades) == 100_000
    finder = ShadeFinder(found.shades)
    wanted = hex_to_lab("#b98a6a")
    best = finder.nearest(wanted, "foundation", 1)[0]
    among = [float(delta_e(hex_to_lab(s.hex), wanted)) for s in found.shades[:300]]
    assert best.distance <= min(among)


def test_the_shipped_catalogue_is_whole() -> None:
    shades = shipped_catalogue()
    assert {s.type for s in shades} == set(TYPES)
    assert len({s.key for s in shades}) == len(shades)
    lightness = [hex_to_lab(s.hex)[0] for s in shades if s.type == "foundation"]
    # Every tone is served alike: no gap from the deepest to the lightest, in each undertone.
    for undertone in ("cool", "neutral", "warm"):
        steps = sorted(
            hex_to_lab(s.hex)[0]
            for s in shades
            if (s.type, s.undertone) == ("foundation", undertone)
        )
        assert max(np.diff(steps)) < 4
    assert min(lightness) < 26
    assert max(lightness) > 90


def test_every_shipped_shade_can_be_worn() -> None:
    for item in shipped_catalogue():
        look = worn(item)
        assert len(look.layers) == 1
        assert item.hex in look.layers[0].model_dump_json().lower()


def test_nearest_come_in_order_and_of_the_type() -> None:
    finder = ShadeFinder(shipped_catalogue())
    found = finder.nearest(hex_to_lab("#b02035"), "lipstick", 6)
    assert [match.distance for match in found] == sorted(match.distance for match in found)
    assert {match.shade.type for match in found} == {"lipstick"}
    exact = finder.nearest(hex_to_lab(found[2].shade.hex), None, 1)[0]
    assert exact.distance == pytest.approx(0, abs=1e-9)


def test_best_lighter_and_deeper() -> None:
    finder = ShadeFinder(
        [
            shade("1", "#e8cdb8"),
            shade("2", "#d4ad90"),
            shade("3", "#c08f70"),
            shade("4", "#9a6848"),
            shade("red", "#c08f70", kind="lipstick"),
        ]
    )
    three = finder.three(hex_to_lab("#c29172"))
    assert three is not None
    names = [
        match.shade.shade if match else None for match in (three.best, three.lighter, three.deeper)
    ]
    assert names == ["3", "2", "4"]
    lightest = finder.three(hex_to_lab("#eed5c2"))
    assert lightest is not None
    assert lightest.lighter is None


def test_undertone_decides_between_equals() -> None:
    finder = ShadeFinder([shade("c", "#c19172", "cool"), shade("w", "#c29071", "warm")])
    for undertone, name in (("cool", "c"), ("warm", "w")):
        three = finder.three(hex_to_lab("#c19071"), undertone)
        assert three is not None
        assert three.best.shade.shade == name


def test_an_empty_catalogue_finds_nothing() -> None:
    finder = ShadeFinder([])
    assert finder.three(hex_to_lab("#c08060")) is None
    assert finder.nearest(hex_to_lab("#c08060")) == []
