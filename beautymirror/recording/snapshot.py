"""A snapshot of the mirror, alone or beside the bare face."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.recording.partial import write_failure
from beautymirror.recording.picture import write_picture

__all__ = ["side_by_side", "snapshot"]

_SEAM = 4  # pixels between the two pictures
_SEAM_GREY = 32


def snapshot(
    folder: Path,
    after: NDArray[np.uint8],
    before: NDArray[np.uint8] | None = None,
    stamp: datetime | None = None,
    suffix: str = ".png",
) -> Path:
    """Save the mirror's picture in `folder`, which is made if need be; never over another file.

    Args:
        folder: where to save.
        after: (h, w, 3) uint8 sRGB, with makeup.
        before: the same frame bare; given, both are saved side by side, bare on the left.
        stamp: the moment in the file's name; now by default.
        suffix: ".png", ".jpg" or ".webp".

    Returns:
        The file that was written.

    Raises:
        InputError: the folder may not be written or the disk is full.
    """
    moment = (stamp or datetime.now()).strftime("%Y-%m-%d %H.%M.%S")
    path = _reserved(folder, f"BeautyMirror {moment}", suffix)
    with ExitStack() as failing:
        failing.callback(path.unlink, missing_ok=True)
        write_picture(path, after if before is None else side_by_side(before, after))
        failing.pop_all()
    return path


def side_by_side(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, 2w + seam, 3): `before` on the left, `after` of the same size on the right."""
    seam = np.full((after.shape[0], _SEAM, 3), _SEAM_GREY, np.uint8)
    return np.concatenate([before, seam, after], axis=1)


def _reserved(folder: Path, stem: str, suffix: str) -> Path:
    """A name that nothing else has, held by an empty file so that nobody else takes it."""
    path = folder / f"{stem}{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(2):
            try:
                path.touch(exist_ok=False)
                break
            except FileExistsError:
                path = folder / f"{stem} ({number}){suffix}"
    except OSError as error:
        raise write_failure(path, error) from error
    return path
