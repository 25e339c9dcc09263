"""One region of the face: how much of it is taken over, and from which photo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from beautymirror.ui.photo.mix import AMOUNTS, Mix
from beautymirror.ui.photo.taker import Taken
from beautymirror.ui.photo.thumb import Thumb
from beautymirror.ui.photo.words import region_name
from beautymirror.ui.theme import SPACE, touch
from beautymirror.ui.widgets.button import name_control
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.layout import clear, parts
from beautymirror.ui.widgets.slider import PercentSlider

__all__ = ["RegionRow"]

_BESIDE = 3  # photos that have room between the name and the amount; more get a line of their own


class RegionRow(QWidget):
    """A name, a slider, and the photos to choose from where there are several.

    Signals:
        grabbed: a drag begins. turned: percent. picked: the photo it is to be taken from.
    """

    grabbed = Signal()
    turned = Signal(int)
    picked = Signal(object)

    def __init__(self, region: str) -> None:
        super().__init__()
        self._region = region
        self._name, self._value = label(), label("quiet")
        self.slider = PercentSlider(AMOUNTS[region], flush=True)
        self.slider.grabbed.connect(self.grabbed)
        self.slider.valueChanged.connect(self.turned)
        self._choice = QWidget()
        self._thumbs = QHBoxLayout(self._choice)
        self._thumbs.setContentsMargins(0, 0, 0, 0)
        self._thumbs.setSpacing(0)
        self._photos: tuple[Taken, ...] = ()
        self._value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._head = head = QGridLayout()
        head.setVerticalSpacing(0)
        head.setColumnStretch(1, 1)
        head.addWidget(self._name, 0, 0)
        head.addWidget(self._choice, 0, 2)
        head.addWidget(self._value, 0, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.slider)
        self._value.setMinimumWidth(
            self._value.fontMetrics().horizontalAdvance("100 %") + SPACE["s"]
        )

    @property
    def thumbs(self) -> list[Thumb]:
        """The photos that are offered."""
        return parts(self._thumbs, Thumb)

    def show_mix(self, mix: Mix) -> None:
        """Show its amount and photo, in the language of now, without telling of a change."""
        name = region_name(self._region)
        self._name.setText(name)
        self._value.setText(f"{mix.amounts[self._region]} %")
        self.slider.blockSignals(True)
        self.slider.setValue(mix.amounts[self._region])
        self.slider.blockSignals(False)
        self.slider.update()
        name_control(self.slider, name)
        if mix.photos != self._photos:
            self._photos = mix.photos
            self._rebuild()
        for photo, thumb in zip(self._photos, self.thumbs, strict=False):
            thumb.setChecked(mix.parts.get(self._region) is photo)
            name_control(
                thumb, self.tr("{region} from {photo}").format(region=name, photo=photo.name)
            )

    def _rebuild(self) -> None:
        clear(self._thumbs)
        self._choice.setVisible(len(self._photos) > 1)
        if len(self._photos) < 2:
            return
        self._head.removeWidget(self._choice)
        if len(self._photos) <= _BESIDE:
            self._head.addWidget(self._choice, 0, 2)
        else:
            self._head.addWidget(self._choice, 1, 0, 1, 4, Qt.AlignmentFlag.AlignLeading)
        for photo in self._photos:
            thumb = Thumb(photo.face, touch())
            thumb.clicked.connect(lambda _=False, photo=photo: self.picked.emit(photo))
            self._thumbs.addWidget(thumb)
