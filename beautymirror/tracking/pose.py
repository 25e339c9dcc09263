"""Head pose: the rigid motion that lays the canonical face over the landmarks of a frame."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh

__all__ = ["FIELD_OF_VIEW", "HeadPose"]

FIELD_OF_VIEW = math.radians(63.0)
"""Vertical field of view that is assumed of the camera: MediaPipe's default, a typical webcam's."""

_ROUNDS = 3


class HeadPose:
    """Fits the canonical face by weighted orthogonal Procrustes analysis under perspective.

    The landmarks give directions from the camera and, through z, relative depth; the size of the
    canonical face gives the distance. Each round places the points at the distance found so far
    and fits again (the method of MediaPipe's face geometry pipeline).

    Args:
        mesh: the canonical face with the weights of its rigid points.
    """

    def __init__(self, mesh: FaceMesh) -> None:
        self._rigid = np.flatnonzero(mesh.procrustes > 0)
        weights = mesh.procrustes[self._rigid].astype(np.float64)
        self._weights = (weights / weights.sum())[:, None]
        model = mesh.positions[self._rigid].astype(np.float64)
        self._centre = (self._weights * model).sum(axis=0)
        self._model = model - self._centre
        self._spread = float((self._weights * self._model**2).sum())

    def fit(self, landmarks: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
        """Pose of one face.

        Args:
            landmarks: (478, 3) float32 pixels, y down, z away from the camera.
            size: (width, height) of the frame in pixels.

        Returns:
            (4, 4) float32: canonical centimetres to camera space (x right, y up, looking along -z).
        """
        width, height = size
        focal = height / 2 / math.tan(FIELD_OF_VIEW / 2)
        rays = (landmarks[self._rigid] - (width / 2, height / 2, 0.0)) / focal
        rays = rays * (1.0, -1.0, -1.0)
        rays[:, 2] -= rays[:, 2] @ self._weights[:, 0]
        distance = self._size_ratio(rays)
        for _ in range(_ROUNDS):
            points = rays * distance
            points[:, :2] *= 1.0 - rays[:, 2:]  # nearer points lie nearer the axis for one ray
            points[:, 2] -= distance
            distance *= self._size_ratio(points)
        return self._rigid_motion(points)

    def _size_ratio(self, points: NDArray[np.floating]) -> float:
        """How much larger the canonical face is than the given points."""
        centred = points - (self._weights * points).sum(axis=0)
        spread = float((self._weights * centred**2).sum())
        return math.sqrt(self._spread / spread) if spread > 0 else 1.0

    def _rigid_motion(self, points: NDArray[np.floating]) -> NDArray[np.float32]:
        centre = (self._weights * points).sum(axis=0)
        u, _, vt = np.linalg.svd((self._weights * (points - centre)).T @ self._model)
        u[:, 2] *= np.sign(np.linalg.det(u @ vt))  # a rotation, never a reflection
        rotation = u @ vt
        pose = np.eye(4, dtype=np.float32)
        pose[:3, :3] = rotation
        pose[:3, 3] = centre - rotation @ self._centre
        return pose
