"""An OpenGL context without a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import moderngl

from beautymirror.errors import MissingError

__all__ = ["REQUIRED_VERSION", "headless_context"]

REQUIRED_VERSION = 330


@contextmanager
def headless_context() -> Iterator[moderngl.Context]:
    """A context of its own on this thread: through EGL on Linux, else the system's default.

    Raises:
        MissingError: no OpenGL 3.3 can be had.
    """
    context = _create()
    try:
        yield context
    finally:
        context.release()


def _create() -> moderngl.Context:
    problems = []
    settings: tuple[dict[str, Any], ...] = ({"backend": "egl"}, {})
    for options in settings:
        try:
            return moderngl.create_context(standalone=True, require=REQUIRED_VERSION, **options)
        except Exception as problem:  # noqa: BLE001  the backends raise bare Exception
            problems.append(str(problem))
    raise MissingError(
        f"OpenGL 3.3 is not available ({'; '.join(problems)}).",
        "Install a graphics driver; on Debian: apt-get install libegl1 libgl1-mesa-dri.",
    )
