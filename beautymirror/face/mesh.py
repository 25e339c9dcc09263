"""The canonical face mesh, read out of the tracking model so that the two can never disagree."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from beautymirror.errors import MissingError
from beautymirror.resources import model_cache_dir

__all__ = ["BUNDLE", "FaceMesh", "canonical_mesh", "read_mesh"]

BUNDLE = "face_landmarker.task"
_MEMBER = "geometry_pipeline_metadata_landmarks.binarypb"
_FLOATS_PER_VERTEX = 5  # x y z u v: the only vertex type that the format defines


@dataclass(frozen=True, slots=True, eq=False)
class FaceMesh:
    """A triangle mesh with texture coordinates.

    Attributes:
        positions: (468, 3) float32 centimetres: x to the wearer's left, y up, z towards the camera.
        uv: (468, 2) float32 in 0..1: u to the wearer's left, v up.
        triangles: (898, 3) int32, counter-clockwise seen from outside; eyes and mouth are covered.
        procrustes: (468,) float32 weights of the points that carry the head pose.
    """

    positions: NDArray[np.float32]
    uv: NDArray[np.float32]
    triangles: NDArray[np.int32]
    procrustes: NDArray[np.float32]


def canonical_mesh() -> FaceMesh:
    """The mesh inside the fetched tracking model.

    Raises:
        MissingError: the model is not there yet or is damaged.
    """
    return read_mesh(model_cache_dir() / BUNDLE)


@lru_cache(maxsize=2)
def read_mesh(bundle: Path) -> FaceMesh:
    """The mesh inside a given ``face_landmarker.task``.

    Raises:
        MissingError: the file is absent or holds no mesh.
    """
    try:
        with zipfile.ZipFile(bundle) as archive:
            metadata = archive.read(_MEMBER)
        return _parse(metadata)
    except (OSError, KeyError, ValueError, IndexError, struct.error, zipfile.BadZipFile) as problem:
        raise MissingError(
            "The tracking model is not here or is damaged.",
            "Run `beautymirror models fetch` once while online.",
        ) from problem


def _parse(metadata: bytes) -> FaceMesh:
    # GeometryPipelineMetadata: 1 = canonical mesh, 2 = procrustes basis (repeated).
    vertices: list[float] = []
    indices: list[int] = []
    weights = np.zeros(468, np.float32)
    for number, value in _fields(metadata):
        if number == 1 and isinstance(value, bytes):
            for inner, item in _fields(value):  # Mesh3d: 3 = vertex buffer, 4 = index buffer
                if inner == 3 and isinstance(item, float):
                    vertices.append(item)
                elif inner == 4 and isinstance(item, int):
                    indices.append(item)
        elif number == 2 and isinstance(value, bytes):
            entry = dict(_fields(value))
            weights[int(entry.get(1, 0))] = float(entry[2])
    table = np.array(vertices, np.float32).reshape(468, _FLOATS_PER_VERTEX)
    triangles = np.array(indices, np.int32).reshape(-1, 3)
    # The file's v runs down the picture; ours runs up the face.
    uv = np.stack([table[:, 3], 1.0 - table[:, 4]], axis=1)
    for array in (table, triangles, weights, uv):
        array.setflags(write=False)
    return FaceMesh(table[:, :3], uv, triangles, weights)


def _fields(message: bytes) -> Iterator[tuple[int, int | float | bytes]]:
    """Number and value of each field of a protocol-buffer message (the three kinds in use)."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        match key & 7:
            case 0:
                value, at = _varint(message, at)
                yield key >> 3, value
            case 5:
                yield key >> 3, struct.unpack_from("<f", message, at)[0]
                at += 4
            case 2:
                length, at = _varint(message, at)
                yield key >> 3, message[at : at + length]
                at += length
            case kind:
                raise ValueError(f"unexpected wire type {kind}")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    result = shift = 0
    while True:
        byte = message[at]
        at += 1
        result |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return result, at
