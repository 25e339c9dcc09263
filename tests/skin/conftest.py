"""A made-up face: the canonical head in one skin colour, with drawn features."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh, read_mesh
from beautymirror.frame import Face, Frame, Tracked


@dataclass(frozen=True)
class MadeFace:
    """A picture (h, w, 3) sRGB with its landmarks (478, 3)."""

    image: np.ndarray
    landmarks: np.ndarray

    def tracked(self, faces: int = 1) -> Tracked:
        """As the tracker would hand it on."""
        face = Face(0, self.landmarks, np.eye(4, dtype=np.float32))
        return Tracked(Frame(self.image, 0.0, 0), (face,) * faces)

    def with_sunglasses(self) -> MadeFace:
        """Dark glass over both eyes."""
        image = self.image.copy()
        for corners in ((33, 133), (362, 263)):
            pair = self.landmarks[list(corners), :2]
            reach = float(np.linalg.norm(pair[0] - pair[1]))
            at = tuple(np.rint(pair.mean(axis=0)).astype(int).tolist())
            axes = (round(reach * 1.0), round(reach * 0.8))
            cv2.ellipse(image, at, axes, 0, 0, 360, (9, 8, 8), -1)
        return MadeFace(image, self.landmarks)

    def with_beard(self) -> MadeFace:
        """Grey hairs over jaw and chin."""
        image = self.image.copy()
        jaw = [132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361]
        mask = np.zeros(image.shape[:2], np.uint8)
        loop = self.landmarks[[*jaw, 425, 205], :2]
        cv2.fillPoly(mask, [np.rint(loop).astype(np.int32)], 1)
        image[mask > 0] = np.random.default_rng(0).integers(20, 110, (int(mask.sum()), 1))
        return MadeFace(image, self.landmarks)

    def with_goatee(self, hair: tuple[int, int, int]) -> MadeFace:
        """Single hairs on the point of the chin alone, jaw and cheeks bare."""
        image = self.image.copy()
        rng = np.random.default_rng(5)
        point = self.landmarks[[171, 396, 175, 148, 377, 152], :2]
        (left, top), (right, bottom) = point.min(axis=0), point.max(axis=0)
        for x, y in rng.uniform((left, top), (right, bottom), (260, 2)):
            at = round(x), round(y)
            tip = round(x + rng.uniform(-3, 3)), round(y + 0.02 * len(image))
            cv2.line(image, at, tip, hair, 1, cv2.LINE_AA)
        return MadeFace(image, self.landmarks)

    def with_shaded_upper_lip(self) -> MadeFace:
        """The upper lip nearly four stops darker and the mouth a little open: a sun above."""
        image = self.image.copy()
        upper = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_INNER_UPPER)
        mask = np.zeros(image.shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.rint(self.landmarks[list(upper), :2]).astype(np.int32)], 1)
        image[mask > 0] = (image[mask > 0] * 0.3).astype(np.uint8)
        between = np.rint(self.landmarks[list(regions.LIPS_INNER_UPPER), :2]).astype(np.int32)
        cv2.polylines(image, [between], False, (6, 4, 4), max(2, len(image) // 120), cv2.LINE_AA)
        return MadeFace(image, self.landmarks)

    def with_lipstick(self) -> MadeFace:
        """A full red on the lips."""
        image = self.image.copy()
        lips = regions.LIPS_OUTER
        loop = np.rint(self.landmarks[list(lips), :2]).astype(np.int32)
        cv2.fillPoly(image, [loop], (180, 20, 50))
        return MadeFace(image, self.landmarks)

    def without_colour(self) -> MadeFace:
        """As a black-and-white photo."""
        grey = cv2.cvtColor(self.image, cv2.COLOR_RGB2GRAY)
        return MadeFace(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), self.landmarks)

    def toned(self, tone: tuple[float, float, float]) -> MadeFace:
        """As a black-and-white photo printed in one colour, such as sepia."""
        image = np.clip(self.without_colour().image * np.array(tone), 0, 255)
        return MadeFace(np.rint(image).astype(np.uint8), self.landmarks)


Maker = Callable[..., MadeFace]


@pytest.fixture(scope="session")
def mesh(landmarker_model: Path) -> FaceMesh:
    return read_mesh(landmarker_model)


@pytest.fixture(scope="session")
def made_face(mesh: FaceMesh) -> Maker:
    """Makes faces: ``made_face(skin=(r, g, b), size=..., yaw=..., lips=..., hair=...)``."""

    def make(
        skin: tuple[int, int, int] = (200, 155, 130),
        size: int = 640,
        yaw: float = 0.0,
        lips: tuple[int, int, int] = (170, 95, 95),
        hair: tuple[int, int, int] = (45, 30, 25),
        eyes: tuple[int, int, int] = (80, 50, 35),
        background: tuple[int, int, int] = (150, 150, 150),
    ) -> MadeFace:
        points = _landmarks(mesh, size, yaw)
        image = np.empty((size, size, 3), np.uint8)
        image[:] = background
        _fill(image, _above(points), hair)
        _fill(image, points[list(regions.FACE_OVAL), :2], skin)
        for curve in (regions.RIGHT_BROW_UPPER + regions.RIGHT_BROW_LOWER[::-1],):
            for loop in (curve, regions.mirrored(mesh, curve)):
                _fill(image, points[list(loop), :2], hair)
        lids = regions.loop(regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)
        for loop in (lids, regions.mirrored(mesh, lids)):
            _fill(image, points[list(loop), :2], (225, 215, 210))
        for iris in (regions.RIGHT_IRIS, regions.LEFT_IRIS):
            centre, radius = points[iris[0], :2], _radius(points, iris)
            at = tuple(np.rint(centre).astype(int).tolist())
            cv2.circle(image, at, round(radius), eyes, -1, cv2.LINE_AA)
            cv2.circle(image, at, round(0.35 * radius), (10, 10, 10), -1, cv2.LINE_AA)
        outer = regions.LIPS_OUTER
        _paint_lips(image, points, points[list(outer), :2], lips)
        # A camera's noise: nothing real is perfectly flat.
        noise = np.random.default_rng(1).normal(0, 1.5, image.shape)
        image = np.clip(np.rint(image + noise), 0, 255).astype(np.uint8)
        return MadeFace(image, points)

    return make


def _landmarks(mesh: FaceMesh, size: int, yaw: float) -> np.ndarray:
    angle = np.radians(yaw)
    turn = np.array(
        [[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]]
    )
    turned = mesh.positions @ turn.T
    scale = size / 28.0
    points = np.empty((478, 3), np.float32)
    points[:468, 0] = turned[:, 0] * scale + size / 2
    points[:468, 1] = -turned[:, 1] * scale + size / 2
    points[:468, 2] = -turned[:, 2] * scale
    for iris, corners in ((regions.RIGHT_IRIS, (33, 133)), (regions.LEFT_IRIS, (362, 263))):
        middle = points[list(corners)].mean(axis=0)
        reach = 0.22 * float(np.linalg.norm(points[corners[0]] - points[corners[1]]))
        points[iris[0]] = middle
        for step, number in enumerate(iris[1:]):
            around = np.array([np.cos(step * np.pi / 2), np.sin(step * np.pi / 2), 0])
            points[number] = middle + reach * around
    return points


def _radius(points: np.ndarray, iris: tuple[int, ...]) -> float:
    return float(np.linalg.norm(points[list(iris[1:]), :2] - points[iris[0], :2], axis=1).mean())


def _above(points: np.ndarray) -> np.ndarray:
    """The outline of the face, grown upwards: where hair is."""
    oval = points[list(regions.FACE_OVAL), :2]
    centre = oval.mean(axis=0)
    return centre + (oval - centre) * [1.12, 1.45]


def _paint_lips(
    image: np.ndarray, points: np.ndarray, loop: np.ndarray, colour: tuple[int, int, int]
) -> None:
    """Bare lips: folds that are lighter and darker, the lighter ones paler, and a line between."""
    flat = image.copy()
    _fill(flat, loop, colour)
    lips = np.any(flat != image, axis=-1)
    folds = np.random.default_rng(2).normal(0, 1, image.shape[1])
    stops = 0.8 * np.convolve(folds, np.ones(3) / np.sqrt(3), "same")[None, :, None]
    pale = np.array([0.75, 1.05, 1.1])  # how much of it reaches each channel
    image[lips] = np.clip(flat * 2.0 ** (stops * pale / 2.2), 0, 255).astype(np.uint8)[lips]
    between = np.rint(points[list(regions.LIPS_INNER_UPPER), :2]).astype(np.int32)
    dark = tuple(value // 4 for value in colour)
    cv2.polylines(image, [between], False, dark, 2, cv2.LINE_AA)


def _fill(image: np.ndarray, loop: np.ndarray, colour: tuple[int, int, int]) -> None:
    cv2.fillPoly(image, [np.rint(loop).astype(np.int32)], colour, cv2.LINE_AA)
