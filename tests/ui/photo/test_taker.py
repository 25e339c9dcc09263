"""Reading a photo: what it needs is loaded beforehand, and what it lacks is said."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from beautymirror.errors import MissingError
from beautymirror.transfer.photo import remark
from beautymirror.ui.app import Built
from beautymirror.ui.photo.taker import Asked, Taken, Taker, cut, pixels
from tests.ui.photo.album import PATIENCE_MS, Make, makeover, painted, taken, wear


def test_cut_outs_stay_inside_and_pictures_lose_their_transparency() -> None:
    image = np.zeros((50, 80, 3), np.uint8)
    image[:, 40:] = (200, 10, 10)
    face = cut(image, (60, 0, 20, 30))
    assert (face.width(), face.height()) == (45, 45)
    assert face.pixelColor(44, 20) == QColor(200, 10, 10)
    clear = QImage(3, 2, QImage.Format.Format_ARGB32)
    clear.fill(0)
    assert (pixels(clear) == 128).all()


def test_remarks_are_told(built: Built, qtbot: Any) -> None:

    one = makeover(built)
    dark = replace(painted(90), remarks=(remark("dark"), remark("small")))
    one.taker.take = lambda asked: replace(taken(asked.name), makeup=dark)
    wear(built, qtbot, "Night")
    assert one.page._said.text() == (
        "The photo is dark: faint colours may be lost. The face is small, so edges are soft."
    )


def test_what_the_first_photo_needs_is_loaded_while_one_is_looked_for(
    qapp: QApplication, qtbot: Any
) -> None:
    taker, asked = Taker(qapp), []
    go = threading.Event()

    class Atelier:
        ready = False

        def prepare(self) -> None:
            assert go.wait(20)

        def take(self, request: Asked) -> Taken:
            asked.append(request.name)
            return taken(request.name)

        def close(self) -> None:
            self.ready = False

    taker._atelier = Atelier()  # type: ignore[assignment]
    taker.take = taker._atelier.take
    taker.prepare()
    assert not taker.busy
    taker.ask(Asked("Rose", Path("/photos/rose.jpg")))
    assert taker.busy
    with qtbot.waitSignal(taker.taken, timeout=PATIENCE_MS):
        go.set()
    assert asked == ["Rose"]
    assert not taker.busy
    taker.stop(5)


def test_without_the_network_the_page_says_so_at_once(
    make: Make, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beautymirror.inference import transfer

    def missing() -> Path:
        raise MissingError("It is not installed.")

    monkeypatch.setattr(transfer, "transfer_model", missing)
    built = make()
    built.window.show()
    with qtbot.waitSignal(makeover(built).taker.refused, timeout=PATIENCE_MS):
        built.attendant.commands.photo()
    assert "not installed" in makeover(built).page._said.text()
