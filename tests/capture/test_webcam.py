"""Frames of a camera, whose part is played: its modes, its silences, its damage."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pytest

from beautymirror.capture.camera import (
    CameraAbsent,
    CameraBusy,
    CameraLost,
)
from beautymirror.capture.webcam import WebcamSource
from tests.capture.device import Device

_WAYS = ((1, "first"), (2, "second"))


def _captures(*devices: Device) -> Callable[[int, int, Sequence[int]], Device]:
    return lambda index, way, parameters: devices[way - 1].open(parameters)


def _open(*devices: Device, size: tuple[int, int] | None = None, **options: float) -> WebcamSource:
    settings = {"silence": 0.3, "probe": 0.2, "patience": 2.0, **options}
    return WebcamSource(
        0, size, ways=_WAYS[: len(devices)], capture=_captures(*devices), **settings
    )  # type: ignore[arg-type]


def test_frames_are_rgb_read_only_and_rising() -> None:
    with _open(Device()) as source:
        frames = [source.read() for _ in range(4)]
    assert [frame.index for frame in frames if frame] == [0, 1, 2, 3]
    stamps = [frame.timestamp for frame in frames if frame]
    assert stamps == sorted(set(stamps))
    image = frames[0].image  # type: ignore[union-attr]
    assert image[0, 0].tolist() == [0, 0, 250]
    assert frames[0].contiguous.flags.c_contiguous  # type: ignore[union-attr]
    assert not image.flags.writeable


def test_the_best_compressed_mode_is_asked_for_and_reported() -> None:
    device = Device()
    with _open(device) as source:
        info = source.info
    assert info.kind == "webcam"
    assert info.live
    assert info.size == (1280, 720)
    assert info.mode == "MJPG 1280x720, first"
    assert (cv2.CAP_PROP_BUFFERSIZE, 1) in device.asked
    first = next(prop for prop, _ in device.asked if prop != cv2.CAP_PROP_BUFFERSIZE)
    assert first == cv2.CAP_PROP_FOURCC
    assert device.released == 1


@pytest.mark.parametrize(
    ("rates", "chosen"),
    [
        ({(1280, 720): 30.0}, (1280, 720)),
        ({(1280, 720): 10.0, (960, 540): 15.0, (640, 480): 30.0}, (640, 480)),
        ({(1280, 720): 10.0, (960, 540): 15.0, (640, 480): 12.0}, (960, 540)),
    ],
)
def test_a_smooth_smaller_mode_beats_a_slow_larger_one(
    rates: dict[tuple[int, int], float], chosen: tuple[int, int]
) -> None:
    with _open(Device(rates=rates, mjpg=False)) as source:
        assert source.info.size == chosen
        assert source.info.mode.startswith("YUYV")


def test_a_size_asked_for_is_asked_of_the_camera_and_what_comes_is_said() -> None:
    small = np.zeros((240, 320, 3), np.uint8)
    device = Device(picture=small)
    with _open(device, size=(1920, 1080)) as source:
        assert source.info.size == (320, 240)
    assert (cv2.CAP_PROP_FRAME_WIDTH, 1920) in device.asked


def test_a_backend_that_refuses_wishes_is_opened_without() -> None:
    with _open(Device(refuses_wishes=True)) as source:
        assert source.read() is not None


def test_a_slow_backend_is_overtaken_by_the_next_one() -> None:
    slow, quick = Device(delay=1.0), Device()
    began = time.monotonic()
    with _open(slow, quick) as source:
        assert time.monotonic() - began < 0.9
        assert source.info.mode.endswith("second")
    time.sleep(1.0)
    assert slow.released >= 1, "the late one lets go of the camera by itself"


def test_the_only_backend_may_be_slow() -> None:
    with _open(Device(delay=0.6)) as source:
        assert source.read() is not None


def test_a_slow_camera_is_told_with_the_likely_reason() -> None:
    with _open(Device(rates={(1280, 720): 30.0}, real_interval=0.08)) as source:
        assert source.info.note == ""
        for _ in range(20):
            source.read()
        info = source.info
    assert 8 < info.fps < 14
    assert "light" in info.note


def test_a_silent_camera_is_lost_and_can_be_opened_again() -> None:
    device = Device()
    with _open(device) as source:
        assert source.read() is not None
        device.plugged.clear()
        began = time.monotonic()
        with pytest.raises(CameraLost) as caught:
            list(iter(source.read, None))
        assert 0.25 < time.monotonic() - began < 1.5
        assert caught.value.remedy
        assert caught.value.exit_code == 4
    with pytest.raises((CameraAbsent, CameraBusy)):
        _open(device, patience=0.3)
    device.plugged.set()
    with _open(device) as source:
        assert source.read() is not None


def test_a_short_silence_is_survived() -> None:
    device = Device()
    with _open(device, silence=1.0) as source:
        source.read()
        device.plugged.clear()
        threading.Timer(0.2, device.plugged.set).start()
        for _ in range(5):
            assert source.read() is not None


def test_damaged_pictures_are_skipped() -> None:
    device = Device()
    good = device.retrieve()[1]
    answers = iter([(False, None), (True, None), (True, np.empty((0, 0, 3), np.uint8))])
    device.retrieve = lambda: next(answers, (True, good))  # type: ignore[method-assign]
    with _open(device) as source:
        frame = source.read()
    assert frame is not None
    assert frame.image.any()


def test_a_grey_camera_gives_rgb() -> None:
    with _open(Device(picture=np.full((48, 64), 77, np.uint8))) as source:
        frame = source.read()
    assert frame is not None
    assert frame.image.shape == (48, 64, 3)
    assert frame.image[0, 0].tolist() == [77, 77, 77]


def test_a_defect_is_not_taken_for_an_absent_camera() -> None:
    def broken(index: int, way: int, parameters: Sequence[int]) -> Device:
        raise AttributeError("a mistake in the program")

    with pytest.raises(AttributeError):
        WebcamSource(0, ways=_WAYS[:1], capture=broken, patience=1.0)
