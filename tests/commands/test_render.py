"""``beautymirror render``: what comes out, and what must not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from .conftest import LIPS, Call, pixels

pytestmark = pytest.mark.usefixtures("drawable")
LOOK = "red-lip"


def durations(path: Path) -> tuple[int, list[float], float]:
    """Number of frames, their times, and seconds of sound."""
    with av.open(str(path)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    with av.open(str(path)) as container:
        sound = 0.0
        if container.streams.audio:
            sound = sum(f.samples / f.sample_rate for f in container.decode(audio=0))
    return len(times), [time for time in times if time is not None], sound


def test_a_photo_wears_the_look_and_the_rest_is_untouched(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out.png"
    said = call("render", photo, "-o", output, "--look", LOOK)
    assert said.code == 0
    assert str(output) in said.out
    before, after = pixels(photo).astype(int), pixels(output).astype(int)
    redder = (after - before)[LIPS]
    assert (redder[..., 0] - redder[..., 1]).mean() > 10
    assert (before[300:] == after[300:]).all()


def test_intensity_nought_changes_nothing_and_more_changes_more(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    changes = []
    for intensity in (0.0, 0.4, 1.0):
        output = tmp_path / f"{intensity}.png"
        assert (
            call("render", photo, "-o", output, "--look", LOOK, "--intensity", intensity).code == 0
        )
        changes.append(np.abs(pixels(output).astype(int) - pixels(photo)).mean())
    assert changes[0] == 0
    assert changes[1] < changes[2]


def test_a_video_keeps_every_frame_its_time_and_its_sound(
    call: Call, clip: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out.mp4"
    assert call("render", clip, "-o", output, "--look", LOOK).code == 0
    count, times, sound = durations(output)
    count_before, times_before, sound_before = durations(clip)
    assert count == count_before == 20
    assert np.allclose(times, times_before, atol=0.002)
    assert sound == pytest.approx(sound_before, abs=0.1)


def test_a_folder_gives_a_folder_and_names_what_it_left_out(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    photo.rename(folder / "a.png")
    with Image.open(folder / "a.png") as image:
        image.save(folder / "b.bmp")
        image.crop((0, 0, 40, 30)).save(folder / "b.bmp.png")  # what the other would be called
    (folder / "cut.png").write_bytes((folder / "a.png").read_bytes()[:5000])
    (folder / "notes.txt").write_text("milk, eggs")
    said = call("render", folder, "-o", output, "--look", LOOK)
    assert said.code == 0
    assert sorted(path.name for path in output.iterdir()) == ["a.png", "b.bmp-2.png", "b.bmp.png"]
    assert pixels(output / "b.bmp.png").shape == (30, 40, 3)
    assert "cut.png" in said.err
    assert "3 of 4" in said.err


def test_a_photo_of_several_pictures_is_told_as_such(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    with Image.open(photo) as image:
        pages = [image.convert("RGB"), image.convert("RGB").rotate(3)]
    for name in ("moving.webp", "moving.png", "pages.tif"):
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
        said = call("render", tmp_path / name, "-o", tmp_path / "out.jpg", "--look", LOOK)
        assert said.code == 0
        assert f"{name} holds 2 pictures" in said.err
    assert "pictures" not in call("render", photo, "-o", tmp_path / "b.png", "--look", LOOK).err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_rather_than_waited_for(call: Call, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for line in (
        ("render", tmp_path / "pipe", "-o", tmp_path / "out.png", "--look", LOOK),
        ("transfer", tmp_path / "pipe", tmp_path / "pipe", "-o", tmp_path / "out.png"),
        ("run", "--headless", "--source", tmp_path / "pipe"),
    ):
        said = call(*line)
        assert said.code == 3
        assert "is no file" in said.err


def test_a_name_that_is_too_long_is_told_in_words(call: Call, photo: Path, tmp_path: Path) -> None:
    long = tmp_path / ("a" * 300 + ".png")
    for line in (
        ("render", long, "-o", tmp_path / "out.png", "--look", LOOK),
        ("render", photo, "-o", long, "--look", LOOK),
        ("render", tmp_path, "-o", long, "--look", LOOK),
        ("transfer", photo, long, "-o", tmp_path / "out.png"),
        ("run", "--headless", "--source", long),
    ):
        said = call(*line)
        assert said.code == 3
        assert "defect" not in said.err


def test_a_photo_without_a_face_is_written_unchanged_with_a_warning(
    call: Call, tmp_path: Path
) -> None:
    source, output = tmp_path / "wall.jpg", tmp_path / "out.jpg"
    Image.new("RGB", (300, 200), (120, 90, 60)).save(source)
    said = call("render", source, "-o", output, "--look", LOOK)
    assert said.code == 0
    assert "no face" in said.err
    assert output.read_bytes() == source.read_bytes()


def test_a_video_without_a_face_is_written_with_a_warning(call: Call, tmp_path: Path) -> None:
    from beautymirror.recording.video import VideoWriter

    source, output = tmp_path / "wall.mp4", tmp_path / "out.mp4"
    with VideoWriter(source, (64, 48), 10.0) as writer:
        for _ in range(5):
            writer.write(np.full((48, 64, 3), 90, np.uint8))
    said = call("render", source, "-o", output, "--look", LOOK)
    assert said.code == 0
    assert "no face" in said.err
    assert durations(output)[0] == 5


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (12000, 9000)])
def test_sizes_at_the_limits(call: Call, tmp_path: Path, size: tuple[int, int]) -> None:
    source, output = tmp_path / "in.png", tmp_path / "out.png"
    Image.new("L", size, 128).save(source, compress_level=1)
    assert call("render", source, "-o", output, "--look", LOOK).code == 0
    assert output.stat().st_size == source.stat().st_size


def broken(kind: str, photo: Path, clip: Path) -> Path:
    path = photo.with_name("broken.jpg" if kind != "cut video" else "broken.mp4")
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path.write_text("This is not a picture. " * 100)
    elif kind == "noise":
        path.write_bytes(np.random.default_rng(1).bytes(20000))
    elif kind == "cut photo":
        path.write_bytes(photo.read_bytes()[:3000])
    elif kind == "cut video":
        path.write_bytes(clip.read_bytes()[:600])
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "noise", "cut photo", "cut video"])
def test_an_input_that_cannot_be_used_is_named_and_nothing_is_written(
    call: Call, photo: Path, clip: Path, kind: str
) -> None:
    source = broken(kind, photo, clip)
    before = set(photo.parent.iterdir())
    said = call("render", source, "-o", photo.with_name("out" + source.suffix), "--look", LOOK)
    assert said.code == 3
    assert source.name in said.err
    assert set(photo.parent.iterdir()) == before


def test_wrong_use(call: Call, photo: Path, clip: Path, tmp_path: Path) -> None:
    (tmp_path / "same.png").hardlink_to(photo)
    folder = tmp_path / "folder"
    folder.mkdir()
    cases = (
        (photo, photo, LOOK),
        (photo, tmp_path / "same.png", LOOK),
        (photo, tmp_path / "out.mp4", LOOK),
        (photo, tmp_path / "out", LOOK),
        (photo, folder, LOOK),
        (clip, tmp_path / "out.png", LOOK),
        (clip, clip, LOOK),
        (folder, photo, LOOK),
        (photo, tmp_path / "out.png", "no such look"),
    )
    content = photo.read_bytes()
    for source, output, look in cases:
        said = call("render", source, "-o", output, "--look", look)
        assert said.code == 2, (source, output, said)
    for intensity in ("-1", "1.5", "nan", "much"):
        out = tmp_path / "out.png"
        said = call("render", photo, "-o", out, "--look", LOOK, "--intensity", intensity)
        assert said.code == 2, intensity
    assert photo.read_bytes() == content
    assert not (tmp_path / "out.png").exists()


def test_a_look_file_with_a_fault_is_named_with_the_field(
    call: Call, photo: Path, tmp_path: Path
) -> None:
    look = tmp_path / "odd.json"
    layers = [{"kind": "lipstick", "intensity": 7}]
    name = {"en": "Odd", "zh": "怪"}
    look.write_text(json.dumps({"version": 1, "id": "odd", "name": name, "layers": layers}))
    said = call("render", photo, "-o", tmp_path / "out.png", "--look", look)
    assert said.code == 3
    assert "layers[0].intensity" in said.err


def test_a_folder_that_does_not_exist_is_said(call: Call, photo: Path, tmp_path: Path) -> None:
    said = call("render", photo, "-o", tmp_path / "none" / "out.png", "--look", LOOK)
    assert said.code == 3
    assert "none" in said.err


def test_several_people_wear_it(
    call: Call, photo: Path, tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    pair = np.concatenate([portrait[:256, 100:350], portrait[:256, 100:350]], axis=1)
    Image.fromarray(pair).save(photo)
    output = tmp_path / "out.png"
    assert call("render", photo, "-o", output, "--look", LOOK).code == 0
    change = np.abs(pixels(output).astype(int) - pair).sum(axis=(0, 2))
    assert change[:250].sum() > 0
    assert change[250:].sum() > 0
