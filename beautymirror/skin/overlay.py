"""Where each sign was seen, drawn over the picture that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.inference.skin import SIGNS
from beautymirror.skin.condition import Condition, level_of

__all__ = ["SIGN_COLOURS", "Overlay", "sheet"]

# One colour a sign, apart for colour-blind eyes too (Okabe & Ito 2008). Their black is lost on deep
# skin, as white is on pale skin, so that flaking has a violet.
SIGN_COLOURS = {
    "shine": (240, 228, 66),
    "redness": (213, 94, 0),
    "blemishes": (204, 121, 167),
    "dark_circles": (0, 114, 178),
    "fine_lines": (86, 180, 233),
    "pores": (0, 158, 115),
    "unevenness": (230, 159, 0),
    "flaking": (170, 68, 255),
}
_TILE, _STRIP = 320, 28  # pixels of a panel, and of the words under it
_FROM, _FULL = 0.2, 0.8  # strength where a sign begins to show, and where it shows in full
_DENSEST = 0.65  # opacity, so that the skin is still seen
_WIDE = 0.08  # share of the face: what takes more, as uneven tone does, lies thinner, not as a mask
_THINNEST = 0.22  # opacity that is seen on every skin


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A face that signs are laid over, as often as one likes.

    Attributes:
        image: (h, w, 3) sRGB.
        place: (h, w, 2) float32, position 0..1 in the UV plane of each pixel, -1 off the face.
    """

    image: NDArray[np.uint8]
    place: NDArray[np.float32]

    @classmethod
    def over(
        cls, image: NDArray[np.uint8], landmarks: NDArray[np.float32], mesh: FaceMesh
    ) -> Overlay:
        """Over a whole picture, with the landmarks (>= 468, 2 or 3) of its face."""
        height, width = image.shape[:2]
        return cls(image, _plane_position(landmarks, mesh, (height, width)))

    @classmethod
    def close_up(
        cls, image: NDArray[np.uint8], landmarks: NDArray[np.float32], mesh: FaceMesh, size: int
    ) -> Overlay:
        """Over the face alone, brought to ``size`` by ``size`` pixels."""
        points = landmarks[:468, :2].astype(np.float32)
        side = 1.24 * float(np.ptp(points, axis=0).max())
        if size < side:  # averaged, not picked: fine skin would turn into noise
            share = size / side
            small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            image, points, side = np.asarray(small, np.uint8), points * share, size
        scale = size / side
        shift = size / 2 - (points.min(axis=0) + points.max(axis=0)) / 2 * scale
        move = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
        warped = cv2.warpAffine(image, move, (size, size), borderMode=cv2.BORDER_REPLICATE)
        placed = (points * scale + shift).astype(np.float32)
        return cls.over(np.asarray(warped, np.uint8), placed, mesh)

    def draw(self, maps: NDArray[np.float32], signs: tuple[str, ...] = SIGNS) -> NDArray[np.uint8]:
        """The picture (h, w, 3) with the chosen signs on the face.

        Args:
            maps: (8, n, n) over the UV plane, row 0 at the forehead, as the network gives them.
        """
        plane = 256
        coat = np.zeros((plane, plane, 3), np.float32)
        cover = np.zeros((plane, plane), np.float32)
        face = _seen(self.place, plane)
        for number, name in enumerate(SIGNS):
            if name not in signs:
                continue
            strength = cv2.resize(maps[number], (plane, plane), interpolation=cv2.INTER_CUBIC)
            # The root, so that a slight sign, just above where it is told, is seen as well.
            alpha = np.sqrt(np.clip((strength - _FROM) / (_FULL - _FROM), 0, 1))
            share = float((alpha * face).sum() / face.sum())
            alpha *= _DENSEST
            thinner = alpha * min(1.0, np.sqrt(_WIDE / max(share, 1e-6)))
            alpha = np.maximum(thinner, np.minimum(alpha, _THINNEST))
            stronger = alpha > cover
            coat[stronger] = SIGN_COLOURS[name]
            cover = np.maximum(cover, alpha)
        at = self.place * plane - 0.5
        over = cv2.remap(coat, at[..., 0], at[..., 1], cv2.INTER_LINEAR)
        mask = cv2.remap(cover, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderValue=0)
        mask = (mask * (at[..., 0] > 0))[..., None]
        return np.rint(self.image * (1 - mask) + over * mask).astype(np.uint8)


def _seen(place: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """(size, size) of 0 or 1: which part of the UV plane pixels of the picture lie in."""
    at = (place[place[..., 0] >= 0] * size).astype(np.intp).clip(0, size - 1)
    seen = np.zeros((size, size), np.float32)
    seen[at[:, 1], at[:, 0]] = 1
    return seen


def sheet(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    mesh: FaceMesh,
    condition: Condition,
) -> NDArray[np.uint8]:
    """Nine panels, the face and each sign by itself with its name and score: one picture."""
    face = Overlay.close_up(image, landmarks, mesh, _TILE)
    panels = [_titled(face.image, "skin", None)]
    for name, strength in zip(SIGNS, condition.strengths(), strict=True):
        title = f"{name.replace('_', ' ')}  {strength:.2f}  {level_of(strength)}"
        panels.append(_titled(face.draw(condition.maps, (name,)), title, SIGN_COLOURS[name]))
    return np.vstack([np.hstack(panels[row : row + 3]) for row in (0, 3, 6)])


def _titled(
    panel: NDArray[np.uint8], title: str, colour: tuple[int, int, int] | None
) -> NDArray[np.uint8]:
    """The panel with a dark strip under it: a patch of the sign's colour, and words."""
    strip = np.full((_STRIP, panel.shape[1], 3), 28, np.uint8)
    left = 8
    if colour is not None:
        strip[7:-7, left : left + _STRIP - 14] = colour
        left += _STRIP - 6
    font, white = cv2.FONT_HERSHEY_SIMPLEX, (240, 240, 240)
    cv2.putText(strip, title, (left, _STRIP - 9), font, 0.5, white, 1, cv2.LINE_AA)
    return np.vstack([panel, strip])


def _plane_position(
    landmarks: NDArray[np.float32], mesh: FaceMesh, shape: tuple[int, int]
) -> NDArray[np.float32]:
    """(h, w, 2) float32: position 0..1 in the UV plane of each pixel, -1 off the face."""
    out = np.full((*shape, 2), -1.0, np.float32)
    points = np.asarray(landmarks[:468, :2], np.float64)
    plane = mesh.uv.astype(np.float64).copy()
    plane[:, 1] = 1 - plane[:, 1]
    for triangle in mesh.triangles:
        corner = points[triangle]
        edges = np.stack([corner[1] - corner[0], corner[2] - corner[0]], axis=1)
        # Turned away triangles lie behind the ones that are seen.
        if np.linalg.det(edges) >= -1e-9:
            continue
        x0, y0 = np.maximum(np.floor(corner.min(axis=0)).astype(int), 0)
        x1, y1 = np.minimum(np.ceil(corner.max(axis=0)).astype(int), [shape[1] - 1, shape[0] - 1])
        if x1 < x0 or y1 < y0:
            continue
        grid = np.stack(np.meshgrid(np.arange(x0, x1 + 1), np.arange(y0, y1 + 1)), axis=-1)
        b, c = np.moveaxis((grid - corner[0]) @ np.linalg.inv(edges).T, -1, 0)
        inside = (b >= -1e-6) & (c >= -1e-6) & (b + c <= 1 + 1e-6)
        a = 1 - b - c
        value = np.stack([a, b, c], axis=-1) @ plane[triangle]
        out[y0 : y1 + 1, x0 : x1 + 1][inside] = value[inside]
    return out
