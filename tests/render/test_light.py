"""What the light does: how its hue follows shade, and what is not the light's doing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.face.atlas import atlas_mesh
from beautymirror.face.distances import measure
from beautymirror.face.mesh import canonical_mesh
from beautymirror.render.light import STILL, Light
from beautymirror.render.picture import Picture
from beautymirror.render.probe import Probe
from beautymirror.render.srgb import LINEAR, LUMA
from tests.render.stage import Image, Points, Stage, look_of

SKIN = np.array([0.55, 0.32, 0.24])
WARM = np.array([-0.45, 0.0, 0.40])  # how a band falls with the logarithm of the light
FOUNDATION = look_of({"kind": "foundation", "coverage": 1.0, "finish": "natural"})


def encoded(linear: NDArray[np.float64]) -> Image:
    """Linear light as the nearest of 256 values."""
    return np.searchsorted(LINEAR[1:], linear).astype(np.uint8)


def shaded(stage: Stage, hue: NDArray[np.float64]) -> tuple[Image, NDArray[np.float64]]:
    """A face of one skin that is lit from the left of the picture, and that light (w,)."""
    left, right = stage.points[:468, 0].min(), stage.points[:468, 0].max()
    along = np.clip((np.arange(stage.image.shape[1]) - left) / (right - left), 0.0, 1.0)
    light = 1.0 - 0.75 * along
    row = SKIN * light[:, None] ** (1.0 + hue)
    return encoded(np.broadcast_to(row, stage.image.shape)), light


def measured(image: Image, points: Points) -> Light:
    mesh = canonical_mesh()
    probe = Probe(mesh, measure(mesh, atlas_mesh(mesh).refined))
    corners = points[mesh.triangles] * [1.0, -1.0, -1.0]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros((468, 3))
    for corner in mesh.triangles.T:
        np.add.at(normals, corner, flat)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    light = probe.measure(Picture.of(image), points, normals.astype(np.float32))
    assert light is not None
    return light


def hues(image: Image, at: NDArray[np.intp]) -> NDArray[np.float64]:
    """Logarithms (n, 2) of red and blue over green about points (n, 2)."""
    soft = cv2.blur(LINEAR[image], (5, 5))[at[:, 1], at[:, 0]]
    logs = np.log(soft)
    return np.asarray(logs[:, [0, 2]] - logs[:, 1:2])


def test_makeup_takes_the_hue_of_the_shade(stage: Stage) -> None:
    image, _ = shaded(stage, WARM)
    made = stage.wear(FOUNDATION, image=image)
    at = stage.points[[50, 280, 205, 425], :2].astype(np.intp)  # cheeks, lit and in shade
    before, after = hues(image, at), hues(made, at)
    turned = after - before
    # The foundation's own hue is the same everywhere: what else changed is the light's.
    apart = np.abs(turned[[1, 3]] - turned[[0, 2]])
    assert np.abs(before[[1, 3]] - before[[0, 2]]).min() > 0.15
    assert apart.max() < 0.09


def test_shade_of_the_lights_own_hue_is_left_as_it_is(stage: Stage) -> None:
    image, _ = shaded(stage, np.zeros(3))
    assert np.abs(measured(image, stage.points).lean).max() < 0.01


def test_redness_is_not_taken_for_light(stage: Stage) -> None:
    image, _ = shaded(stage, np.zeros(3))
    red = image.copy()
    for cheek in (50, 280, 4):
        centre = tuple(int(v) for v in stage.points[cheek, :2])
        blush = cv2.circle(np.zeros(image.shape[:2], np.uint8), centre, 16, 1, -1) > 0
        red[blush] = encoded(LINEAR[image][blush] * [1.0, 0.72, 0.78])
    assert (red != image).any(axis=2).sum() > 1500
    assert np.abs(measured(red, stage.points).lean).max() < 0.06


def test_a_fold_takes_on_the_hue_of_its_shade() -> None:
    lean = np.zeros((2, 4), np.float32)
    lean[:, 2] = -0.4, 0.3
    light = replace(STILL, lean=lean)
    left = 0.33  # of the light about it
    rgb, brightness = np.split(light.deepening, [3])
    tint = (1.0 + (1.0 - left) * rgb) / (1.0 + (1.0 - left) * brightness)
    assert np.allclose(np.log(tint[[0, 2]] / tint[1]), lean[:, 2] * np.log(left), atol=0.01)
    assert np.isclose(light.skin * tint @ LUMA, light.skin @ LUMA, rtol=1e-3)
    assert not STILL.deepening.any()


def test_makeup_in_a_fold_is_as_warm_as_the_fold(stage: Stage) -> None:
    image, _ = shaded(stage, WARM)
    x, y = (int(v) for v in stage.points[425, :2])
    fold = np.s_[y - 1 : y + 2, x - 9 : x + 10]
    image[fold] = encoded(LINEAR[image[fold]] * 0.6 ** (1.0 + WARM))
    made = stage.wear(FOUNDATION, image=image)
    before, after = (np.log(LINEAR[p[[y, y - 8], x]]) for p in (image, made))
    change = after - before  # in the fold and beside it
    red = change[:, 0] - change[:, 1]
    assert np.abs(change[0]).max() > 0.02
    assert abs(red[0] - red[1]) < 0.1


def test_closing_the_eyes_does_not_change_the_colour_of_the_light() -> None:
    warm = replace(STILL, color=np.array([1.4, 0.9, 0.7], np.float32))
    told_by_skin = replace(STILL, color=np.array([1.2, 1.0, 0.6], np.float32), sight=0.0)

    def moved(light: Light, newer: Light) -> float:
        """How much of the way it goes in a second."""
        start = light.color.copy()
        for _ in range(8):
            light = light.towards(newer, 0.125)
        return float(np.abs(light.color - start).max() / np.abs(newer.color - start).max())

    assert moved(warm, told_by_skin) < 0.15
    assert moved(warm, replace(told_by_skin, sight=1.0)) > 0.7
    # Eyes that were never seen change nothing, and another light is followed with closed ones.
    assert moved(replace(warm, sight=0.0), told_by_skin) > 0.7
    dark = replace(told_by_skin, skin=0.2 * told_by_skin.skin)
    assert moved(warm, dark) > 0.3


def test_an_open_eye_is_told_from_closed_ones(stage: Stage) -> None:
    assert measured(stage.image, stage.points).sight == 1.0
    closed = stage.points.copy()
    closed[[159, 386]] = closed[[145, 374]]
    assert measured(stage.image, closed).sight == 0.0


@pytest.mark.parametrize(
    "layer",
    [
        {"kind": "eyeshadow", "colors": ["#E8D0C0"], "finishes": ["metallic"], "height": 1.0},
        {"kind": "foundation", "coverage": 1.0},
    ],
)
def test_lashes_on_a_made_up_lid_stay_dark(stage: Stage, layer: dict[str, Any]) -> None:
    image, points = stage.scaled(3.0)
    middle = points[159, :2] + 0.45 * (points[52, :2] - points[159, :2])
    x, y = np.rint(middle).astype(int)
    image[y - 5 : y + 6, x : x + 2] = (12, 9, 8)
    made = LINEAR[stage.wear(look_of(layer), image=image, points=points)] @ LUMA
    lash, beside = made[y - 2 : y + 3, x : x + 2].mean(), made[y - 2 : y + 3, x + 6 : x + 9].mean()
    assert lash < 0.1 * beside
