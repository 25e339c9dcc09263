"""Where each sign was seen, drawn over the picture that it was read from."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh
from beautymirror.inference.skin import SIGNS

__all__ = ["SIGN_COLOURS", "draw_signs", "sheet"]

# One colour a sign, apart for colour-blind eyes too (Okabe & Ito 2008).
SIGN_COLOURS = {
    "shine": (240, 228, 66),
    "redness": (213, 94, 0),
    "blemishes": (204, 121, 167),
    "dark_circles": (0, 114, 178),
    "fine_lines": (86, 180, 233),
    "pores": (0, 158, 115),
    "unevenness": (230, 159, 0),
    "flaking": (255, 255, 255),
}
_FROM, _FULL = 0.2, 0.8  # strength where a sign begins to show, and where it shows in full


def draw_signs(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    mesh: FaceMesh,
    maps: NDArray[np.float32],
    signs: tuple[str, ...] = SIGNS,
) -> NDArray[np.uint8]:
    """The picture (h, w, 3) with the chosen signs laid over the face.

    Args:
        maps: (8, n, n) over the UV plane, row 0 at the forehead, as the network gives them.
    """
    height, width = image.shape[:2]
    plane = 256
    coat = np.zeros((plane, plane, 3), np.float32)
    cover = np.zeros((plane, plane), np.float32)
    for number, name in enumerate(SIGNS):
        if name not in signs:
            continue
        strength = cv2.resize(maps[number], (plane, plane), interpolation=cv2.INTER_CUBIC)
        alpha = np.clip((strength - _FROM) / (_FULL - _FROM), 0, 1) * 0.65
        stronger = alpha > cover
        coat[stronger] = SIGN_COLOURS[name]
        cover = np.maximum(cover, alpha)
    at = _plane_position(landmarks, mesh, (height, width)) * plane - 0.5
    over = cv2.remap(coat, at[..., 0], at[..., 1], cv2.INTER_LINEAR)
    mask = cv2.remap(cover, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderValue=0)
    mask = (mask * (at[..., 0] > 0))[..., None]
    return np.rint(image * (1 - mask) + over * mask).astype(np.uint8)


def sheet(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float32],
    mesh: FaceMesh,
    maps: NDArray[np.float32],
) -> NDArray[np.uint8]:
    """Nine panels, the face and each sign by itself with its name: one picture to look at."""
    tile = 320
    points = landmarks[:468, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    centre, half = (low + high) / 2, float((high - low).max()) * 0.62
    scale = tile / (2 * half)
    move = np.array(
        [[scale, 0, tile / 2 - centre[0] * scale], [0, scale, tile / 2 - centre[1] * scale]]
    )
    warped = cv2.warpAffine(image, move, (tile, tile), borderMode=cv2.BORDER_REPLICATE)
    crop = np.asarray(warped, np.uint8)
    placed = (points * scale + move[:, 2]).astype(np.float32)
    panels = [_titled(crop, "skin", (255, 255, 255))]
    for name in SIGNS:
        drawn = draw_signs(crop, placed, mesh, maps, (name,))
        panels.append(_titled(drawn, name.replace("_", " "), SIGN_COLOURS[name]))
    return np.vstack([np.hstack(panels[row : row + 3]) for row in (0, 3, 6)])


def _titled(
    panel: NDArray[np.uint8], title: str, colour: tuple[int, int, int]
) -> NDArray[np.uint8]:
    panel = panel.copy()
    for thickness, ink in ((4, (0, 0, 0)), (1, colour)):
        cv2.putText(
            panel, title, (10, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, ink, thickness, cv2.LINE_AA
        )
    return panel


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
