"""A face's own signs are taken down to a share; what faces of its tone share stays."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapped
from beautymirror.face.zones import bare_skin, zone
from export.skin_even import Evener
from export.skin_samples import Faces, SampleMaker, fit_evener

SIZE = 256
SPOT = (slice(134, 140), slice(60, 66))  # on a cheek
LINEAR = (np.arange(256) / 255.0).astype(np.float32) ** 2.2


@pytest.fixture(scope="module")
def mesh(landmarker_model: object) -> FaceMesh:
    return canonical_mesh()


def flat(level: int = 170) -> np.ndarray:
    """A face with the shading that all faces share: the nose is lighter."""
    face = np.full((SIZE, SIZE, 3), level, np.uint8)
    face[zone("nose").mask(SIZE)] = level + 20
    return face


def contrast(face: np.ndarray, at: object) -> float:
    """Logarithm of a place over the cheek around it."""
    around = face[126:132, 60:66].mean()
    return float(np.log(face[at].mean() / around))  # type: ignore[index]


@pytest.fixture(scope="module")
def evener(mesh: FaceMesh) -> Evener:
    tones = np.array([45.0, 20.0, -20.0, -45.0], np.float32)
    faces = [flat(170), flat(140), flat(100), flat(60)]
    return Evener(faces, tones, LINEAR, bare_skin(mesh, SIZE))


def test_a_mark_of_its_own_is_taken_down_and_shared_shading_stays(evener: Evener) -> None:
    marked = flat(168)
    marked[SPOT] = 110
    linear = LINEAR[marked]
    own = evener.own(linear, 44.0)
    for share in (0.0, 0.35, 1.0):
        kept = Evener.kept(linear, own, share)
        assert contrast(kept, SPOT) == pytest.approx(share * contrast(linear, SPOT), abs=0.08)
        nose = (zone("nose").mask(SIZE),)
        assert contrast(kept, nose) == pytest.approx(contrast(linear, nose), abs=0.03)


def test_nothing_off_the_skin_changes(evener: Evener, mesh: FaceMesh) -> None:
    rng = np.random.default_rng(0)
    linear = LINEAR[rng.integers(60, 200, (SIZE, SIZE, 3))]
    changed = np.abs(Evener.kept(linear, evener.own(linear, 30.0), 0.2) - linear).max(axis=2)
    far = np.ones((SIZE, SIZE), bool)
    inside = np.argwhere(bare_skin(mesh, SIZE))
    for y, x in inside[::7]:
        far[max(0, y - 6) : y + 7, max(0, x - 6) : x + 7] = False
    assert far.any()
    assert changed[far].max() < 1e-6


def test_samples_differ_by_the_share_that_is_kept(mesh: FaceMesh) -> None:
    marked = flat()
    marked[SPOT] = 100
    flats = [Unwrapped(f, np.ones((SIZE, SIZE), np.float32)) for f in (marked, flat(150))]
    faces = Faces(["a", "b"], flats, np.array([45.0, 30.0], np.float32))
    others = Faces(["c", "d"], [flats[1]] * 2, np.array([45.0, 30.0], np.float32))
    evener = fit_evener(others, mesh)
    pictures = [
        SampleMaker(faces, mesh, 1, vary=False, keep=(share, share), evener=evener)
        .make(4, face=0, typed=False)
        .picture.astype(float)
        for share in (0.2, 1.0)
    ]
    assert contrast(pictures[0], SPOT) > contrast(pictures[1], SPOT) + 0.1
