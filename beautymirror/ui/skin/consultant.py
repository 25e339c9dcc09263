"""Joins the page of the skin with the mirror: captures, readings, trying on, learning, saving."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from beautymirror.frame import Tracked
from beautymirror.looks.look import Look
from beautymirror.recording.document import write_document
from beautymirror.ui.live import Live
from beautymirror.ui.outfit import Outfit
from beautymirror.ui.overlays import Coach
from beautymirror.ui.shelf import Shelf
from beautymirror.ui.skin.memory import Memory
from beautymirror.ui.skin.page import SkinPage
from beautymirror.ui.skin.session import Phase, Session
from beautymirror.ui.skin.words import advice
from beautymirror.ui.stage import Stage
from beautymirror.ui.store import Store
from beautymirror.ui.task import Task

if TYPE_CHECKING:
    from beautymirror.skin.suggestion import Suggestion

__all__ = ["Consultant"]

_TOP = 5  # looks that are suggested at once
_GLANCE_S = 3.0  # what is worn for less says nothing


class Consultant(QObject):
    """Serves the page of one window.

    Signals:
        saved: the file of a reading. failed: why it could not be written.
        forgotten: everything about the person is gone.
        troubled: what the person should know, in words.
    """

    saved = Signal(Path)
    failed = Signal(object)
    forgotten = Signal()
    troubled = Signal(str)

    def __init__(
        self, stage: Stage, live: Live, store: Store, shelf: Shelf, outfit: Outfit, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._stage, self._live, self._store = stage, live, store
        self._shelf, self._outfit = shelf, outfit
        self._memory = Memory(kept=store.now.learn)
        self._occasion = ""
        self._shared = False
        self._tried: tuple[Suggestion, float] | None = None
        self._writing: list[Task] = []
        self.session = Session(self)
        self.page = SkinPage(self.session, shelf.preview)
        self.session.changed.connect(self._changed)
        self.session.advanced.connect(self._coach)
        self.page.begun.connect(self.begin)
        self.page.cancelled.connect(self.session.cancel)
        self.page.opened.connect(self._connect_result)
        outfit.changed.connect(self._outfit_changed)
        store.changed.connect(self._setting_changed)

    def _connect_result(self) -> None:
        findings, suits = self.page.findings, self.page.suits
        assert findings is not None
        assert suits is not None
        findings.answered.connect(self._answered)
        findings.again.connect(self.begin)
        findings.calibrate.connect(self.calibrate)
        findings.save.connect(self._ask_where)
        suits.tried.connect(self._try)
        suits.liked.connect(lambda what: self._memory.like(what, self._occasion))
        suits.disliked.connect(self._dislike)
        suits.occasion.connect(self._choose_occasion)
        suits.learn.connect(lambda on: self._store.change("learn", on))
        suits.forget.connect(self.forget)
        suits.show_consent(self._store.now.learn)
        if self._shared:
            findings.without_files()
            suits.share()

    def share(self) -> None:
        """Strangers share the mirror: nothing of one is told to another, or written."""
        self._shared = True

    # Capturing and reading -----------------------------------------------------------------------

    def begin(self) -> None:
        """Start a reading of whoever is before the mirror, or what the paper was held up for."""
        session = self.session
        if session.phase is Phase.AWAITING_CARD:
            session.measure_card()
        elif session.phase is Phase.REFUSED and session.of_card:
            self.calibrate()
        else:
            self.page.start_over()
            session.begin(self._camera())

    def calibrate(self) -> None:
        """Ask for a sheet of white paper beside the face."""
        self.session.calibrate(self._camera())

    def _camera(self) -> str:
        """Label of the camera; empty for any other source."""
        info = self._live.state.source
        return info.label if info is not None and info.kind == "webcam" else ""

    def interrupt(self) -> None:
        """The camera is gone: whoever is there when it is back may be somebody else."""
        if self.session.phase is not Phase.READING:  # that needs no camera any more
            self.session.cancel()

    def look_at(self, tracked: Tracked) -> None:
        """A frame is on the screen."""
        self.session.offer(tracked)

    def _changed(self) -> None:
        phase, result = self.session.phase, self.session.result
        if phase is Phase.DONE and result is not None:
            self.show()
            if result.aside is not None:
                self.troubled.emit(
                    self.tr(
                        "The database of shades and likes was damaged: it is kept as {name}, and "
                        "a new one was begun."
                    ).format(name=result.aside.name)
                )
        self._stage.canvas.show_bare(phase is Phase.CAPTURING)
        self._coach()

    def _coach(self) -> None:
        """Guide over the picture: a ring around the face, and what to put right."""
        session = self.session
        if session.phase is not Phase.CAPTURING:
            self._stage.canvas.coach(None)
            return
        progress = session.progress
        found = progress.advice if progress else None
        self._stage.canvas.coach(
            Coach(
                words=advice(found.code) if found else self.tr("Hold still"),
                held=progress.held if progress else 0,
                wanted=progress.wanted if progress else 5,
                good=progress is not None and (found is None or not found.refused),
            )
        )

    # The result ----------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the result, in the language of now."""
        result = self.session.result
        if result is None:
            return
        self.page.show_result(result, flip=self._stage.canvas.flip, of_camera=bool(self._camera()))
        self._suggest()

    def _suggest(self) -> None:
        result = self.session.result
        if result is None:
            return
        looks = [look for look in self._shelf.looks if look is not None]
        suggestions = self._memory.suggest(result.wearer, looks, self._occasion, _TOP)
        self.page.show_looks(suggestions, self._occasion, result.wearer.eyes)
        assert self.page.suits is not None
        self.page.suits.mark(self._outfit.worn.look)
        if self._memory.fault:
            self.troubled.emit(
                self.tr("What you like cannot be kept: the database cannot be opened.")
            )
            self._memory.fault = False

    def _answered(self, question: str, answer: str | None) -> None:
        self.session.answer(question, answer)
        if self.session.result is not None and self.page.findings is not None:
            self.page.findings.type.show_type(self.session.result)

    def _choose_occasion(self, occasion: str) -> None:
        self._occasion = occasion
        self._suggest()

    def _dislike(self, suggestion: Suggestion) -> None:
        self._memory.dislike(suggestion, self._occasion)
        if self._outfit.worn.look == suggestion.fitted:
            self._outfit.wear(None)
        self._suggest()

    def show_preview(self, look: Look | None, picture: Any) -> None:
        """A face in a look was drawn."""
        if self.page.suits is not None:
            self.page.suits.show_preview(look, picture)

    # Wearing -------------------------------------------------------------------------------------

    def _try(self, look: Look | None, suggestion: Suggestion | None) -> None:
        self._outfit.wear(look)
        if look is not None and suggestion is not None:
            self._tried = suggestion, time.monotonic()

    def _outfit_changed(self) -> None:
        look = self._outfit.worn.look
        if self._tried is not None and self._tried[0].fitted != look:
            (suggestion, since), self._tried = self._tried, None
            if (seconds := time.monotonic() - since) > _GLANCE_S:
                self._memory.wore(suggestion, seconds, self._occasion)
        if self.page.suits is not None:
            self.page.suits.mark(look)

    # Keeping and forgetting ----------------------------------------------------------------------

    def _setting_changed(self, name: str) -> None:
        if name == "learn":
            self._memory.keep(self._store.now.learn)
            if self.page.suits is not None:
                self.page.suits.show_consent(self._store.now.learn)

    def forget(self) -> None:
        """Forget the reading and everything that was learned, and learn no more."""
        self._memory.forget()
        self._store.change("learn", False)
        self.leave()
        self.forgotten.emit()

    def leave(self) -> None:
        """Forget the reading and what this visit taught; what is kept on the disk stays there."""
        self._tried = None
        self._occasion = ""
        self._memory.restart()
        self.session.forget()
        self.page.start_over()
        self.page.forget_result()

    def _ask_where(self) -> None:
        start = str(Path.home() / "skin.json")
        chosen, _ = QFileDialog.getSaveFileName(
            self._stage.window(), self.tr("Save the reading"), start, "JSON (*.json)"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the reading and what suits as JSON, beside the live picture."""
        from beautymirror.skin.report import advice_document, colour_document

        result = self.session.result
        if result is None:
            return
        looks = [look for look in self._shelf.looks if look is not None]
        suggested = self._memory.suggest(result.wearer, looks, self._occasion, _TOP)
        document = {
            **advice_document(
                result.analysis, self._occasion, result.foundation, suggested, result.answered
            ),
            "answers": result.answers,
            "colours": [colour_document(match, why) for match, why in result.colours],
        }

        def write(_task: Task) -> Path:
            write_document(path, document)
            return path

        task = Task("skin-save", write, self)
        task.done.connect(self.saved)
        task.failed.connect(self.failed)
        self._writing.append(task.start())

    def stop(self, deadline: float) -> None:
        """End what runs beside the window."""
        self.session.stop(deadline)
        for task in self._writing:
            task.stop(deadline)
        self._memory.close()
