"""The mirror itself: a window of OpenGL that polls the newest face, draws it and presents it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import moderngl
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtOpenGL import QOpenGLWindow

from beautymirror.frame import Tracked
from beautymirror.looks.look import Look
from beautymirror.render.present import Placement, Scene, place
from beautymirror.ui.divider import Divider
from beautymirror.ui.drawing import Drawing
from beautymirror.ui.hand import Hand
from beautymirror.ui.opengl import surface_format
from beautymirror.ui.overlays import Coach, Overlays
from beautymirror.ui.theme import COLORS

__all__ = ["Canvas", "Shown"]

_log = logging.getLogger(__name__)

_SURROUND = (QColor(COLORS.surround).redF(),) * 3
_ROOM_ACROSS, _ROOM_DOWN = 0.10, 0.12  # of a face, between it and the ring around it
_PARKED = 0.75  # opacity of the parked divider's grip while the pointer is over the picture


@dataclass(frozen=True, slots=True)
class Shown:
    """A new frame on the screen: seconds it took to draw, to present, and since its capture."""

    draw: float
    present: float
    latency: float


class Canvas(QOpenGLWindow):
    """Shows the newest tracked frame wearing a look.

    Attributes:
        hand: what is done to the picture.

    Args:
        newest: polls the newest tracked frame; must not wait.
        covers: what lies before faces, see ``Renderer.cover``; must not wait.

    Signals:
        ready: makeup can be drawn; name of the renderer.
        failed: a defect ended the drawing of makeup; the camera is still shown.
        blind: OpenGL cannot be used at all.
        shown: a new frame reached the screen, as ``Shown``.
    """

    ready = Signal(str)
    failed = Signal(object)
    blind = Signal(object)
    shown = Signal(object)

    def __init__(
        self,
        newest: Callable[[], Tracked | None],
        covers: Callable[[], Mapping[int, NDArray[np.uint8]]],
    ) -> None:
        super().__init__()
        self.setFormat(surface_format())
        self.overlays = Overlays()
        self.divider = Divider(self)
        self.divider.moved.connect(self.update)
        self.flip = self.fill = False
        self.tracked: Tracked | None = None
        self._newest, self._covers = newest, covers
        self._drawing: Drawing | None = None
        self._worn: tuple[Look | None, float] = (None, 1.0)
        self._restyled = True
        self._bare = False
        self._took: tuple[float, float] | None = None
        self.hand = Hand(self, self.divider, lambda: self.tracked is not None)
        self.hand.held.connect(self.show_bare)
        self.hand.hovered.connect(self.update)
        self.frameSwapped.connect(self._swapped)

    # What is shown -------------------------------------------------------------------------------

    def wear(self, look: Look | None, intensity: float) -> None:
        """Wear a look at an intensity of 0..1 from the next paint on."""
        self._worn = look, intensity
        self._restyled = True
        self.update()

    def show_bare(self, bare: bool) -> None:
        """Show the face without makeup for as long as this is on."""
        if bare != self._bare:
            self._bare = bare
            self.update()

    def clear(self) -> None:
        """Forget the picture, as when another source is being opened."""
        self.tracked = None
        with self.borrow():
            if self._drawing is not None:
                self._drawing.forget()
        self.update()

    def say(self, **words: str) -> None:
        """Change texts that lie over the picture."""
        if self.overlays.change(**words):
            self.update()

    def coach(self, coach: Coach | None) -> None:
        """Lead through captures, or no longer."""
        if coach != self.overlays.coach:
            self.overlays.coach = coach
            self.update()

    def take_over(self, other: Canvas) -> None:
        """Show what another canvas showed."""
        self.overlays, self.tracked = other.overlays, other.tracked
        self.flip, self.fill, self._worn = other.flip, other.fill, other._worn
        self.divider.share = other.divider.share

    @property
    def _view(self) -> tuple[int, int]:
        """(width, height) of the framebuffer in pixels."""
        ratio = self.devicePixelRatio()
        return round(self.width() * ratio), round(self.height() * ratio)

    # OpenGL --------------------------------------------------------------------------------------

    def initializeGL(self) -> None:
        self._drawing = None  # that of a context that was lost is gone with it
        self._restyled = True
        self.context().aboutToBeDestroyed.connect(self.release, Qt.ConnectionType.DirectConnection)
        try:
            self._drawing = Drawing()
        except Exception as error:  # noqa: BLE001  moderngl raises bare Exception
            _log.exception("OpenGL cannot be used")
            self.blind.emit(error)
            return
        try:
            self._drawing.start()
            self.ready.emit(self._drawing.renderer_name)
        except Exception as error:  # noqa: BLE001  the mirror goes on without makeup
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        _log.error("drawing makeup failed", exc_info=error)
        if self._drawing is not None:
            self._drawing.give_up()
        self.failed.emit(error)

    def paintGL(self) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        began = time.perf_counter()
        fresh = self._newest()
        if fresh is not None:
            self.tracked = fresh
        if self.tracked is not None and (fresh is not None or self._restyled):
            self._draw(drawing, self.tracked)
        drawn = time.perf_counter()
        self._present(drawing)
        if fresh is not None:
            self._took = drawn - began, time.perf_counter() - drawn

    def _present(self, drawing: Drawing) -> None:
        drawing.present(self.defaultFramebufferObject(), self._scene(drawing), bare=self._bare)

    def _draw(self, drawing: Drawing, tracked: Tracked) -> None:
        if not self._works(partial(self._make_up, drawing, tracked)):
            drawing.draw(tracked)

    def _make_up(self, drawing: Drawing, tracked: Tracked) -> None:
        if self._restyled:
            self._restyled = False
            drawing.wear(*self._worn)
        if self._worn[0] is not None:
            drawing.cover(self._covers())
        drawing.draw(tracked)

    def _works(self, step: Callable[[], None]) -> bool:
        try:
            step()
        except Exception as error:  # noqa: BLE001  the mirror goes on without makeup
            self._give_up(error)
            return False
        return True

    def _scene(self, drawing: Drawing) -> Scene:
        view, size = self._view, drawing.size
        divisible = size is not None and not self._bare
        split = round(self.divider.share * view[0]) if divisible else 0
        parked = _PARKED if self.hand.hovers and divisible and not split else 0.0
        placement = place(size or view, view, fill=self.fill)
        face = self._face_in(placement) if self.overlays.coach and size else None
        ratio = self.devicePixelRatio()
        return Scene(
            view=view,
            placement=placement,
            flip=self.flip,
            split=split,
            surround=_SURROUND,
            overlays=tuple(self.overlays.lay(view, ratio, split or None, parked, face)),
        )

    def _face_in(self, placement: Placement) -> QRectF | None:
        """Where the first face is in the view, with some room around it; ``None`` without one."""
        if self.tracked is None or not self.tracked.faces:
            return None
        points = self.tracked.faces[0].landmarks[:, :2]
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        width, height = self.tracked.frame.size
        if self.flip:
            left, right = width - right, width - left
        across, down = placement.width / width, placement.height / height
        face = QRectF(
            placement.x + left * across,
            placement.y + top * down,
            (right - left) * across,
            (bottom - top) * down,
        )
        x, y = _ROOM_ACROSS * face.width(), _ROOM_DOWN * face.height()
        return face.adjusted(-x, -1.4 * y, x, y)

    def _swapped(self) -> None:
        if self._took is not None and self.tracked is not None:
            draw, present = self._took
            self._took = None
            latency = time.monotonic() - self.tracked.frame.timestamp
            self.shown.emit(Shown(draw, present, latency))
            with self.borrow():
                if self._drawing is not None:  # nobody waits for what the next frames gain by
                    self._works(self._drawing.learn)

    def read(self) -> NDArray[np.uint8] | None:
        """(h, w, 3) uint8 sRGB of what is worn, at the camera's size; ``None`` without makeup."""
        with self.borrow():
            return self._drawing.read() if self._drawing else None

    @contextmanager
    def borrow(self) -> Iterator[moderngl.Context | None]:
        """Make the context current for drawing something else; ``None`` where there is none."""
        if self._drawing is None:
            yield None
            return
        self.makeCurrent()
        try:
            yield self._drawing.ctx
        finally:
            self.doneCurrent()

    def picture(self) -> NDArray[np.uint8] | None:
        """(h, w, 3) uint8 sRGB of this window as it is shown; ``None`` without OpenGL."""
        with self.borrow():
            if self._drawing is None:
                return None
            self._present(self._drawing)
            return self._drawing.read_window(self._view)

    def release(self) -> None:
        """Free everything on the GPU; calling again is harmless."""
        drawing, self._drawing = self._drawing, None
        if drawing is not None:
            self.makeCurrent()
            drawing.release()
            self.doneCurrent()
