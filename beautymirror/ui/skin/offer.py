"""One thing to try on: a picture or a swatch, its name, why, and what one thinks of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from beautymirror.looks.look import Look
from beautymirror.ui.icons import pixmap
from beautymirror.ui.skin.charts import Swatch
from beautymirror.ui.theme import COLORS, SPACE
from beautymirror.ui.widgets.button import IconButton, button
from beautymirror.ui.widgets.label import label

__all__ = ["Offer", "Portrait"]


class Portrait(QWidget):
    """A small picture of a face in a look, once there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(68, 76)
        self.picture: QImage | None = None

    def sizeHint(self) -> QSize:
        return QSize(68, 76)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(COLORS.raised))
        if self.picture is None:
            spot = QRectF(18, 22, 32, 32).toRect()
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(spot, pixmap("face", 32, COLORS.faint, ratio))
            return
        scale = max(self.width() / self.picture.width(), self.height() / self.picture.height())
        width, height = self.picture.width() * scale, self.picture.height() * scale
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        painter.drawImage(QRectF(left, top, width, height), self.picture)


class Offer(QWidget):
    """A look that can be tried on by one touch.

    Attributes:
        fitted: what is worn then: the look as it suits the shape of the face.

    Signals:
        tried: wear the look; or take it off, when it was worn already.
        liked, disliked: what the person thinks of it.
    """

    tried = Signal(object)
    liked = Signal()
    disliked = Signal()

    def __init__(
        self, look: Look, *, fitted: Look | None = None, swatch: str = "", judged: bool = False
    ) -> None:
        super().__init__()
        self.look, self.fitted = look, fitted or look
        self._name, self._why = label(wraps=True), label("caption", wraps=True)
        self._try = button()
        self._try.setCheckable(True)
        self._try.clicked.connect(lambda on: self.tried.emit(self.fitted if on else None))
        self.like, self._dislike = IconButton("heart", checkable=True), IconButton("dislike")
        self.like.clicked.connect(self._liked)
        self._dislike.clicked.connect(self.disliked)
        self.portrait = None if swatch else Portrait()
        first: QWidget = self.portrait or Swatch()
        if isinstance(first, Swatch):
            first.show_color(swatch)
            first.describe(look.name.en, swatch)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._why)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE["xs"])
        tools.addWidget(self._try)
        if judged:
            tools.addWidget(self.like)
            tools.addWidget(self._dislike)
            tools.addStretch(1)
            words.addSpacing(SPACE["xs"])
            words.addLayout(tools)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE["m"])
        place = Qt.AlignmentFlag.AlignTop if judged else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(first, 0, place)
        row.addLayout(words, 1)
        if not judged:
            row.addLayout(tools)

    def _liked(self, on: bool) -> None:
        # A like is said once; it can be outweighed but not unsaid.
        self.like.setChecked(True)
        if on:
            self.liked.emit()

    def say(self, name: str, why: str) -> None:
        """Name it and say why, in the language of now."""
        self._name.setText(name)
        self._why.setText(why)
        self.like.name(self.tr("I like {name}").format(name=name))
        self._dislike.name(self.tr("Not for me: {name}").format(name=name))
        self._mark(name)

    def mark(self, worn: Look | None) -> None:
        """Show whether it is what is worn."""
        self._try.setChecked(worn is not None and worn == self.fitted)
        self._mark(self._name.text())

    def _mark(self, name: str) -> None:
        on = self._try.isChecked()
        self._try.setText(self.tr("Take off") if on else self.tr("Try on"))
        self._try.setAccessibleName(f"{self._try.text()}: {name}")
