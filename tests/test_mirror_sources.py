"""What the live flow does as sources come, change, fail and are lost."""

from __future__ import annotations

import threading

import pytest

from beautymirror import mirror as mirror_module
from beautymirror.capture.source import Source, SourceInfo
from beautymirror.errors import InputError, MissingError
from beautymirror.mirror import Mirror
from tests.film import DEADLINE_S, Film, Sitter, next_of, running, until


def test_without_a_source_it_rests_and_another_wakes_it() -> None:
    films = [Film(), Film(first=100)]
    opened = list(films)
    with running(Mirror(lambda: opened.pop(0), Sitter)) as mirror:
        next_of(mirror)
        mirror.set_source(None)
        until(lambda: mirror.state.name == "resting")
        assert films[0].closed
        assert mirror.state.source is None
        assert mirror.newest(0.2) is None
        mirror.set_source(lambda: opened.pop(0))
        assert next_of(mirror).frame.image[0, 0, 0] >= 100


def test_a_lost_camera_is_opened_again_and_again_until_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mirror_module, "_RETRY_S", 0.02)
    films = [Film(break_at=5), None, None, Film()]
    opened: list[Film] = []

    def open_source() -> Film:
        film = films.pop(0)
        if film is None:
            raise MissingError("No camera.", "Plug one in.")
        opened.append(film)
        return film

    states: list[str] = []
    mirror = Mirror(open_source, Sitter, lambda: states.append(mirror.state.name))
    with running(mirror):
        until(lambda: len(opened) == 2 and mirror.state.name == "running")
        next_of(mirror)
    assert opened[0].closed
    assert opened[1].closed
    kept = [state for i, state in enumerate(states) if i == 0 or states[i - 1] != state]
    assert kept[:4] == ["starting", "running", "lost", "running"]


def test_while_it_is_lost_the_reason_is_known() -> None:
    def open_source() -> Source:
        raise MissingError("No camera.", "Plug one in.")

    with running(Mirror(open_source, Sitter)) as mirror:
        until(lambda: mirror.state.name == "lost")
        assert str(mirror.state.error) == "No camera. Plug one in."


def test_what_a_source_says_of_itself_is_renewed_while_it_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mirror_module, "_LOOK_S", 0.0)

    class Dimming(Film):
        @property
        def info(self) -> SourceInfo:
            note = "It is dim." if self._index > 3 else ""
            return SourceInfo("webcam", "Film", (8, 8), 12.0 if note else 30.0, True, None, note)

    with running(Mirror(Dimming, Sitter)) as mirror:
        until(lambda: mirror.state.source is not None and mirror.state.source.note != "")
        assert mirror.state.name == "running"
        assert mirror.state.source is not None
        assert mirror.state.source.fps == 12.0


def test_a_source_that_cannot_be_used_waits_for_another_one() -> None:
    tries: list[int] = []

    def open_source() -> Source:
        tries.append(1)
        raise InputError("Not a film.", "Choose another.")

    with running(Mirror(open_source, Sitter)) as mirror:
        until(lambda: mirror.state.name == "failed")
        assert isinstance(mirror.state.error, InputError)
        mirror.set_source(Film)
        next_of(mirror)
        assert mirror.state.name == "running"
        assert mirror.state.error is None
    assert len(tries) == 1


def test_another_source_takes_over_and_the_tracker_forgets() -> None:
    sitter = Sitter()
    first = Film()
    with running(Mirror(lambda: first, lambda: sitter)) as mirror:
        next_of(mirror)
        mirror.set_source(lambda: Film(first=200))
        until(lambda: next_of(mirror).frame.image[0, 0, 0] >= 200)
        for _ in range(5):
            assert next_of(mirror).frame.image[0, 0, 0] >= 200
        assert first.closed
    assert sitter.resets == 1
    assert sitter.threads == {"tracker"}
    assert sitter.closed == 1


def test_after_a_change_nothing_of_the_source_before_is_seen_or_told() -> None:
    opens = threading.Event()

    def open_late() -> Film:
        assert opens.wait(DEADLINE_S)
        return Film(first=200)

    with running(Mirror(Film, lambda: Sitter(pause=0.05))) as mirror:
        next_of(mirror)
        until(lambda: mirror.stats.tracked > 1)  # one lies there and waits to be shown
        mirror.set_source(open_late)
        assert mirror.state.name == "starting"
        assert mirror.newest() is None
        assert mirror.newest(0.2) is None  # nor what was just being tracked
        assert mirror.state.source is None
        opens.set()
        until(lambda: mirror.state.name == "running")
        assert next_of(mirror).frame.image[0, 0, 0] >= 200
