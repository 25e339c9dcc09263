"""How the threads of a software rasteriser are laid over the processors."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from beautymirror.render.patience import spread

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lets a thread choose its processors"
)


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> dict[int, set[int]]:
    """Where threads were put, by number; there are processors 2 and 5."""
    found: dict[int, set[int]] = {}
    monkeypatch.setattr(os, "sched_getaffinity", lambda _own: {5, 2})
    monkeypatch.setattr(
        os, "sched_setaffinity", lambda thread, where: found.update({thread: where})
    )
    return found


def threads(folder: Path, *names: str) -> Path:
    for number, name in enumerate(names, start=100):
        (folder / str(number)).mkdir()
        (folder / str(number) / "comm").write_text(name + "\n")
    return folder


def test_two_threads_get_a_processor_each(tmp_path: Path, placed: dict[int, set[int]]) -> None:
    spread(threads(tmp_path, "python3", "llvmpipe-0", "llvmpipe-1", "tracker"))
    assert placed == {101: {2}, 102: {5}}


def test_those_of_a_second_screen_get_the_same(tmp_path: Path, placed: dict[int, set[int]]) -> None:
    spread(threads(tmp_path, "llvmpipe-0", "llvmpipe-1", "llvmpipe-0", "llvmpipe-1"))
    assert placed == {100: {2}, 101: {5}, 102: {2}, 103: {5}}


@pytest.mark.parametrize("count", [0, 1, 4])
def test_more_or_fewer_threads_go_where_they_will(
    tmp_path: Path, placed: dict[int, set[int]], count: int
) -> None:
    spread(threads(tmp_path, *(f"llvmpipe-{number}" for number in range(count))))
    assert not placed


def test_with_other_numbers_of_processors_they_go_where_they_will(
    tmp_path: Path, placed: dict[int, set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = threads(tmp_path, "llvmpipe-0", "llvmpipe-1")
    for processors in ({0}, {0, 1, 2, 3}):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _own, own=processors: own)
        spread(tasks)
    assert not placed


def test_a_system_without_such_a_folder_is_left_alone(
    tmp_path: Path, placed: dict[int, set[int]]
) -> None:
    spread(tmp_path / "none")
    (tmp_path / "100").mkdir()  # a thread that ended while it was looked at
    spread(tmp_path)
    assert not placed
