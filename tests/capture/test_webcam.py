"""Cameras, with OpenCV's part played by a stand-in: this logic needs no device."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest

from beautymirror.capture import camera as camera_module
from beautymirror.capture.camera import (
    CameraAbsent,
    CameraBusy,
    CameraDenied,
    CameraLost,
    known_cameras,
    list_cameras,
    refusal,
)
from beautymirror.capture.fault import FileAbsent
from beautymirror.capture.opening import open_source
from beautymirror.capture.webcam import WebcamSource

_MJPG = cv2.VideoWriter.fourcc(*"MJPG")
_YUYV = cv2.VideoWriter.fourcc(*"YUYV")
_WAYS = ((1, "first"), (2, "second"))


@dataclass
class Device:
    """A camera as OpenCV shows it."""

    opens: bool = True
    refuses_wishes: bool = False
    delay: float = 0.0
    rates: dict[tuple[int, int], float] = field(default_factory=dict)
    mjpg: bool = True
    real_interval: float = 0.004
    picture: np.ndarray | None = None
    plugged: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[int, float]] = field(default_factory=list)
    released: int = 0

    def __post_init__(self) -> None:
        self.plugged.set()
        self.state: dict[int, float] = {}

    def open(self, parameters: Sequence[int]) -> Device:
        time.sleep(self.delay)
        self.isOpened = lambda: self.opens and not (self.refuses_wishes and bool(parameters))
        return self

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        if prop == cv2.CAP_PROP_FOURCC and value == _MJPG and not self.mjpg:
            return False
        self.state[prop] = value
        return True

    def get(self, prop: int) -> float:
        if prop == cv2.CAP_PROP_FPS and self.rates:
            size = (
                int(self.state[cv2.CAP_PROP_FRAME_WIDTH]),
                int(self.state[cv2.CAP_PROP_FRAME_HEIGHT]),
            )
            return self.rates.get(size, 0.0)
        return self.state.get(prop, float(_YUYV) if prop == cv2.CAP_PROP_FOURCC else 0.0)

    def grab(self) -> bool:
        time.sleep(self.real_interval)
        return self.plugged.is_set()

    def retrieve(self) -> tuple[bool, np.ndarray | None]:
        if self.picture is not None:
            return True, self.picture
        width = int(self.state.get(cv2.CAP_PROP_FRAME_WIDTH, 640))
        height = int(self.state.get(cv2.CAP_PROP_FRAME_HEIGHT, 480))
        blue = np.zeros((height, width, 3), np.uint8)
        blue[..., 0] = 250
        return True, blue

    def release(self) -> None:
        self.released += 1


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


def test_no_camera_here_is_said_with_the_remedy() -> None:
    with pytest.raises(CameraAbsent, match="97") as caught:
        open_source("webcam:97")
    with pytest.raises(FileAbsent):
        open_source(f"webcam:{10**19}")  # no number of any system
    assert "demo" in caught.value.remedy


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux' device files")
class TestRefusals:
    def test_absent(self, tmp_path: Path) -> None:
        assert isinstance(refusal(0, False, tmp_path), CameraAbsent)

    def test_busy(self, tmp_path: Path) -> None:
        (tmp_path / "video0").touch()
        error = refusal(0, False, tmp_path)
        assert isinstance(error, CameraBusy)
        assert "another program" in error.message

    def test_denied(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "video0").touch()
        monkeypatch.setattr(os, "access", lambda path, mode: False)
        error = refusal(0, False, tmp_path)
        assert isinstance(error, CameraDenied)
        assert "usermod" in error.remedy


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads Linux' device files")
class TestNames:
    @pytest.fixture
    def sysfs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        import fcntl

        kinds = {"video10": 0x04200001, "video2": 0x04200001, "video3": 0x04A00000}
        for node in kinds:
            (tmp_path / "sys" / node).mkdir(parents=True)
            (tmp_path / "sys" / node / "name").write_text(f"Camera of {node}\n")
            (tmp_path / "dev").mkdir(exist_ok=True)
            (tmp_path / "dev" / node).touch()
        (tmp_path / "sys" / "video99").mkdir()  # a node without a device
        opened: dict[int, str] = {}
        really_open = os.open

        def spy(path: Path, flags: int) -> int:
            handle = really_open(path, flags)
            opened[handle] = Path(path).name
            return handle

        def answer(handle: int, request: int, buffer: bytearray) -> int:
            assert request == 0x80685600
            of_node = kinds[opened[handle]]
            buffer[84:92] = (0x84A00001).to_bytes(4, "little") + of_node.to_bytes(4, "little")
            return 0

        monkeypatch.setattr(os, "open", spy)
        monkeypatch.setattr(fcntl, "ioctl", answer)
        return tmp_path

    def test_cameras_are_listed_by_number_and_metadata_nodes_are_not(self, sysfs: Path) -> None:
        found = known_cameras(sysfs / "sys", sysfs / "dev")
        assert [(c.index, c.name) for c in found] == [
            (2, "Camera of video2"),
            (10, "Camera of video10"),
        ]

    def test_a_locked_camera_is_listed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "video0").mkdir()

        def locked(path: Path, flags: int) -> int:
            raise PermissionError

        monkeypatch.setattr(os, "open", locked)
        (only,) = known_cameras(tmp_path, tmp_path)
        assert only.name == "Camera 0"


def test_other_systems_try_one_index_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from beautymirror.capture import grabber

    devices = [Device().open(()), Device().open(()), Device(opens=False).open(())]
    monkeypatch.setattr(camera_module.sys, "platform", "win32")
    monkeypatch.setattr(grabber, "open_capture", lambda index, way, parameters: devices[index])
    assert [c.index for c in list_cameras()] == [0, 1]
    assert all("MSMF" in c.name for c in list_cameras())
    assert [device.released for device in devices] == [2, 2, 2]
