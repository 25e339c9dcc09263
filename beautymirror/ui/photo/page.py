"""The page of the panel that wears the makeup of photos: whole, by region, mixed from several."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar

from beautymirror.errors import MirrorError
from beautymirror.ui.photo.mix import REGIONS, Mix
from beautymirror.ui.photo.regions import RegionRow
from beautymirror.ui.photo.taker import Several, Taken
from beautymirror.ui.photo.thumb import Thumb
from beautymirror.ui.photo.words import first_of, refused, remarked
from beautymirror.ui.shortcuts import key_of
from beautymirror.ui.theme import SPACE, touch
from beautymirror.ui.widgets.button import IconButton, button, name_control
from beautymirror.ui.widgets.intro import Intro
from beautymirror.ui.widgets.label import label
from beautymirror.ui.widgets.layout import clear, parts
from beautymirror.ui.widgets.section import Scroll

__all__ = ["PhotoPage"]

_THUMB = 58
_ABREAST = 4  # thumbs for which there is room beside the button
_FACE = 84  # of a face to choose among several


class PhotoPage(Scroll):
    """Shows a mix and tells what is wanted of it.

    Signals:
        shown: the page has come into sight.
        opening, pasting, taking: a photo from a file, from the clipboard, from the mirror.
        chosen: one of several faces, as a request. whole: all from a photo. removed: a photo.
        picked: a region from a photo. grabbed: a drag begins. turned: a region and its percent.
        save: keep what is worn as a look. save_editable: keep it as lipstick, blush and so on.
    """

    shown = Signal()
    opening = Signal()
    pasting = Signal()
    taking = Signal()
    chosen = Signal(object)
    whole = Signal(object)
    removed = Signal(object)
    picked = Signal(str, object)
    grabbed = Signal()
    turned = Signal(str, int)
    save = Signal()
    save_editable = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mix = Mix()
        self._busy = self._worn = False
        self._files = True
        self._several: Several | None = None
        self._error: MirrorError | None = None
        self._intro = Intro()
        self._intro.setContentsMargins(SPACE["s"], SPACE["xxl"], SPACE["s"], SPACE["s"])
        self._untold = False
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedHeight(8)
        self._progress.setRange(0, 0)
        self._said = label("quiet", wraps=True)
        self._faces = QGridLayout()
        self._faces.setSpacing(SPACE["xs"])
        self._strip = QGridLayout()
        self._strip.setSpacing(0)
        self._remove = IconButton("close")
        self._remove.clicked.connect(self._remove_photo)
        self.column.addWidget(self._intro)
        self.column.addLayout(self._make_photos())
        self.column.addLayout(self._make_ways())
        self.column.addWidget(self._progress)
        self.column.addWidget(self._said)
        self.column.addLayout(self._faces)
        self.rows = {region: RegionRow(region) for region in REGIONS}
        for region, row in self.rows.items():
            row.grabbed.connect(self.grabbed)
            row.turned.connect(partial(self.turned.emit, region))
            row.picked.connect(partial(self.picked.emit, region))
            self.column.addWidget(row)
        self._skin_note = label("caption", wraps=True)
        self.column.addWidget(self._skin_note)
        self.save_button = button()
        self.save_button.clicked.connect(self.save)
        self.edit_button = button()
        self.edit_button.clicked.connect(self.save_editable)
        ways = QHBoxLayout()
        ways.setSpacing(SPACE["s"])
        ways.addWidget(self.save_button)
        ways.addWidget(self.edit_button)
        self.column.addLayout(ways)
        self.column.addStretch(1)
        self.column.setSpacing(SPACE["m"])
        self.retranslate()

    def _make_photos(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addLayout(self._strip)
        row.addStretch(1)
        row.addWidget(self._remove)
        return row

    def _make_ways(self) -> QGridLayout:
        self.open, self._paste, self.take = button(primary=True), button(), button()
        self.open.clicked.connect(self.opening)
        self._paste.clicked.connect(self.pasting)
        self.take.clicked.connect(self.taking)
        self._ways = ways = QGridLayout()
        ways.setSpacing(SPACE["s"])
        ways.addWidget(self.open, 0, 0, 1, 2)
        ways.addWidget(self._paste, 1, 0)
        ways.addWidget(self.take, 1, 1)
        return ways

    # What is shown -------------------------------------------------------------------------------

    @property
    def thumbs(self) -> list[Thumb]:
        """The photos that are at hand."""
        return parts(self._strip, Thumb)

    @property
    def faces(self) -> list[Thumb]:
        """The faces to choose among."""
        return parts(self._faces, Thumb)

    def without_files(self) -> None:
        """Offer nothing that reads or writes files."""
        self._files = False
        self.open.hide()
        self._paste.hide()
        self._ways.addWidget(self.take, 1, 0, 1, 2)
        self.retranslate()

    def enable(self, on: bool) -> None:
        """Whether there is a picture in the mirror to take."""
        self.take.setEnabled(on)

    def show_mix(self, mix: Mix, *, worn: bool) -> None:
        """Show photos, regions and amounts; ``worn``: they are what the mirror wears."""
        photos_changed = mix.photos != self._mix.photos
        self._mix, self._worn, self._untold = mix, worn, False
        if photos_changed:
            clear(self._strip)
            for number, photo in enumerate(mix.photos):
                thumb = Thumb(photo.face, max(_THUMB, touch()))
                thumb.clicked.connect(lambda _=False, photo=photo: self.whole.emit(photo))
                self._strip.addWidget(thumb, *divmod(number, _ABREAST))
        self.retranslate()

    def show_busy(self, on: bool) -> None:
        """A photo is being read, or no longer."""
        self._busy = on
        if on:
            self.drop_faces()
        self.retranslate()

    def drop_faces(self) -> None:
        """Ask no longer whose makeup is meant, nor say why a photo was of no use."""
        self._several = self._error = None
        self._untold = False
        clear(self._faces)

    def show_several(self, several: Several) -> None:
        """Ask whose makeup is meant."""
        self._several = several
        clear(self._faces)
        for number, face in enumerate(several.faces, start=1):
            thumb = Thumb(face, _FACE, checkable=False)
            request = several.chosen(number)
            thumb.clicked.connect(lambda _=False, request=request: self.chosen.emit(request))
            name_control(thumb, self.tr("Face {number}").format(number=number))
            self._faces.addWidget(thumb, (number - 1) // 3, (number - 1) % 3)
        self.retranslate()

    def show_refusal(self, error: MirrorError) -> None:
        """Say why a photo cannot be used."""
        self._error = error
        self.retranslate()

    def show_untold(self) -> None:
        """Say that what is worn cannot be kept to be edited."""
        self._untold = True
        self.retranslate()

    def _remove_photo(self) -> None:
        whole = self._whole()
        if self._mix.photos:
            self.removed.emit(whole or self._mix.photos[-1])

    def _whole(self) -> Taken | None:
        """The photo that everything is taken from, if it is one."""
        sources = set(map(id, self._mix.parts.values()))
        return next(iter(self._mix.parts.values())) if len(sources) == 1 else None

    def _words(self) -> str:
        if self._several is not None:
            return self.tr("Whose makeup is meant?")
        if self._error is not None:
            return refused(self._error)
        if self._untold:
            return self.tr("No single kind of makeup could be told apart in this photo.")
        newest = self._mix.photos[-1] if self._mix.photos else None
        if newest is None:
            return ""
        said = [remarked(remark.code) for remark in newest.makeup.remarks]
        return " ".join(filter(None, (first_of(newest.pictures), *said)))

    def retranslate(self) -> None:
        """Show everything, in the language of now."""
        self.setAccessibleName(self.tr("Makeup from a photo"))
        self.setWindowTitle(self.tr("Photo"))
        some = bool(self._mix.photos)
        self._intro.setVisible(not some and self._several is None)
        self._intro.say(
            "photo",
            self.tr("Wear the makeup of a photo"),
            self.tr("Drop a photo here, open or paste one, or hold it up to the camera.")
            if self._files
            else self.tr("Hold it up to the camera, large and straight."),
        )
        self._progress.setVisible(self._busy)
        self._progress.setAccessibleName(self.tr("Reading the photo"))
        words = self._words()
        self._said.setText(words)
        self._said.setVisible(bool(words) and not self._busy)
        self._name_buttons(some)
        self._show_photos(some)

    def _name_buttons(self, some: bool) -> None:
        for control, text, name, key in (
            (self.open, self.tr("Open a photo…"), self.tr("Take makeup from a photo"), ""),
            (self._paste, self.tr("Paste"), self.tr("Paste a photo"), key_of("paste")),
            (self.take, self.tr("Use this frame"), self.tr("Take makeup from this frame"), ""),
            (self.save_button, self.tr("Save as a look…"), self.tr("Save as a look"), ""),
            (self.edit_button, self.tr("Save to edit…"), self.tr("Save as a look to edit"), ""),
        ):
            control.setText(text)
            name_control(control, name, key)
        self.open.setProperty("primary", not some)
        self.open.style().polish(self.open)
        self._remove.name(self.tr("Remove this photo"))
        self._remove.setVisible(some)
        self.save_button.setVisible(some and self._files)
        self.save_button.setEnabled(self._worn)
        self.edit_button.setVisible(some and self._files)
        self.edit_button.setEnabled(self._worn and not self._busy)
        self.edit_button.setToolTip(
            self.tr("Lipstick, blush, eyeshadow, liner and brows, each with its own colours.")
        )

    def _show_photos(self, some: bool) -> None:
        whole = self._whole()
        for photo, thumb in zip(self._mix.photos, self.thumbs, strict=False):
            thumb.setChecked(self._worn and photo is whole)
            name_control(thumb, self.tr("Everything from {photo}").format(photo=photo.name))
        for row in self.rows.values():
            row.setVisible(some)
            row.show_mix(self._mix)
        self._skin_note.setText(self.tr("Your skin stays yours unless you turn its slider up."))
        self._skin_note.setVisible(some)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
