"""What transferred makeup is judged by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="the measures share code with training")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.looks.look import Look, Text, layer_models  # noqa: E402
from export.evaluate import summary, told_rightly  # noqa: E402
from export.transfer_measures import (  # noqa: E402
    Masks,
    by_histogram,
    by_mean_colour,
    in_mouth,
    measure,
)
from export.transfer_page import WAYS, tables, write_page  # noqa: E402

SEEN = np.ones((256, 256), bool)


@pytest.fixture(scope="module")
def masks(mesh: FaceMesh) -> Masks:
    return Masks(mesh)


@pytest.fixture
def bare() -> NDArray[np.uint8]:
    noise = np.random.default_rng(0).normal((190, 150, 130), 6, (256, 256, 3))
    return np.clip(noise, 0, 255).astype(np.uint8)


def painted(bare: NDArray[np.uint8], mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    out = bare.copy()
    out[mask] = (150, 30, 60)
    return out


def test_the_exact_result_is_no_distance_away(bare: NDArray[np.uint8], masks: Masks) -> None:
    exact = painted(bare, masks.lips)
    found = measure(bare, exact, exact, masks, SEEN)
    assert found["lips"] == 0.0
    assert found["lips change"] > 10.0
    assert found["skin"] == 0.0
    assert "cheeks" not in found  # nothing is worn there


def test_makeup_where_there_was_none_is_counted_against_it(
    bare: NDArray[np.uint8], masks: Masks
) -> None:
    exact = painted(bare, masks.lips)
    spilt = painted(exact, masks.eyeballs | (masks.skin & ~masks.eyes))
    found = measure(bare, exact, spilt, masks, SEEN)
    assert found["eyeballs"] > 10.0
    assert found["skin"] > 10.0
    nothing = measure(bare, exact, bare, masks, SEEN)
    assert nothing["lips"] == pytest.approx(nothing["lips change"])


def test_regions_do_not_share_texels(masks: Masks) -> None:
    together = sum(region.astype(int) for region in (*masks.worn.values(), masks.eyeballs))
    assert together.max() == 1
    assert all(region.sum() > 100 for region in masks.worn.values())


def test_simple_ways_take_the_colour_over(bare: NDArray[np.uint8], masks: Masks) -> None:
    reference = painted(bare, masks.lips)
    middle = masks.lips & ~(by_mean_colour(bare, bare, masks) != bare).any(axis=-1)
    for way in (by_mean_colour, by_histogram):
        assert np.abs(way(bare, bare, masks).astype(int) - bare).max() <= 2
        made = way(bare, reference, masks)
        change = made[middle].astype(float).mean(axis=0) - bare[middle].mean(axis=0)
        assert change[1] < -30.0  # less green: redder
        assert np.abs(made[~masks.lips].astype(int) - bare[~masks.lips]).mean() < 8


def test_an_open_mouth_is_judged_in_the_photo() -> None:
    picture = np.full((100, 100, 3), 200, np.uint8)
    landmarks = np.full((478, 3), 50.0, np.float32)
    assert in_mouth(picture, picture, landmarks) == {}
    around = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    from beautymirror.face import regions

    loop = list(regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER))
    landmarks[loop, :2] = 50 + 30 * np.stack([np.cos(around), np.sin(around)], axis=1)
    assert in_mouth(picture, picture, landmarks) == {"mouth": 0.0}
    assert in_mouth(picture, picture - 40, landmarks)["mouth"] > 5.0


def rows() -> dict[str, Any]:
    way = {"lips": 2.0, "lips change": 9.0, "skin": 0.5}
    told = {"lipstick": {"right": 1.0, "strength": 0.2}, "blush": {"right": 0.0}}
    pair = {"psnr": 33.0, "ssim": 0.98, "outside": 0, "told": told, **dict.fromkeys(WAYS, way)}
    pairs = [{"tone": tone, **pair} for tone in ("light", "dark", "dark")]
    pairs[0] = {**pairs[0], "network": {**way, "lips": 1.0}}
    bare = [{"tone": "light", "opacity": 0.01}]
    return {"pairs": pairs, "bare": bare, "milliseconds": 5.0}


def test_the_summary_is_by_tone_and_readable() -> None:
    found = summary(rows())
    assert list(found["by tone"]) == ["light", "dark", "all"]
    assert found["by tone"]["dark"]["pairs"] == 2
    assert found["by tone"]["all"]["untouched"]["lips"] == 9.0
    page = tables(found)
    assert "| dark | 2 | 2.0 | – |" in page
    assert "| no transfer at all | 9.0 |" in page
    assert "| worst tone over best | 2.0 |" in page
    assert "| rightly worn or not | 1.0 | 0.0 |" in page
    assert "| strength off by | 0.2 | – |" in page


def test_the_page_shows_figures_and_every_picture_beside_it(tmp_path: Path) -> None:
    found = summary(rows())
    found["by tone"]["all"]["outside"] = 3
    for name in ("grid.jpg", "very-light-0.jpg", "dark-1.jpg", "notes.txt"):
        (tmp_path / name).touch()
    write_page(found, tmp_path)
    page = (tmp_path / "evaluation.md").read_text("utf-8")
    assert tables(found) in page
    assert f"takes 5.0 ms at best ({found['machine']})" in page
    assert "Largest change outside of the face: 3 of 255." in page
    shown = re.findall(r"!\[\]\((.*?)\)", page)
    assert shown == ["grid.jpg", "dark-1.jpg", "very-light-0.jpg"]
    assert all((tmp_path / name).is_file() for name in shown)
    widths = [len(row.split("|")) for row in page.splitlines() if row.startswith("| ")]
    assert len(set(widths[:5])) == 1  # heading, rule and a row for each tone are of one width
    assert "nan" not in page.lower()


def test_what_is_told_of_a_look_is_held_against_it() -> None:
    def look(**worn: float) -> Look:
        layers = [layer_models[kind](kind=kind, intensity=worn[kind]) for kind in worn]
        return Look(id="look", name=Text(en="Look", zh="妆"), layers=tuple(layers))

    found = told_rightly(look(lipstick=0.8, blush=0.5), look(lipstick=0.5, eyeliner=0.5))
    assert found["lipstick"] == {"right": 1.0, "strength": pytest.approx(0.3)}
    assert found["blush"] == found["eyeliner"] == {"right": 0.0}
    assert found["eyebrows"] == {"right": 1.0}
