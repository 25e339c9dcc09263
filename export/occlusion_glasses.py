"""Glasses before a face: rims of many shapes, rimless ones, sunglasses, and what lenses mirror."""

from __future__ import annotations

import cv2
import numpy as np

from export.occlusion_canvas import (
    Array,
    Layer,
    Rng,
    Scene,
    clear,
    curve,
    fill,
    forms,
    noise,
    shade,
    stroke,
)

__all__ = ["glasses"]

_LENS = ((33, 133), (362, 263))  # outer and inner corners of the eyes
_CLOSE = 0.25  # of all glasses throw no shadow that a camera would see
_FLAT = 0.3  # of all frames are mat, lit evenly, or too far away for their form to be seen


def glasses(scene: Scene, rng: Rng) -> Layer:
    """A pair of glasses, not always where it belongs."""
    layer = clear(scene)
    layer.lift = 0.0 if rng.random() < _CLOSE else rng.uniform(0.02, 0.12)
    outlines = _outlines(scene, rng)
    dark = rng.random() < 0.22
    _lenses(layer, scene, outlines, rng, dark)
    width = scene.eye * np.exp(rng.uniform(np.log(0.008), np.log(0.1)))
    if rng.random() < 0.1:  # rimless
        width = 0.0
    rims = np.zeros(scene.size, np.uint8)
    upper_alone = rng.random() < 0.15
    for outline in outlines:
        if width > 0:
            ring = np.concatenate([outline, outline[:1]])
            stroke(rims, ring[24:49] if upper_alone else ring, width)
    _bridge(rims, outlines, scene, rng, max(width, 0.012 * scene.eye))
    _arms(rims, outlines, scene, rng, max(width * rng.uniform(0.6, 1.3), 0.01 * scene.eye))
    drawn = rims.astype(np.float32) / 255.0
    color = _material(scene, drawn, width, rng)
    layer.color = color * drawn[..., None] + layer.color * (1 - drawn[..., None])
    layer.alpha = np.maximum(layer.alpha, drawn * (1.0 if rng.random() < 0.85 else 0.7))
    return layer


def _outlines(scene: Scene, rng: Rng) -> list[Array]:
    """Two closed lines (48, 2): round, square, drooping, winged or narrow; from the right on."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    power = rng.uniform(0.45, 1.15)
    half = np.array([rng.uniform(0.2, 0.36), rng.uniform(0.12, 0.32)])
    x = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** power * half[0]
    y = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** power * half[1]
    droop, wing = rng.normal(0, 0.25), rng.normal(0, 0.12)
    slip = np.array([rng.normal(0, 0.03), rng.normal(0.04, 0.08)])
    tilt = rng.normal(0, 0.04)
    narrow = 1.0 + rng.normal(0, 0.12) * np.sin(turn)
    out = []
    for side, (one, other) in zip((-1, 1), _LENS, strict=True):
        eye = (scene.points[one] + scene.points[other]) / 2
        middle = scene.at([(0, 0)])[0]
        across = (eye - middle) @ (scene.at([(1, 0)])[0] - middle) / scene.eye**2
        outwards = x * narrow
        ring = np.stack(
            [side * outwards, y + droop * x * (y > 0) + wing * x * (y < 0) - 0.3 * wing * half[1]],
            axis=1,
        )
        ring = ring + np.array([across * rng.uniform(0.98, 1.02), 0.0]) + slip
        turned = ring @ np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
        out.append(scene.at(turned))
    return out


def _lenses(layer: Layer, scene: Scene, outlines: list[Array], rng: Rng, dark: bool) -> None:
    tint = rng.uniform(10, 90, 3) if dark else rng.uniform(120, 255, 3)
    opacity = rng.uniform(0.7, 0.98) if dark else rng.uniform(0.0, 0.14)
    rows = np.linspace(0, 1, scene.size[0], dtype=np.float32)[:, None]
    fade = 1.0 - rng.uniform(0.0, 0.5) * rows if dark else np.ones_like(rows)
    glare, flash = rng.random() < 0.5, rng.uniform(180, 255, 3)
    slope, shift = rng.normal(0, 0.8), rng.uniform(-0.25, 0.25)
    for outline in outlines:
        lens = fill(scene, outline)
        cover = lens * opacity * fade
        color = np.broadcast_to(tint.astype(np.float32), layer.color.shape)
        if glare:
            middle = outline.mean(axis=0) + shift * scene.eye
            wide = scene.eye * rng.uniform(0.02, 0.2)
            along = np.array([slope, 1.0]) / np.hypot(slope, 1.0) * scene.eye
            across = np.array([along[1], -along[0]]) / scene.eye * wide
            corners = [middle + along + across, middle + along - across]
            corners += [middle - along - across, middle - along + across]
            streak = cv2.GaussianBlur(fill(scene, np.array(corners)), (0, 0), rng.uniform(0.5, 3))
            streak *= lens * rng.uniform(0.2, 1.0)
            color = color * (1 - streak[..., None]) + flash.astype(np.float32) * streak[..., None]
            cover = np.maximum(cover, streak)
        layer.color = np.where(lens[..., None] > 0, color, layer.color).astype(np.float32)
        layer.alpha = np.maximum(layer.alpha, cover)


def _bridge(rims: Array, outlines: list[Array], scene: Scene, rng: Rng, width: float) -> None:
    first, second = outlines
    right = first[np.argmin(np.linalg.norm(first - second.mean(axis=0), axis=1))]
    left = second[np.argmin(np.linalg.norm(second - first.mean(axis=0), axis=1))]
    down = (scene.at([(0, 1)]) - scene.at([(0, 0)]))[0]
    high = rng.uniform(-0.12, 0.0)
    for extra in (0.0, -0.09) if rng.random() < 0.15 else (0.0,):
        ends = [right + extra * down, (right + left) / 2 + (high + extra) * down]
        stroke(rims, curve([*ends, left + extra * down], 16), width * rng.uniform(0.7, 1.4))
    if rng.random() < 0.3:  # pads on the nose
        for spot, side in ((right, 1.0), (left, -1.0)):
            inwards = side * 0.03 * (scene.at([(1, 0)]) - scene.at([(0, 0)]))[0]
            stroke(rims, np.stack([spot + 0.05 * down, spot + 0.14 * down + inwards]), width)


def _arms(rims: Array, outlines: list[Array], scene: Scene, rng: Rng, width: float) -> None:
    for side, outline, ear in ((-1, outlines[0], 127), (1, outlines[1], 356)):
        middle = outline.mean(axis=0)
        outer = outline[np.argmax(np.linalg.norm(outline - scene.at([(0, 0)]), axis=1))]
        hinge = 0.5 * (outer + middle + 0.5 * (outer - middle)) if rng.random() < 0.2 else outer
        end = scene.points[ear] + scene.eye * np.array([side * 0.15, rng.normal(0, 0.06)])
        stroke(rims, np.stack([hinge, end]), width)


def _material(scene: Scene, drawn: Array, width: float, rng: Rng) -> Array:
    """(h, w, 3): plastic, metal, tortoiseshell or something see-through, rounded by the light."""
    color = np.broadcast_to(_base(scene, rng).astype(np.float32), (*scene.size, 3)).copy()
    if rng.random() < 0.2:
        spots = noise(rng, scene.size, rng.uniform(15, 40))
        color += np.clip(spots, -1, 1)[..., None] * np.array([45, 25, 8], np.float32)
    if rng.random() < _FLAT:
        return np.clip(color * rng.uniform(0.9, 1.1), 0, 255)
    normals, _ = forms(drawn, max(width / 2, 1.5))
    color *= shade(normals, rng, rng.uniform(0.1, 0.7))[..., None]
    color += np.clip(noise(rng, scene.size, 6) - 1.2, 0, 1)[..., None] * rng.uniform(0, 160)
    return np.clip(color, 0, 255)


def _base(scene: Scene, rng: Rng) -> Array:
    """(3,) colour of a frame: grey, any, as brown as hair and horn, red, or as the skin itself."""
    way = rng.random()
    if way < 0.3:
        return rng.choice([15, 40, 90, 140, 190, 235]) + rng.normal(0, 10, 3)
    if way < 0.5:
        return rng.uniform(5, 240, 3)
    if way < 0.65:  # its hue is the skin's in shade: only its edge and its course tell it
        red = rng.uniform(45, 170)
        return red * np.array([1.0, rng.uniform(0.45, 0.75), rng.uniform(0.2, 0.55)])
    if way < 0.75:
        return rng.uniform([90, 5, 10], [220, 75, 80])
    warm = np.array([1.0, rng.uniform(0.65, 1.0), rng.uniform(0.45, 0.95)])
    return scene.skin * rng.uniform(0.3, 1.3) * warm
