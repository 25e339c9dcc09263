"""Hands before a face: fingers with joints and nails, fingertips, palms and fists."""

from __future__ import annotations

from dataclasses import dataclass

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
    joined,
    noise,
    shade,
    stroke,
)

__all__ = ["hand", "skin_like"]

_LIGHTEST = np.array([250, 218, 198], np.float32)
_MELANIN = np.array([0.42, 0.75, 1.05], np.float32)  # how much darker it makes each channel


@dataclass(frozen=True, slots=True, eq=False)
class _Hand:
    """What all parts of one hand share.

    Attributes:
        color: (3,) of its skin, 0..255. light: seed of where the light comes from.
        size: 1 for a usual hand beside this face.
    """

    scene: Scene
    layer: Layer
    color: Array
    light: int
    size: float


@dataclass(frozen=True, slots=True, eq=False)
class _Nails:
    """Nails that are seen; ``polish`` is their colour (3,), None where they wear none."""

    polish: Array | None


def skin_like(scene: Scene, rng: Rng) -> Array:
    """(3,) skin: mostly the wearer's own, palms lighter; at times somebody else's."""
    if rng.random() < 0.72:
        return np.clip(scene.skin * rng.uniform(0.72, 1.2) + rng.normal(0, 5, 3), 5, 252)
    dark = rng.uniform(0.0, 1.9)
    return np.clip(_LIGHTEST * np.exp(-_MELANIN * dark) + rng.normal(0, 6, 3), 5, 252)


def hand(scene: Scene, rng: Rng) -> Layer:
    """A hand that comes from outside and touches or hides a part of the face."""
    layer = clear(scene)
    layer.lift = rng.uniform(0.0, 0.1) if rng.random() < 0.8 else rng.uniform(0.1, 0.3)
    color = skin_like(scene, rng)
    turn = rng.choice([rng.uniform(0.15, 0.85), rng.uniform(0, 2)]) * np.pi  # pi/2 is from below
    target = np.array([rng.uniform(-0.6, 0.6), rng.uniform(-0.6, 1.15)])
    if rng.random() < 0.25:  # fingertips on chin or jaw, from below
        turn = rng.uniform(0.25, 0.75) * np.pi
        across = rng.uniform(-0.5, 0.5)
        target = np.array([across, rng.uniform(0.85, 1.25) - 0.5 * across * across])
    away = np.array([np.cos(turn), np.sin(turn)])
    light = int(rng.integers(1 << 30))
    size = rng.uniform(0.8, 1.25)
    whole = _Hand(scene, layer, color, light, size)
    if rng.random() < 0.45:
        wrist = target + away * rng.uniform(0.7, 1.3) * size
        _palm(whole, target + away * 0.5 * size, wrist, rng)
    backs = rng.random() < 0.6
    nails = _Nails(rng.uniform(0, 255, 3) if rng.random() < 0.35 else None)
    count = rng.integers(1, 6)
    order = np.arange(count) if rng.random() < 0.5 else np.arange(count)[::-1]
    spread = rng.choice([rng.uniform(0.14, 0.2), rng.uniform(0.2, 0.4)])
    side = np.array([-away[1], away[0]])
    bend = rng.normal(0, 0.5)
    for finger in order:
        off = (finger - (count - 1) / 2) * spread * size
        tip = target + side * off * rng.uniform(0.7, 1.3) + rng.normal(0, 0.05, 2)
        tip = tip + away * abs(off) * rng.uniform(0, 0.5)
        root = target + side * off + away * rng.uniform(0.8, 1.8) * size
        _finger(whole, tip, root, bend, nails if backs else None, rng)
    grain = 1.0 + 0.025 * noise(rng, scene.size, 60) + 0.035 * noise(rng, scene.size, 9)
    layer.color *= grain[..., None]
    layer.color += noise(rng, scene.size, 7)[..., None] * np.array([4, -2, -2], np.float32)
    layer.color = np.clip(layer.color, 0, 255)
    return layer


def _lay(layer: Layer, mask: Array, color: Array) -> None:
    """Put a part over those that are there; its edge darkens what lies below."""
    under = cv2.GaussianBlur(mask, (0, 0), 2.5) * (1 - mask) * (layer.alpha > 0)
    layer.color *= (1 - 0.55 * under)[..., None]
    layer.color = color * mask[..., None] + layer.color * (1 - mask[..., None])
    layer.alpha = np.maximum(layer.alpha, mask)


def _finger(
    hand: _Hand, tip: Array, root: Array, bend: float, nails: _Nails | None, rng: Rng
) -> None:
    scene = hand.scene
    middle = (tip + root) / 2
    along = root - tip
    bow = np.array([-along[1], along[0]]) * 0.25 * (bend + rng.normal(0, 0.15))
    path = scene.at(curve([tip, middle + bow, root], 14))
    thick = scene.eye * hand.size * rng.uniform(0.07, 0.125)
    radii = thick * np.interp(np.linspace(0, 1, 14), [0, 0.12, 0.4, 1], [0.78, 0.92, 1.0, 1.1])
    # Joints are a little thicker.
    radii *= 1.0 + 0.05 * np.sin(np.linspace(0, 3 * np.pi, 14)) ** 2
    mask = joined(scene, path, radii)
    normals, near = forms(mask, thick * rng.uniform(0.8, 1.1))
    lit = shade(normals, np.random.default_rng(hand.light), rng.uniform(0.25, 0.6))
    tone = hand.color * lit[..., None]
    # Light that has gone through thin skin is red.
    tone = tone * (1 - (near**2)[..., None] * np.array([0.02, 0.09, 0.1], np.float32))
    tone = _creases(tone, scene, path, thick, rng)
    if nails is not None:
        tone = _nail(hand, tone, path, thick, nails, rng)
    _lay(hand.layer, mask, tone.astype(np.float32))


def _creases(tone: Array, scene: Scene, path: Array, thick: float, rng: Rng) -> Array:
    """Dark lines across the joints."""
    lines = np.zeros(scene.size, np.uint8)
    for at in (4, 9):
        along = path[at + 1] - path[at - 1]
        side = np.array([-along[1], along[0]]) / (np.linalg.norm(along) + 1e-3) * thick
        for _ in range(rng.integers(1, 4)):
            spot = path[at] + along * rng.normal(0, 0.25)
            stroke(lines, curve([spot - side * 0.8, spot + along * 0.2, spot + side * 0.8], 8), 1.0)
    faint = cv2.GaussianBlur(lines, (0, 0), 0.9).astype(np.float32)[..., None] / 255.0
    return tone * (1 - rng.uniform(0.05, 0.4) * faint)


def _nail(hand: _Hand, tone: Array, path: Array, thick: float, nails: _Nails, rng: Rng) -> Array:
    scene, polish = hand.scene, nails.polish
    mask = np.zeros(scene.size, np.uint8)
    along = path[0] - path[3]
    length = float(np.linalg.norm(along)) + 1e-3
    long = rng.uniform(0.6, 0.9) if polish is None else rng.uniform(0.7, 1.5)
    spot = path[0] - along / length * thick * 0.1 + along / length * thick * (long - 0.7)
    axes = (round(thick * long * 16), round(thick * rng.uniform(0.45, 0.6) * 16))
    turn = float(np.degrees(np.arctan2(along[1], along[0])))
    centre = (round(float(spot[0]) * 16), round(float(spot[1]) * 16))
    cv2.ellipse(mask, centre, axes, turn, 0, 360, 255, -1, cv2.LINE_AA, 4)
    drawn = mask.astype(np.float32)[..., None] / 255.0
    own = hand.color * np.array([1.08, 0.98, 0.98], np.float32) + 10
    nail = own if polish is None else polish.astype(np.float32)
    glint = np.clip(noise(rng, scene.size, 25) - 0.8, 0, 1)[..., None] * rng.uniform(0, 70)
    return tone * (1 - drawn) + (nail + glint) * drawn


def _palm(hand: _Hand, middle: Array, wrist: Array, rng: Rng) -> None:
    scene, size = hand.scene, hand.size
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    round_ = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    wobble = 1 + 0.08 * rng.normal(0, 1, (24, 1))
    wide = rng.uniform(0.36, 0.5) * size
    body = fill(scene, scene.at(middle + round_ * wide * wobble))
    arm = joined(scene, scene.at([middle, wrist, wrist * 2 - middle]),
                 scene.eye * np.array([wide * 0.9, wide * 0.68, wide * 0.7]))  # fmt: skip
    mask = np.maximum(cv2.GaussianBlur(body, (0, 0), 1.0), arm)
    normals, _ = forms(mask, scene.eye * wide * rng.uniform(0.4, 0.9))
    lit = shade(normals, np.random.default_rng(hand.light), rng.uniform(0.2, 0.5))
    tone = hand.color * lit[..., None]
    lines = np.zeros(scene.size, np.uint8)
    for _ in range(rng.integers(0, 5)):
        bows = middle + rng.normal(0, 0.22, (3, 2)) * size
        stroke(lines, scene.at(curve(bows, 10)), 1.0)
    faint = cv2.GaussianBlur(lines, (0, 0), 1.0).astype(np.float32)[..., None] / 255.0
    _lay(hand.layer, mask, (tone * (1 - 0.3 * faint)).astype(np.float32))
