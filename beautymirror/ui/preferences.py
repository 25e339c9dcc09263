"""The settings page of the panel: what is remembered, each with its words beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from beautymirror.settings import Settings, default_snapshot_folder
from beautymirror.ui.language import LANGUAGES
from beautymirror.ui.theme import SPACE, touch
from beautymirror.ui.widgets.button import button, name_control
from beautymirror.ui.widgets.label import ElidedLabel, label
from beautymirror.ui.widgets.section import Choice
from beautymirror.ui.widgets.switch import Switch

__all__ = ["Preferences"]


class Preferences(QScrollArea):
    """Shows settings and tells of changes.

    Signals:
        changed: one field of ``Settings``, by name, and its new value.
    """

    changed = Signal(str, object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._folder = settings.snapshots
        self._language, self._faces = Choice(), Choice()
        for choice in (self._language, self._faces):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            choice.setMinimumWidth(touch())
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        for number in range(1, 5):
            self._faces.addItem(str(number), number)
        self._flip, self._fill = Switch(), Switch()
        self._compare, self._readings, self._as_mirrored = Switch(), Switch(), Switch()
        self._path = ElidedLabel("caption")
        self._choose = button()
        self._titles = [label() for _ in range(8)]
        self._groups = [label("caption") for _ in range(3)]
        self._lay()
        self.show_settings(settings)
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        language, faces, flip, fill, compare, as_mirrored, readings, folder = self._titles
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE["l"], SPACE["s"], SPACE["l"], SPACE["l"])
        column.setSpacing(SPACE["xs"])
        groups = (
            (self._groups[0], ((language, self._language), (readings, self._readings))),
            (
                self._groups[1],
                ((flip, self._flip), (fill, self._fill), (faces, self._faces)),
            ),
            (
                self._groups[2],
                (
                    (compare, self._compare),
                    (as_mirrored, self._as_mirrored),
                    (folder, self._choose),
                ),
            ),
        )
        for title, rows in groups:
            column.addSpacing(SPACE["m"])
            column.addWidget(title)
            for words, control in rows:
                row = QHBoxLayout()
                row.addWidget(words, 1)
                row.addWidget(control)
                column.addLayout(row)
        column.addWidget(self._path)
        column.addStretch(1)
        self.setWidget(inner)

    def _connect(self) -> None:
        self._language.activated.connect(
            lambda: self.changed.emit("language", self._language.currentData())
        )
        self._faces.activated.connect(lambda: self.changed.emit("faces", self._faces.currentData()))
        for name, switch in self._switches().items():
            switch.toggled.connect(lambda on, name=name: self.changed.emit(name, on))
        self._choose.clicked.connect(self._choose_folder)

    def _switches(self) -> dict[str, Switch]:
        return {
            "flip": self._flip,
            "fill": self._fill,
            "compare": self._compare,
            "flip_snapshots": self._as_mirrored,
            "readings": self._readings,
        }

    def show_settings(self, settings: Settings) -> None:
        """Show these settings, without telling of a change."""
        self._language.setCurrentIndex(self._language.findData(settings.language or "en"))
        self._faces.setCurrentIndex(settings.faces - 1)
        for name, switch in self._switches().items():
            switch.blockSignals(True)
            switch.setChecked(getattr(settings, name))
            switch.blockSignals(False)
        self._folder = settings.snapshots
        self._path.setText(self._folder or str(default_snapshot_folder()))
        self._path.setToolTip(self._path.text())

    def without_files(self) -> None:
        """Offer nothing that reads or writes files."""
        for control in (self._titles[-1], self._choose, self._path):
            control.hide()

    def _choose_folder(self) -> None:
        start = self._folder or str(default_snapshot_folder())
        while not Path(start).is_dir() and Path(start).parent != Path(start):
            start = str(Path(start).parent)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for snapshots"), start)
        if chosen:
            self.changed.emit("snapshots", chosen)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setWindowTitle(self.tr("Settings"))
        for title, words in zip(
            self._groups, (self.tr("Window"), self.tr("Mirror"), self.tr("Snapshots")), strict=True
        ):
            title.setText(words)
        rows = (
            (self.tr("Language"), self._language),
            (self.tr("Faces at once"), self._faces),
            (self.tr("Show cameras like a mirror"), self._flip),
            (self.tr("Fill the window"), self._fill),
            (self.tr("Save the bare face beside it"), self._compare),
            (self.tr("Save as the mirror shows it"), self._as_mirrored),
            (self.tr("Show rates and what runs where"), self._readings),
            (self.tr("Folder"), self._choose),
        )
        for title, (words, control) in zip(self._titles, rows, strict=True):
            title.setText(words)
            title.setWordWrap(True)
            title.setBuddy(control)
            name_control(control, words)
        self._choose.setText(self.tr("Choose…"))
        self._choose.setAccessibleName(self.tr("Choose the folder for snapshots"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
