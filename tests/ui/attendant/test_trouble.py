"""What can be in the way is said in words, with a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from beautymirror.capture.camera import CameraAbsent, CameraBusy, CameraDenied, CameraLost
from beautymirror.capture.fault import (
    FileAbsent,
    FileDamaged,
    FileDenied,
    FileEmpty,
    FileTooLarge,
)
from beautymirror.errors import InputError, MissingError
from beautymirror.inference.fetch import ModelNotStored
from beautymirror.mirror import MirrorState
from tests.ui.attendant.desk import Make, press, title

TROUBLES = [
    ("webcam", MirrorState("lost", CameraAbsent("a")), "No camera found", "没有找到摄像头"),
    (
        "webcam",
        MirrorState("lost", CameraBusy("b")),
        "The camera gives no picture",
        "摄像头没有画面",
    ),
    ("webcam", MirrorState("lost", CameraLost("c")), "The camera has gone", "摄像头断开了"),
    (
        "webcam",
        MirrorState("lost", CameraDenied("d")),
        "The camera may not be used",
        "没有使用摄像头的权限",
    ),
    ("/a/b.txt", MirrorState("failed", InputError("e")), "This cannot be opened", "无法打开"),
    (
        "demo",
        MirrorState("running", tracking=MissingError("f")),
        "One file is still needed",
        "还需要一个文件",
    ),
]


@pytest.mark.parametrize(("source", "state", "english", "chinese"), TROUBLES)
def test_every_trouble_has_words_and_a_way_out_in_both_languages(
    make: Make, source: str, state: MirrorState, english: str, chinese: str
) -> None:
    built = make()
    built.live.source, built.live.now = source, state
    built.live.woke.emit()
    assert title(built) == english
    message = built.window.stage.message
    assert message is not None
    assert message.text
    assert message.actions
    built.store.change("language", "zh")
    assert title(built) == chinese
    built.live.now = MirrorState("running")
    built.live.woke.emit()
    assert title(built) is None


def test_no_opengl_is_said_in_words(make: Make) -> None:
    built = make()
    built.attendant.begin(None)  # the platform of these tests has none
    assert title(built) == "The mirror cannot be drawn"
    assert built.live.shown == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (FileAbsent, "is no longer there"),
        (FileEmpty, "There is nothing in"),
        (FileTooLarge, "is too large"),
        (FileDenied, "may not read"),
        (FileDamaged, "is damaged"),
        (InputError, "is not a photo"),
    ],
)
def test_the_reason_of_a_bad_file_is_told(make: Make, kind: type[InputError], told: str) -> None:
    built = make()
    built.live.source = "/tmp/a.png"
    built.live.now = MirrorState("failed", kind("Said otherwise, by each that raises it."))
    built.live.woke.emit()
    message = built.window.stage.message
    assert message is not None
    assert told in message.text
    assert "a.png" in message.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelNotStored("The disk is full."), "no room for the file"),
        (MissingError("No host answers."), "Connect to the internet"),
    ],
)
def test_why_the_model_did_not_come_is_told(make: Make, error: MissingError, told: str) -> None:
    built = make()
    built.attendant.fetching.error = error
    built.live.source, built.live.now = "demo", MirrorState("running", tracking=MissingError("f"))
    built.live.woke.emit()
    message = built.window.stage.message
    assert message is not None
    assert told in message.text


def test_without_the_model_people_still_see_themselves(make: Make) -> None:
    built = make()
    built.live.source, built.live.now = "demo", MirrorState("running", tracking=MissingError("f"))
    built.live.woke.emit()
    press(built, "Without makeup")
    assert title(built) is None
    assert "no makeup" in built.window.panel.notice.words


def test_a_defect_of_a_thread_is_told_once(make: Make) -> None:
    built = make()
    told: list[bool] = []

    class Told:
        def tell(self, _window: object) -> None:
            told.append(True)

    built.attendant._defects = Told()
    built.live.now = MirrorState("running", tracking=ZeroDivisionError("f"))
    built.live.woke.emit()
    assert told
    assert title(built) is None


def test_saved_looks_that_cannot_be_read_are_named_until_that_was_read(
    make: Make, tmp_path: Path
) -> None:
    built = make()
    remarks, notice = built.attendant.remarks, built.window.panel.notice
    built.window.show()
    remarks.settings_lost(tmp_path / "settings.json.old")
    remarks.looks_unread([tmp_path / "a.json", tmp_path / "b.json"])
    assert "settings.json.old" in notice.words
    assert "a.json, b.json" in notice.words
    assert not notice.isHidden()
    remarks.gathered([f"{number}.txt" for number in range(40)])
    assert notice.words.endswith("0.txt, 1.txt, 2.txt, 3.txt, …")


def test_a_window_is_gone_at_once_and_what_only_reads_shares_its_time(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = make()
    parts = built.attendant
    waited: dict[str, tuple[float, bool]] = {}
    now = [100.0]
    monkeypatch.setattr("beautymirror.ui.attendant.time.monotonic", lambda: now[0])

    def slow(name: str) -> Callable[[float], None]:
        def stop(deadline: float) -> None:
            waited[name] = deadline, built.window.isVisible()
            now[0] += deadline

        return stop

    for name in ("fetching", "makeover", "snapshots"):
        monkeypatch.setattr(getattr(parts, name), "stop", slow(name))
    built.window.show()
    built.window.close()
    assert waited["fetching"][0] + waited["makeover"][0] < 4
    assert waited["snapshots"][0] > 10  # a picture that was taken is not given up
    assert not any(visible for _, visible in waited.values())
