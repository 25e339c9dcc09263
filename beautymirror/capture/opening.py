"""One way to open any source of frames."""

from __future__ import annotations

import os
import re
from pathlib import Path

from beautymirror.capture.fault import FileAbsent, FileEmpty
from beautymirror.capture.source import Source
from beautymirror.errors import InputError, UsageError

__all__ = ["open_source"]

_MOST_PIXELS = 7680 * 4320  # 8K; at that size each frame takes a second and the program 3 GB
_CAMERA = re.compile(r"(?:webcam|camera)(?::(\d{1,9}))?")  # longer is no number of any system


def open_source(
    text: str,
    *,
    size: tuple[int, int] | None = None,
    live: bool = True,
    loop: bool | None = None,
    exact: bool | None = None,
) -> Source:
    """Open a camera, the demo, a photo, a folder of photos or a video.

    Args:
        text: "webcam", "webcam:N", "demo", or a path.
        size: (width, height) to deliver; None keeps the source's own (1280x720 for the demo and,
            where it can, a camera). A file's picture keeps its shape and is centred on bars; a
            camera may give another size, which its info says.
        live: pace files and the demo in real time, stamped by the monotonic clock; otherwise
            deliver every frame as soon as it is asked for, stamped by the file's own clock.
        loop: start again at the end; by default what is live loops and what is not does not.
        exact: convert a video's colours exactly rather than quickly; by default where not live.

    Raises:
        UsageError: the text or the size makes no sense.
        MissingError: no such camera, or the demo's portrait is not installed.
        InputError: the file is missing, empty, damaged or of no known kind.
    """
    if size is not None:
        _check_size(*size)
    repeat = live if loop is None else loop
    if camera := _CAMERA.fullmatch(text):
        from beautymirror.capture.webcam import WebcamSource

        return WebcamSource(int(camera[1]) if camera[1] else None, size)
    if text == "demo":
        from beautymirror.capture.synthetic import DemoSource

        return DemoSource(size or (1280, 720), live=live, loop=repeat)
    return _open_path(text, size, live, repeat, not live if exact is None else exact)


def _check_size(width: int, height: int) -> None:
    from beautymirror.capture.image import MAX_SIDE

    least, most = sorted((width, height))
    if least < 1 or most > MAX_SIDE or width * height > _MOST_PIXELS:
        raise UsageError(
            f"A picture of {width}x{height} cannot be made.",
            f"Choose a size of at most {MAX_SIDE} pixels a side and {_MOST_PIXELS // 10**6} "
            "megapixels, such as 1280x720.",
        )


def _open_path(
    text: str, size: tuple[int, int] | None, live: bool, loop: bool, exact: bool
) -> Source:
    from beautymirror.capture import image, still, video

    path = Path(os.path.expanduser(text))  # unlike the path's own method, for any name after ~
    if not os.path.exists(path):  # likewise, for names of any length
        raise FileAbsent(
            f"There is no file or folder {text!r}.",
            'Give a photo, a folder of photos, a video, "webcam" or "demo".',
        )
    if path.is_dir():
        return still.FolderSource(path, size, live=live, loop=loop)
    if not path.is_file():
        raise InputError(f"{path} is no file.", "Save it as a file first.")  # a pipe may never end
    if path.stat().st_size == 0:
        raise FileEmpty(f"{path.name} is empty.", "Choose another file.")
    if image.is_picture(path):
        return still.PhotoSource(path, size, live=live, loop=loop)
    return video.VideoSource(path, size, live=live, loop=loop, exact=exact)
