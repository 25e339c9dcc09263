"""``beautymirror transfer``: the makeup of one photo on others, and what is said of bad ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from beautymirror.commands import transfer as transfer_command
from beautymirror.inference import transfer
from beautymirror.looks.look import load_look

from .conftest import Call

LIPS = (slice(139, 147), slice(208, 238))
BACKGROUND = slice(300, None)


def pixels(path: Path) -> NDArray[np.int64]:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(np.int64)


@pytest.fixture
def worn(call: Call, drawable: None, photo: Path, tmp_path: Path) -> Path:
    """A photo of somebody with dark red lips."""
    path = tmp_path / "worn.png"
    assert call("render", photo, "-o", path, "--look", "dark-berry").code == 0
    return path


@pytest.fixture
def flipped(photo: Path, tmp_path: Path) -> Path:
    """A photo of somebody else."""
    path = tmp_path / "flipped.png"
    with Image.open(photo) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(path)
    return path


def test_the_lips_of_a_photo_are_worn_and_the_background_is_not_touched(
    call: Call, photo: Path, worn: Path, tmp_path: Path
) -> None:
    output, look = tmp_path / "out.png", tmp_path / "look.json"
    said = call("transfer", photo, worn, "-o", output, "--save-look", look)
    assert said.code == 0, said.err
    assert str(output) in said.out
    assert "ExecutionProvider" in said.err
    before, after, wanted = pixels(photo), pixels(output), pixels(worn)
    assert np.array_equal(before[BACKGROUND], after[BACKGROUND])
    asked, given = (wanted - before)[LIPS].mean((0, 1)), (after - before)[LIPS].mean((0, 1))
    assert asked.min() < -15
    assert asked @ given > 0.35 * (asked @ asked)  # a good part of the way
    assert asked @ given > 0.95 * np.linalg.norm(asked) * np.linalg.norm(given)  # in its direction
    assert load_look(look).layers[0].kind == "transfer"
    again = tmp_path / "again.png"
    assert call("render", photo, "-o", again, "--look", look).code == 0
    assert np.array_equal(pixels(again), after)


def test_the_lips_of_a_photo_become_a_lipstick_to_edit(
    call: Call, photo: Path, worn: Path, tmp_path: Path
) -> None:
    output, look = tmp_path / "out.png", tmp_path / "look.json"
    options = ("-o", output, "--save-look", look, "--editable", "--intensity", "0.5")
    said = call("transfer", photo, worn, *options, "--region", "eyes=0")
    assert said.code == 0, said.err
    assert "lipstick" in said.err
    layers = {layer.kind: layer for layer in load_look(look).layers}
    assert not {"transfer", "eyeshadow", "eyeliner"} & set(layers)
    assert layers["lipstick"].intensity <= 0.5
    again = tmp_path / "again.png"
    assert call("render", photo, "-o", again, "--look", look).code == 0
    shown, drawn = (pixels(path)[LIPS].mean((0, 1)) for path in (output, again))
    assert np.abs(shown - pixels(photo)[LIPS].mean((0, 1))).max() > 2
    assert shown == pytest.approx(drawn, abs=3)  # what is saved is what was drawn


def test_regions_and_intensity_are_heeded(
    call: Call, photo: Path, worn: Path, tmp_path: Path
) -> None:
    before = pixels(photo)

    def change(*options: object) -> float:
        output = tmp_path / "part.png"
        assert call("transfer", photo, worn, "-o", output, *options).code == 0
        return float(np.abs(pixels(output) - before)[LIPS].mean())

    whole = change()
    assert change("--region", "lips=0") < 0.1 * whole
    assert 0.1 * whole < change("--region", "lips=0.5", "--region", "eyes=0") < 0.9 * whole
    assert 0.1 * whole < change("--intensity", "0.5") < 0.9 * whole
    assert change("--intensity", "0") == 0.0


@pytest.mark.usefixtures("drawable")
def test_a_bare_face_is_said_to_be_bare(
    call: Call, photo: Path, flipped: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out.png"
    said = call("transfer", photo, flipped, "-o", output)
    assert said.code == 0
    assert "Hardly any makeup was found." in said.err
    assert output.exists()


@pytest.mark.usefixtures("drawable")
def test_of_several_faces_one_must_be_chosen(
    call: Call, photo: Path, flipped: Path, tmp_path: Path
) -> None:
    pair = tmp_path / "pair.png"
    both = np.hstack([pixels(photo), pixels(flipped)]).astype(np.uint8)
    Image.fromarray(both).save(pair)
    output = tmp_path / "out.png"
    said = call("transfer", photo, pair, "-o", output)
    assert said.code == 2
    assert "There are 2 faces" in said.err
    assert not output.exists()
    assert call("transfer", photo, pair, "-o", output, "--face", 2, "--faces", 1).code == 0
    assert output.exists()
    assert call("transfer", photo, pair, "-o", tmp_path / "no.png", "--face", 3).code == 3


def test_folders_and_videos_are_put_on_as_render_does(
    call: Call, photo: Path, worn: Path, clip: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    photo.rename(folder / "a.png")
    assert call("transfer", folder, worn, "-o", tmp_path / "done").code == 0
    assert (tmp_path / "done" / "a.png").exists()
    film = tmp_path / "film.mp4"
    assert call("transfer", clip, worn, "-o", film).code == 0
    assert film.stat().st_size > 1000


@pytest.mark.usefixtures("drawable")
def test_a_photo_without_a_face_is_refused(call: Call, photo: Path, tmp_path: Path) -> None:
    grey = tmp_path / "grey.png"
    Image.new("RGB", (300, 300), (90, 90, 90)).save(grey)
    said = call("transfer", photo, grey, "-o", tmp_path / "out.png")
    assert said.code == 3
    assert "No face was found in the photo." in said.err
    assert not (tmp_path / "out.png").exists()


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--region", "lip=1"], 2, "There is no region 'lip'"),
        (["--region", "lips"], 2, "lips=0.5"),
        (["--region", "lips=nan"], 2, "from 0 to 1"),
        (["--region", "eyes=1.5"], 2, "from 0 to 1"),
        (["--save-look", "look.txt"], 2, ".json"),
        (["--face", "0"], 2, ""),
        (["--intensity", "2"], 2, ""),
    ],
)
def test_wrong_use_is_told(
    call: Call, photo: Path, tmp_path: Path, options: list[str], code: int, words: str
) -> None:
    said = call("transfer", photo, photo, "-o", tmp_path / "out.png", *options)
    assert said.code == code
    assert words in said.err


def test_photos_that_are_none_are_told(call: Call, photo: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.png"
    text.write_text("no photo")
    for reference in (text, tmp_path / "absent.png", tmp_path):
        assert call("transfer", photo, reference, "-o", tmp_path / "out.png").code == 3
    assert call("transfer", tmp_path / "absent.png", photo, "-o", tmp_path / "out.png").code == 3
    assert call("transfer", photo, photo, "-o", photo).code == 2


def test_a_look_from_a_photo_whose_name_is_no_text_has_a_name() -> None:
    assert transfer_command._name(Path("r\udcff.jpg")).en == "From r?"


def test_the_photo_that_makeup_is_taken_from_is_not_written_over(
    call: Call, photo: Path, flipped: Path
) -> None:
    before = flipped.read_bytes()
    said = call("transfer", photo, flipped, "-o", flipped)
    assert said.code == 2
    assert "an input itself" in said.err
    assert flipped.read_bytes() == before


def test_without_its_network_it_says_what_is_missing(
    call: Call, drawable: None, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "load_manifest", lambda: ())
    said = call("transfer", photo, photo, "-o", tmp_path / "out.png")
    assert said.code == 4
    assert "network is missing" in said.err
