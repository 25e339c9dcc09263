"""A renderer, and the demo's portrait with landmarks that are known, not found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from beautymirror.errors import MissingError
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from tests.render.stage import Stage


@pytest.fixture(scope="module")
def stage(landmarker_model: Path) -> Iterator[Stage]:
    try:
        with headless_context() as context:
            renderer = Renderer(context)
            try:
                yield Stage(renderer)
                assert context.error == "GL_NO_ERROR"
            finally:
                renderer.release()
    except MissingError as error:
        pytest.skip(str(error))
