"""What every test relies on: where the sample data lies, and that nothing is left running."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import moderngl
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
_THREAD_DEADLINE_S = 2.0

# Panels are tested without a display; tests of real windows start a process of their own with one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout that these tests lie in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of sample faces and clips beside the checkout; the test is skipped without it."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the sample data folder ../shared/data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def landmarker_model() -> Path:
    """The face tracking model, fetched once; the test is skipped where it cannot be had."""
    from beautymirror.errors import MissingError
    from beautymirror.inference.manifest import ensure_model

    try:
        return ensure_model("face_landmarker")
    except MissingError as error:
        pytest.skip(f"the tracking model cannot be fetched here: {error}")


@pytest.fixture
def context() -> Iterator[moderngl.Context]:
    """An OpenGL context of its own, which must end without an error."""
    from beautymirror.errors import MissingError
    from beautymirror.render.context import headless_context

    try:
        with headless_context() as made:
            yield made
            assert made.error == "GL_NO_ERROR"
    except MissingError as error:
        pytest.skip(f"nothing can be drawn here: {error}")


@pytest.fixture(scope="session")
def drawable(landmarker_model: Path) -> None:
    """Skip where nothing can be drawn: no tracking model or no OpenGL."""
    from beautymirror.errors import MissingError
    from beautymirror.render.context import headless_context

    try:
        with headless_context():
            pass
    except MissingError as error:
        pytest.skip(f"nothing can be drawn here: {error}")


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the person's own settings and saved looks out of the tests."""
    folder = tmp_path_factory.mktemp("person")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "settings"))
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        yield


@pytest.fixture(autouse=True)
def exact_arithmetic() -> Iterator[None]:
    """Fail a test after which the processor flushes denormal numbers, in all that follows."""
    yield
    assert sys.float_info.min / 4 > 0, "the test changed how this thread computes"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _THREAD_DEADLINE_S
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [t.name for t in threading.enumerate() if t not in before and t.is_alive()]
    assert not left, f"threads left running by the test: {left}"
