"""Which cameras there are, and why one cannot be opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from beautymirror.capture import camera as camera_module
from beautymirror.capture.camera import (
    CameraAbsent,
    CameraBusy,
    CameraDenied,
    known_cameras,
    list_cameras,
    refusal,
)
from beautymirror.capture.fault import FileAbsent
from beautymirror.capture.opening import open_source
from tests.capture.device import Device


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
