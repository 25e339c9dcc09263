"""What is worn, marked, remembered, and taken off for a moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from beautymirror.settings import Settings, read_settings, write_settings
from beautymirror.ui.window import Window
from tests.ui.attendant.desk import SMOKE, VELVET, Make


def test_a_card_is_worn_marked_and_remembered(make: Make, tmp_path: Path) -> None:
    built = make()
    built.window.chooser.gallery.chosen.emit(VELVET)
    assert built.outfit.worn.look is VELVET
    assert built.window.stage.canvas._worn == (VELVET, 1.0)
    built.window.panel.slider.setValue(60)
    assert built.window.stage.canvas._worn == (VELVET, 0.6)
    built.window.close()
    saved = read_settings(tmp_path / "settings").settings
    assert (saved.look, saved.intensity) == ("red-velvet", 60)


def test_two_windows_at_once_remember_what_each_changed(make: Make, tmp_path: Path) -> None:
    agreed = Settings(language="en", learn=True)
    write_settings(agreed, tmp_path / "settings")
    first, second = make(agreed), make(agreed)
    first.store.change("learn", False)
    first.window.close()
    second.store.change("faces", 3)
    second.window.close()
    saved = read_settings(tmp_path / "settings").settings
    assert (saved.learn, saved.faces) == (False, 3)


def test_the_remembered_look_is_worn_again(make: Make) -> None:
    built = make(Settings(look="smoke", intensity=35))
    assert built.outfit.worn.look is SMOKE
    assert built.window.panel.slider.value() == 35


def test_a_look_that_is_gone_leaves_the_bare_face(make: Make) -> None:
    assert make(Settings(look="never-was")).outfit.worn.look is None


def test_keys_walk_through_the_looks_and_back(make: Make) -> None:
    built = make()
    window = built.window
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_P):
        QTest.keyClick(window, key)
    assert built.outfit.worn.look is SMOKE
    QTest.keyClick(window, Qt.Key.Key_Minus)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert built.outfit.worn.intensity == 100
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert built.outfit.worn.look is None


def test_keys_after_a_drag_are_a_step_of_their_own(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, now = make(), [100.0]
    monkeypatch.setattr("beautymirror.ui.commands.time.monotonic", lambda: now[0])
    built.outfit.wear(VELVET)
    slider, commands = built.window.panel.slider, built.attendant.commands
    slider.grabbed.emit()
    slider.setValue(60)
    commands.more()
    commands.more()  # at once, as when the key is held
    now[0] += 5.0
    commands.less()
    found = []
    for _ in range(4):
        found.append(built.outfit.worn.intensity)
        commands.undo()
    assert found == [65, 70, 60, 100]
    assert built.outfit.worn.look is None


def space_held(make: Make) -> Window:
    """A window whose list of looks has the focus while the space bar is held down."""
    window = make().window
    window.show()
    window.activateWindow()
    window.chooser.gallery.setFocus()
    QApplication.processEvents()
    QTest.keyPress(window.chooser.gallery, Qt.Key.Key_Space)
    assert window.stage.canvas._bare
    return window


def test_space_shows_the_bare_face_while_it_is_held(make: Make) -> None:
    window = space_held(make)
    canvas = window.stage.canvas
    QTest.keyRelease(window.chooser.gallery, Qt.Key.Key_Space)
    assert not canvas._bare


@pytest.mark.parametrize("interruption", ["other window", "shift"])
def test_a_space_bar_that_goes_up_elsewhere_goes_up(make: Make, interruption: str) -> None:
    window = space_held(make)
    canvas = window.stage.canvas
    if interruption == "other window":
        QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    else:
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.keyRelease(window.chooser.gallery, Qt.Key.Key_Space, shift)
    assert not canvas._bare


@pytest.mark.parametrize("ends", ["hidden", "elsewhere"])
def test_a_divider_that_is_let_go_elsewhere_is_let_go(make: Make, ends: str) -> None:
    canvas = make().window.stage.canvas
    divider = canvas.divider
    divider.grab(0, 600)
    divider.drag(300, 600)
    canvas.show_bare(True)
    if ends == "hidden":
        QApplication.sendEvent(canvas, QEvent(QEvent.Type.Hide))
    else:
        place, none = QPointF(500, 40), Qt.MouseButton.NoButton
        move = QMouseEvent(
            QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(canvas, move)
    assert not divider.dragged
    assert not canvas._bare
    assert divider.share * 600 == pytest.approx(300)


def test_space_still_presses_a_button_that_has_the_focus(make: Make) -> None:
    built = make()
    window = built.window
    window.show()
    window.activateWindow()
    window.panel.settings.setFocus()
    QApplication.processEvents()
    QTest.keyClick(window.panel.settings, Qt.Key.Key_Space)
    assert window.panel.settings.isChecked()
    assert not window.stage.canvas._bare


def test_the_button_shows_the_bare_face_while_it_is_held(make: Make) -> None:
    built = make()
    bar = built.window.bar
    bar.enable_picture_tools(True)
    QTest.mousePress(bar.before, Qt.MouseButton.LeftButton)
    assert built.window.stage.canvas._bare
    QTest.mouseRelease(bar.before, Qt.MouseButton.LeftButton)
    assert not built.window.stage.canvas._bare
