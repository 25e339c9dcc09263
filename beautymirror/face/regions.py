"""Named curves of the face mesh, as ordered landmark numbers.

"Left" and "right" are the wearer's own. Curves are given for the wearer's right side; the mesh is
symmetric and ``mirrored`` gives the other side.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh

__all__ = [
    "FACE_OVAL",
    "LEFT_IRIS",
    "LIPS_INNER",
    "LIPS_INNER_LOWER",
    "LIPS_INNER_UPPER",
    "LIPS_OUTER",
    "LIPS_OUTER_LOWER",
    "LIPS_OUTER_UPPER",
    "RIGHT_BROW_LOWER",
    "RIGHT_BROW_UPPER",
    "RIGHT_IRIS",
    "RIGHT_LID_LOWER",
    "RIGHT_LID_UPPER",
    "brow_loops",
    "eye_loops",
    "loop",
    "mirrored",
]


def loop(upper: tuple[int, ...], lower: tuple[int, ...]) -> tuple[int, ...]:
    """The closed curve of an upper and a lower arc that share their two ends."""
    return upper + lower[-2:0:-1]


# Lips, from the wearer's right corner to the left one.
LIPS_OUTER_UPPER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
LIPS_OUTER_LOWER = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
LIPS_INNER_UPPER = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LIPS_INNER_LOWER = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
LIPS_OUTER = loop(LIPS_OUTER_UPPER, LIPS_OUTER_LOWER)
LIPS_INNER = loop(LIPS_INNER_UPPER, LIPS_INNER_LOWER)

# Lid margins, from the outer corner to the inner one.
RIGHT_LID_UPPER = (33, 246, 161, 160, 159, 158, 157, 173, 133)
RIGHT_LID_LOWER = (33, 7, 163, 144, 145, 153, 154, 155, 133)

# Brow edges, from the tail to the head.
RIGHT_BROW_UPPER = (70, 63, 105, 66, 107)
RIGHT_BROW_LOWER = (46, 53, 52, 65, 55)

# Irises: centre, then the points of the circle.
RIGHT_IRIS = (468, 469, 470, 471, 472)
LEFT_IRIS = (473, 474, 475, 476, 477)

# The rim of the mesh, clockwise as the camera sees it, from the middle of the forehead.
FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip


@lru_cache(maxsize=2)
def _partners(mesh: FaceMesh) -> NDArray[np.int32]:
    flipped = mesh.positions * np.array([-1, 1, 1], np.float32)
    distance = np.linalg.norm(mesh.positions[None] - flipped[:, None], axis=2)
    return distance.argmin(axis=1).astype(np.int32)


def mirrored(mesh: FaceMesh, curve: tuple[int, ...]) -> tuple[int, ...]:
    """The same curve on the other side of the face."""
    return tuple(int(i) for i in _partners(mesh)[list(curve)])


def eye_loops(mesh: FaceMesh) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lid margins of both eyes, closed, the wearer's right one first."""
    right = loop(RIGHT_LID_UPPER, RIGHT_LID_LOWER)
    return right, mirrored(mesh, right)


def brow_loops(mesh: FaceMesh) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The edges of both brows, closed, the wearer's right one first."""
    right = RIGHT_BROW_UPPER + RIGHT_BROW_LOWER[::-1]
    return right, mirrored(mesh, right)
