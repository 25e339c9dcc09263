"""Looks and faces at and beyond what anybody would wear or show: drawn, in bounds, and the same."""

from __future__ import annotations

import json
from typing import Any

import cv2
import numpy as np
import pytest

from beautymirror.errors import InputError
from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.looks.look import parse_look
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Amount, Choice
from tests.render.stage import LOUD, Image, Mask, Points, Stage, look_of, on_mesh, polygon, tracked

RIGHT = (regions.RIGHT_LID_UPPER, regions.RIGHT_LID_LOWER)


def all_kinds(end: int) -> list[dict[str, Any]]:
    """A layer of every kind with every amount at its lower (0) or upper (-1) limit."""
    layers = []
    for kind, makeup in KINDS.items():
        layer: dict[str, Any] = {"kind": kind, "intensity": 1.0}
        for parameter in makeup.parameters:
            if isinstance(parameter, Amount):
                layer[parameter.name] = (parameter.low, parameter.high)[end]
            elif isinstance(parameter, Choice):
                layer[parameter.name] = parameter.options[end].name
        layers.append(layer)
    return layers


def changed(before: Image, after: Image, where: Mask) -> float:
    """Mean step of a channel."""
    return float(np.abs(after.astype(int) - before)[where].mean())


def about_the_face(image: Image, points: Points) -> Mask:
    """The mesh, and the room above it that lashes reach."""
    mask = on_mesh(image, points)
    eyes = points[[33, 263]]
    reach = 0.25 * float(np.linalg.norm(eyes[0] - eyes[1]))
    y, x = np.indices(image.shape[:2])
    for eye in eyes:
        mask |= (x - eye[0]) ** 2 + (y - eye[1]) ** 2 < reach**2
    return mask


@pytest.mark.parametrize("end", [0, -1])
def test_all_kinds_at_once_at_their_limits(stage: Stage, end: int) -> None:
    look = look_of(*all_kinds(end))
    after = stage.wear(look)
    about = about_the_face(stage.image, stage.points)
    assert np.array_equal(after[~about], stage.image[~about])
    assert changed(stage.image, after, on_mesh(stage.image, stage.points)) > 3
    assert np.array_equal(stage.wear(look), after)


def test_forty_layers_are_drawn(stage: Stage) -> None:
    kinds = [layer for layer in all_kinds(-1) if layer["kind"] != "face_art"]
    many = [kinds[n % len(kinds)] for n in range(40)]
    after = stage.wear(look_of(*many))
    about = about_the_face(stage.image, stage.points)
    assert np.array_equal(after[~about], stage.image[~about])
    assert changed(stage.image, after, on_mesh(stage.image, stage.points)) > 3


def test_opaque_layers_hide_the_ones_below(stage: Stage) -> None:
    red = {"kind": "lipstick", "color": "#C00020", "finish": "matte", "coverage": 1.0}
    blue = {**red, "color": "#2030C0"}
    top = stage.wear(look_of(*[red, blue] * 20))
    alone = stage.wear(look_of(blue))
    lips = polygon(
        stage.image,
        stage.points[list(regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER))],
    )
    within = cv2.erode(lips.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    assert changed(alone, top, within) < 2
    assert changed(stage.wear(look_of(red)), top, within) > 20


def test_a_kind_of_a_newer_version_is_left_out_or_refused(stage: Stage) -> None:
    def document(**unknown: Any) -> str:
        layers = [{"kind": "halo", "brightness": 3, **unknown}, {"kind": "lipstick"}]
        name = {"en": "New", "zh": "新"}
        return json.dumps({"id": "new", "name": name, "layers": layers})

    after = stage.wear(parse_look(document(optional=True)))
    assert np.array_equal(after, stage.wear(look_of({"kind": "lipstick"})))
    with pytest.raises(InputError, match="halo"):
        parse_look(document())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -0.01, 1.01, 1e30, "1", None])
@pytest.mark.parametrize("field", ["intensity", "coverage", "fullness"])
def test_amounts_beyond_their_limits_are_refused(field: str, value: object) -> None:
    with pytest.raises(InputError, match=field):
        look_of({"kind": "lipstick", field: value})


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_half_a_face_wears_what_the_whole_face_wears_there(stage: Stage, side: str) -> None:
    look = look_of({"kind": "lipstick", "coverage": 1.0}, {"kind": "blush"}, {"kind": "lashes"})
    x, y = (int(v) for v in stage.points[:468, :2].mean(axis=0))
    x0, y0 = (x if side == "left" else 0), (y if side == "top" else 0)
    x1, y1 = (x if side == "right" else None), (y if side == "bottom" else None)
    image = np.ascontiguousarray(stage.image[y0:y1, x0:x1])
    points = stage.points - np.array([x0, y0, 0], np.float32)
    half = stage.wear(look, image=image, points=points)
    inside = on_mesh(image, points)
    about = about_the_face(image, points)
    assert np.array_equal(half[~about], image[~about])
    assert changed(image, half, inside) > 0.5
    whole = stage.wear(look)[y0:y1, x0:x1]
    assert changed(whole, half, inside) < 0.5 * changed(image, whole, inside)


def test_of_two_overlapping_faces_both_are_made_up(stage: Stage) -> None:
    image, points = stage.scaled(1.0)
    width = np.ptp(points[:468, 0])
    second = points + np.array([0.35 * width, 0.1 * width, 0], np.float32)
    both = stage.draw(tracked(image, points, second), LOUD)
    covered = on_mesh(image, points) | on_mesh(image, second)
    assert np.array_equal(both[~covered], image[~covered])
    only_first = on_mesh(image, points) & ~on_mesh(image, second)
    alone = stage.draw(tracked(image, points), LOUD)
    assert changed(alone, both, only_first) < 1.0
    assert changed(image, both, on_mesh(image, second) & ~on_mesh(image, points)) > 0.5
    assert np.array_equal(stage.draw(tracked(image, points, second), LOUD), both)


@pytest.mark.parametrize(
    "turn",
    [(0, 60, 0), (0, -85, 0), (55, 0, 0), (-55, 0, 0), (0, 0, 180), (30, 50, 40)],
    ids=str,
)
def test_turned_and_tilted_faces_are_painted_in_their_mesh_alone(
    stage: Stage, turn: tuple[float, float, float]
) -> None:
    points = turned(stage.points, *turn)
    after = stage.wear(LOUD, points=points)
    on = on_mesh(stage.image, points)
    assert np.array_equal(after[~on], stage.image[~on])
    assert changed(stage.image, after, on) > 0.5
    everything = stage.wear(look_of(*all_kinds(-1)), points=points)
    about = about_the_face(stage.image, points)
    assert np.array_equal(everything[~about], stage.image[~about])


def turned(points: Points, pitch: float, yaw: float, roll: float) -> Points:
    """Landmarks of a head turned by degrees about x, y and z through its middle."""
    matrix, middle = np.eye(3), points[:468].mean(axis=0)
    for axis, angle in enumerate(np.radians([pitch, yaw, roll])):
        vector = np.zeros(3)
        vector[axis] = angle
        matrix = cv2.Rodrigues(vector)[0] @ matrix
    return np.asarray((points - middle) @ matrix.T + middle, np.float32)


def test_closed_eyes_get_shadow_and_no_lens(stage: Stage) -> None:
    points = stage.points.copy()
    for upper, lower in (RIGHT, tuple(regions.mirrored(canonical_mesh(), arc) for arc in RIGHT)):
        points[list(upper)] = points[list(lower)]
    shadow = look_of({"kind": "eyeshadow", "colors": ["#702050"], "finishes": ["matte"]})
    worn = stage.wear(shadow, points=points)
    assert changed(stage.image, worn, on_mesh(stage.image, points)) > 0.1
    lens = look_of({"kind": "contact_lenses", "color": "#2080FF", "opacity": 1.0})
    assert np.array_equal(stage.wear(lens, points=points), stage.image)


def test_a_face_folded_into_a_line_or_a_point_harms_nothing(stage: Stage) -> None:
    for squash in ((0, 1, 1), (1, 0, 1), (0, 0, 0)):
        points = stage.points * np.array(squash, np.float32) + np.float32(100)
        look = look_of(*all_kinds(-1))
        after = stage.wear(look, points=points)
        assert after.shape == stage.image.shape
    assert np.array_equal(stage.wear(None), stage.image)
