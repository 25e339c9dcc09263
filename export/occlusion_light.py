"""What lies on a face and is no occluder: light, shadows, makeup, freckles, wrinkles, stubble.

A network that has seen these with the answer "nothing is before the face" does not take them for
hair or hands.
"""

from __future__ import annotations

import cv2
import numpy as np

from beautymirror.face import regions
from export.occlusion_canvas import Array, Rng, Scene, curve, fill, noise, stroke

__all__ = ["cast", "relight", "worn"]

_MELANIN = np.array([0.35, 0.60, 0.85], np.float32)


def relight(picture: Array, scene: Scene, rng: Rng) -> Array:
    """The picture on another skin and in another light."""
    if rng.random() < 0.5:
        depth = rng.uniform(-0.25, 0.7)
        picture = 255.0 * (picture / 255.0) ** (1 + 0.25 * depth) * np.exp(-0.5 * depth * _MELANIN)
    if rng.random() < 0.6:
        picture = picture * np.exp(rng.normal(0, 0.1, 3))
    picture = picture * np.exp(rng.normal(0.0, 0.2))
    if rng.random() < 0.6:
        x = np.linspace(-1, 1, scene.size[1], dtype=np.float32)[None, :]
        y = np.linspace(-1, 1, scene.size[0], dtype=np.float32)[:, None]
        turn = rng.uniform(0, 2 * np.pi)
        along = np.clip((x * np.cos(turn) + y * np.sin(turn)) * rng.uniform(0.5, 3), -1, 1)
        color = rng.normal(0, 0.12, 3) + rng.normal(0, 0.25)
        picture = picture * np.exp(along[..., None] * color)
    for _ in range(rng.poisson(0.9)):
        picture = _shadow(picture, scene, rng)
    if rng.random() < 0.3:
        spots = np.clip(noise(rng, scene.size, rng.uniform(3, 12)) - rng.uniform(0.8, 1.6), 0, 1)
        # A glint does not make a dark face as pale and flat as paper.
        brightest = 130 * np.clip(float(np.median(picture)) / 130, 0.35, 1.0)
        tint = rng.uniform(0.15, 1.0) * brightest * np.exp(rng.normal(0, 0.05, 3))
        picture = picture + spots[..., None] * tint
    return np.clip(picture, 0, 255).astype(np.float32)


def _shadow(picture: Array, scene: Scene, rng: Rng) -> Array:
    """A shadow with a hard or a soft edge: of strands, of rims, of a brim, of something else."""
    canvas = np.zeros(scene.size, np.uint8)
    way, least, deepest = rng.random(), 0.0, 0.65
    if way < 0.25:
        # Thin shadows are soft: what throws them is small and not on the skin itself.
        least = scene.eye * rng.uniform(0.02, 0.05)
        for _ in range(rng.integers(1, 10)):
            bows = np.array([rng.uniform(-1, 1), -0.9]) + np.cumsum(
                rng.normal([0, 0.5], 0.25, (3, 2)), axis=0
            )
            stroke(canvas, scene.at(curve(bows)), scene.eye * rng.uniform(0.01, 0.05))
    elif way < 0.4:
        least = scene.eye * rng.uniform(0.02, 0.05)
        turn = np.linspace(0, 2 * np.pi, 32)
        for x in (-0.27, 0.27):
            ring = np.stack([x + 0.26 * np.cos(turn), 0.15 + 0.2 * np.sin(turn)], axis=1)
            stroke(canvas, scene.at(ring), scene.eye * rng.uniform(0.01, 0.06))
    elif way < 0.6:  # a side of the face away from the sun
        side, edge = rng.choice([-1.0, 1.0]), rng.normal(0.0, 0.2, (5, 1))
        rim = np.concatenate([edge, np.linspace(-1.2, 1.6, 5)[:, None]], axis=1)
        ring = np.concatenate([curve(rim), [(1.6, 1.6), (1.6, -1.2)]]) * [side, 1.0]
        shaded = fill(scene, scene.at(ring))
        if rng.random() < 0.25:  # the sun reaches a strip alone
            off = np.array([-side * rng.uniform(0.12, 0.7), 0.0])
            shaded = np.maximum(shaded, 1.0 - fill(scene, scene.at(ring + off)))
        canvas = (shaded * 255).astype(np.uint8)
        deepest = 0.85
    else:
        middle = rng.uniform([-1.1, -1.0], [1.1, 1.3])
        turn = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 8)))
        reach = rng.uniform(0.3, 1.2, len(turn))[:, None]
        ring = middle + reach * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        canvas = (fill(scene, scene.at(ring)) * 255).astype(np.uint8)
    blur = max(float(rng.choice([0.6, 1.5, 4, 9])), least)
    soft = cv2.GaussianBlur(canvas.astype(np.float32) / 255.0, (0, 0), blur)
    depth = rng.uniform(0.1, deepest) * np.exp(rng.normal(0, 0.08, 3))
    return picture * (1 - np.clip(depth, 0, 0.9) * soft[..., None])


def cast(picture: Array, scene: Scene, alpha: Array, lift: float, rng: Rng) -> Array:
    """The picture with the shadow of something that is ``lift`` eye distances before it."""
    if lift <= 0.0:
        return picture
    off = rng.normal([0.0, 0.5], 0.7)
    x, y = off * lift * scene.eye
    matrix = np.array([[1, 0, x], [0, 1, y]], np.float32)
    moved = cv2.warpAffine(alpha, matrix, scene.size[::-1], borderMode=cv2.BORDER_REPLICATE)
    soft = cv2.GaussianBlur(moved, (0, 0), max(0.5, lift * scene.eye * rng.uniform(0.1, 0.7)))
    return picture * (1 - rng.uniform(0.0, 0.65) * soft[..., None])


def worn(picture: Array, scene: Scene, rng: Rng) -> Array:
    """The picture with makeup, or with marks and hairs of the skin itself."""
    if rng.random() < 0.35:
        picture = _lips(picture, scene, rng)
    if rng.random() < 0.3:
        picture = _eyes(picture, scene, rng)
    if rng.random() < 0.25:
        tint = np.array([rng.uniform(150, 235), rng.uniform(60, 120), rng.uniform(70, 130)])
        for x in (-0.42, 0.42):
            spot = _blot(scene, (x, rng.uniform(0.3, 0.5)), rng.uniform(0.1, 0.2))
            picture = _tinted(picture, spot * rng.uniform(0.1, 0.6), tint)
    if rng.random() < 0.25:
        picture = _marks(picture, scene, rng)
    if rng.random() < 0.25:
        picture = _wrinkles(picture, scene, rng)
    if rng.random() < 0.15:
        picture = _stubble(picture, scene, rng)
    return np.clip(picture, 0, 255).astype(np.float32)


def _tinted(picture: Array, mask: Array, tint: Array) -> Array:
    bright = picture.mean(axis=2, keepdims=True) / max(float(picture.mean()), 1.0)
    made = tint.astype(np.float32) * (0.4 + 0.6 * bright)
    return np.asarray(picture * (1 - mask[..., None]) + made * mask[..., None], np.float32)


def _blot(scene: Scene, place: tuple[float, float], reach: float) -> Array:
    mask = np.zeros(scene.size, np.float32)
    x, y = (round(float(v)) for v in scene.at([place])[0])
    cv2.circle(mask, (x, y), max(1, round(reach * scene.eye)), 1.0, -1)
    return cv2.GaussianBlur(mask, (0, 0), max(reach * scene.eye * 0.6, 0.6))


def _lips(picture: Array, scene: Scene, rng: Rng) -> Array:
    outer = regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER)
    inner = regions.loop(regions.LIPS_INNER_UPPER, regions.LIPS_INNER_LOWER)
    mask = fill(scene, scene.points[list(outer)]) - fill(scene, scene.points[list(inner)])
    mask = cv2.GaussianBlur(np.clip(mask, 0, 1), (0, 0), rng.uniform(0.5, 1.5))
    usual = rng.random() < 0.8
    tint = rng.uniform([90, 0, 10], [240, 120, 150]) if usual else rng.uniform(0, 255, 3)
    return _tinted(picture, mask * rng.uniform(0.3, 1.0), tint)


def _eyes(picture: Array, scene: Scene, rng: Rng) -> Array:
    tint = rng.uniform(0, 220, 3) if rng.random() < 0.5 else rng.uniform(20, 130) * np.ones(3)
    for x in (-0.33, 0.33):
        spot = _blot(scene, (x, rng.uniform(-0.1, -0.02)), rng.uniform(0.06, 0.16))
        picture = _tinted(picture, spot * rng.uniform(0.2, 0.9), tint)
    if rng.random() < 0.6:
        lines = np.zeros(scene.size, np.uint8)
        wing = rng.uniform(0.0, 0.12)
        for lid, side in ((regions.RIGHT_LID_UPPER, -1), ((263, 466, 388, 387, 386, 385, 384), 1)):
            path = scene.points[list(lid)]
            tail = path[0] + scene.eye * wing * np.array([side, -0.6])
            width = scene.eye * rng.uniform(0.008, 0.03)
            stroke(lines, np.concatenate([[tail], path]).astype(np.float32), width)
        picture = picture * (1 - rng.uniform(0.5, 1.0) * lines[..., None] / 255.0)
    return np.asarray(picture, np.float32)


def _marks(picture: Array, scene: Scene, rng: Rng) -> Array:
    """Freckles, moles and pimples."""
    mask = np.zeros(scene.size, np.uint8)
    largest = rng.choice([0.008, 0.02, 0.035])
    for x, y in scene.at(rng.normal([0, 0.4], [0.45, 0.35], (rng.integers(2, 90), 2))):
        radius = scene.eye * rng.uniform(0.004, largest)
        centre = (round(float(x) * 16), round(float(y) * 16))
        cv2.circle(mask, centre, max(8, round(radius * 16)), 255, -1, cv2.LINE_AA, 4)
    drawn = cv2.GaussianBlur(mask, (0, 0), 0.7).astype(np.float32)[..., None] / 255.0
    tone = rng.uniform(0.1, 0.6) * np.array([0.5, 0.8, 0.9], np.float32)
    return picture * (1 - tone * drawn)


def _wrinkles(picture: Array, scene: Scene, rng: Rng) -> Array:
    lines = np.zeros(scene.size, np.uint8)
    for _ in range(rng.integers(2, 14)):
        x, y = rng.uniform(-0.7, 0.7), rng.choice([-0.5, 0.15, 0.7]) + rng.normal(0, 0.12)
        off = np.array([rng.uniform(0.1, 0.5), rng.normal(0, 0.08)])
        middle = np.array([x, y])
        bow = middle + rng.normal(0, [0.0, 0.06])
        path = curve([middle - off, bow, middle + off], 12)
        stroke(lines, scene.at(path), scene.eye * 0.01)
    soft = cv2.GaussianBlur(lines, (0, 0), max(0.008 * scene.eye, 0.6)).astype(np.float32) / 255.0
    return picture * (1 - rng.uniform(0.05, 0.35) * soft[..., None])


def _stubble(picture: Array, scene: Scene, rng: Rng) -> Array:
    """A shadow of beard, or a short beard, about mouth and jaw."""
    jaw = [172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 425, 2, 205]
    mask = fill(scene, scene.points[jaw])
    lips = fill(scene, scene.points[list(
        regions.loop(regions.LIPS_OUTER_UPPER, regions.LIPS_OUTER_LOWER))])  # fmt: skip
    soft = cv2.GaussianBlur(mask * (1 - lips), (0, 0), 0.05 * scene.eye)
    grain = np.clip(0.6 + 0.5 * rng.normal(0, 1, scene.size).astype(np.float32), 0, 1.5)
    grain = cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.5, 1.0))
    tone = rng.uniform(0.1, 0.55) * np.array([0.9, 1.0, 0.95], np.float32)
    return picture * (1 - np.clip(tone * (soft * grain)[..., None], 0, 0.85))
