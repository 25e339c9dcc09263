"""The easel draws whole frames and lets other threads work while it waits."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.commands.easel import easel
from beautymirror.frame import Frame, Tracked
from beautymirror.render import patience

pytestmark = pytest.mark.usefixtures("drawable")


def test_without_a_face_the_picture_is_the_frame(portrait: NDArray[np.uint8]) -> None:
    with easel(None) as drawing:
        image = drawing.picture(drawing.draw(Tracked(Frame(portrait, 0.0, 0))))
    assert np.array_equal(image, portrait)
    assert not image.flags.writeable


def test_other_threads_run_while_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    import moderngl

    from beautymirror.render.context import headless_context

    # Enough drawing for a fifth of a second on any machine's rasteriser, in one call.
    with headless_context() as context:
        program = context.program(
            "#version 330\nvoid main() { vec2 p = vec2(gl_VertexID % 2, gl_VertexID / 2);"
            "gl_Position = vec4(p * 4.0 - 1.0, 0.0, 1.0); }",
            "#version 330\nout vec4 c; void main() { float x = gl_FragCoord.x; for (int i = 0;"
            "i < 60; i++) x = sin(x) + cos(x * 1.1); c = vec4(x); }",
        )
        target = context.framebuffer([context.texture((2048, 2048), 4)])
        array = context.vertex_array(program, [])
        target.use()
        ticks: list[float] = []
        done = threading.Event()

        def tick() -> None:
            while not done.is_set():
                ticks.append(time.perf_counter())
                time.sleep(0.001)

        other = threading.Thread(target=tick)
        other.start()
        array.render(moderngl.TRIANGLE_STRIP, vertices=3)
        began = time.perf_counter()
        patience.finish(context)
        ended = time.perf_counter()
        done.set()
        other.join()
        if ended - began < 0.02:
            pytest.skip("this machine draws too fast for the wait to be seen")
        assert sum(began < tick < ended for tick in ticks) >= 3
        pixel = target.read(viewport=(0, 0, 1, 1))
        assert len(pixel) >= 3
        for thing in (array, program, target):
            thing.release()


def test_without_the_library_the_context_itself_waits(
    monkeypatch: pytest.MonkeyPatch, portrait: NDArray[np.uint8]
) -> None:
    monkeypatch.setitem(patience._LIBRARIES, "linux", ("no-such-library",))
    monkeypatch.setattr(patience.sys, "platform", "linux")
    patience._function.cache_clear()
    try:
        with easel(None) as drawing:
            drawing.draw(Tracked(Frame(portrait, 0.0, 0)))
        assert patience._function("glFinish") is None
    finally:
        patience._function.cache_clear()
