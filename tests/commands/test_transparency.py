"""``beautymirror render`` keeps what is transparent, and says where it cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from .conftest import LIPS, Call, pixels

pytestmark = pytest.mark.usefixtures("drawable")
LOOK = "red-lip"


def transparent(photo: Path, path: Path) -> NDArray[np.uint8]:
    """The pixels of a photo whose right is half clear, then clear with a colour beneath."""
    cut = np.dstack([pixels(photo), np.full((512, 512), 255, np.uint8)])
    cut[:, 320:, 3], cut[:, 416:, 3] = 128, 0
    cut[:, 416:, :3] = (0, 250, 0)
    Image.fromarray(cut).save(path, lossless=True, exact=True)
    return cut


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif"])
def test_what_is_transparent_stays_so(call: Call, photo: Path, tmp_path: Path, suffix: str) -> None:
    source, output = tmp_path / "cut.png", tmp_path / f"out{suffix}"
    before = transparent(photo, source)
    said = call("render", source, "-o", output, "--look", LOOK)
    assert (said.code, "transparent" in said.err) == (0, False)
    with Image.open(output) as image:
        assert image.mode == "RGBA"
        after = np.asarray(image)
    assert (after[..., 3] == before[..., 3]).all()
    redder = (after.astype(int) - before)[LIPS]
    assert (redder[..., 0] - redder[..., 1]).mean() > 10
    if suffix != ".webp":
        assert (after[300:] == before[300:]).all()  # no grey is mixed into the half clear part


def test_a_format_that_cannot_be_transparent_says_so(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    source, output = tmp_path / "cut.png", tmp_path / "out.jpg"
    transparent(photo, source)
    said = call("render", source, "-o", output, "--look", LOOK)
    assert said.code == 0
    assert "out.jpg cannot be transparent" in said.err
    assert np.abs(pixels(output)[:, 420:].astype(int) - 128).max() <= 2


def test_without_a_face_transparency_is_kept_in_another_format(call: Call, tmp_path: Path) -> None:
    source, output = tmp_path / "wall.tif", tmp_path / "out.png"
    wall = Image.new("RGBA", (300, 200), (120, 90, 60, 77))
    wall.save(source)
    said = call("render", source, "-o", output, "--look", LOOK)
    assert said.code == 0
    with Image.open(output) as image:
        assert image.tobytes() == wall.tobytes()
