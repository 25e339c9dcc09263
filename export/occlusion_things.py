"""Things held or worn before a face: phones, lipsticks, brushes, cups, masks, cloth, and others."""

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
    joined,
    noise,
    shade,
    stroke,
)
from export.occlusion_hands import skin_like

__all__ = ["thing"]


def thing(scene: Scene, rng: Rng) -> Layer:
    """Something before a part of the face."""
    layer = clear(scene)
    layer.lift = rng.uniform(0.0, 0.4)
    makers = (_phone, _stick, _brush, _cup, _mask, _cloth, _microphone, _patch)
    makers[rng.choice(len(makers), p=[0.17, 0.17, 0.1, 0.12, 0.1, 0.12, 0.07, 0.15])](
        layer, scene, rng
    )
    layer.color = np.clip(layer.color, 0, 255).astype(np.float32)
    return layer


def _paint(scene: Scene, rng: Rng) -> Array:
    """(3,) a colour: grey, any, or one like skin."""
    way = rng.random()
    if way < 0.35:
        return np.clip(rng.uniform(5, 250) + rng.normal(0, 6, 3), 0, 255)
    if way < 0.55:
        return rng.uniform(200, 255) - rng.uniform(0, 12, 3)
    if way < 0.85:
        return rng.uniform(0, 255, 3)
    return skin_like(scene, rng) * rng.uniform(0.7, 1.2)


def _surface(scene: Scene, rng: Rng, base: Array) -> Array:
    """(h, w, 3): a colour with a slope of light, and at times a texture."""
    x = np.linspace(-1, 1, scene.size[1], dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, scene.size[0], dtype=np.float32)[:, None]
    slope = rng.normal(0, 0.18, 2)
    light = 1.0 + slope[0] * x + slope[1] * y
    color = base.astype(np.float32) * light[..., None]
    way = rng.random()
    if way < 0.2:
        color = color + rng.uniform(3, 30) * noise(rng, scene.size, rng.uniform(5, 90))[..., None]
    elif way < 0.35:
        phase = (x * rng.normal(0, 1) + y * rng.normal(0, 1)) * rng.uniform(8, 60)
        other = rng.uniform(0, 255, 3).astype(np.float32)
        part = (np.sin(phase) > rng.uniform(-0.7, 0.7)).astype(np.float32)[..., None]
        color = color * (1 - part) + other * light[..., None] * part
    elif way < 0.45:
        spots = noise(rng, scene.size, rng.uniform(8, 40))[..., None] > 0.8
        color = np.where(spots, rng.uniform(0, 255, 3).astype(np.float32), color)
    return np.asarray(color, np.float32)


def _put(layer: Layer, mask: Array, color: Array) -> None:
    layer.color = color * mask[..., None] + layer.color * (1 - mask[..., None])
    layer.alpha = np.maximum(layer.alpha, mask)


def _where(rng: Rng) -> tuple[Array, Array, Array]:
    """A place on or beside the face, and two axes there (one eye distance long)."""
    middle = np.array([rng.uniform(-0.85, 0.85), rng.uniform(-0.75, 1.2)])
    turn = rng.uniform(0, np.pi)
    one = np.array([np.cos(turn), np.sin(turn)])
    return middle, one, np.array([-one[1], one[0]])


def _box(scene: Scene, middle: Array, one: Array, other: Array, half: Array, soft: float) -> Array:
    """(h, w): a rectangle with rounded corners."""
    reach = np.maximum(half - soft, 0.01)
    corners = [middle + sx * reach[0] * one + sy * reach[1] * other
               for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]  # fmt: skip
    spots = scene.at(corners)
    rim = joined(scene, spots, np.full(5, soft * scene.eye))
    return np.maximum(rim, fill(scene, spots[:4]))


def _phone(layer: Layer, scene: Scene, rng: Rng) -> None:
    middle, one, other = _where(rng)
    half = np.array([rng.uniform(0.28, 0.45), rng.uniform(0.55, 0.95)]) * rng.uniform(0.7, 1.2)
    body = _box(scene, middle, one, other, half, rng.uniform(0.01, 0.1))
    _put(layer, body, _surface(scene, rng, _paint(scene, rng)))
    if rng.random() < 0.5:  # a screen
        inner = _box(scene, middle, one, other, half * rng.uniform(0.8, 0.97), 0.03)
        _put(layer, inner, _surface(scene, rng, rng.uniform(0, 255, 3)))
    else:  # its cameras
        corner = middle + one * half[0] * 0.5 - other * half[1] * 0.72
        for _ in range(rng.integers(1, 4)):
            spot = scene.at(corner + rng.normal(0, 0.09, 2))
            lens = joined(scene, spot.repeat(2, axis=0), np.full(2, 0.05 * scene.eye))
            _put(layer, lens, np.full((*scene.size, 3), rng.uniform(0, 60), np.float32))


def _stick(layer: Layer, scene: Scene, rng: Rng) -> None:
    """A lipstick, a pen, a mascara, a straw, a spoon's handle: round and long."""
    middle, one, _ = _where(rng)
    thick = rng.uniform(0.03, 0.16)
    ends = [middle - one * rng.uniform(0.05, 0.3), middle, middle + one * rng.uniform(0.5, 1.8)]
    spots = scene.at(ends)
    radii = scene.eye * thick * np.array([rng.uniform(0.4, 1.0), 1.0, 1.0])
    mask = joined(scene, spots, radii)
    normals, _ = forms(mask, thick * scene.eye)
    lit = shade(normals, rng, rng.uniform(0.2, 0.8))[..., None]
    _put(layer, mask, _surface(scene, rng, _paint(scene, rng)) * lit)
    for part in range(rng.integers(0, 3)):
        share = np.sort(rng.uniform(0, 1, 2))
        piece = joined(scene, spots[1] + share[:, None] * (spots[2] - spots[1]), radii[1:] * 1.05)
        _put(layer, piece, _surface(scene, rng, _paint(scene, rng)) * lit * (1 - 0.1 * part))
    layer.color += np.clip(normals[..., :1] - 0.55, 0, 1) * rng.uniform(0, 300)


def _brush(layer: Layer, scene: Scene, rng: Rng) -> None:
    middle, one, other = _where(rng)
    _stick(layer, scene, rng)
    base, count = _paint(scene, rng), rng.integers(30, 80)
    wide, long = rng.uniform(0.06, 0.22), rng.uniform(0.15, 0.4)
    hairs, opacity = np.zeros((*scene.size, 3), np.uint8), np.zeros(scene.size, np.uint8)
    for off in rng.uniform(-1, 1, count):
        root = middle + other * off * wide * 0.5
        tip = middle + other * off * wide - one * long * rng.uniform(0.8, 1.1)
        path = scene.at(np.stack([root, tip]))
        stroke(hairs, path, 1.5, np.clip(base * rng.lognormal(0, 0.25), 2, 255))
        stroke(opacity, path, 0.02 * scene.eye)
    drawn = opacity.astype(np.float32) / 255.0
    seen = hairs.astype(np.float32)
    _put(layer, drawn, np.where(seen.max(axis=2, keepdims=True) > 1, seen, base).astype(np.float32))


def _cup(layer: Layer, scene: Scene, rng: Rng) -> None:
    """A cup or a glass at the mouth."""
    top = np.array([rng.uniform(-0.5, 0.5), rng.uniform(0.2, 1.0)])
    wide, tall = rng.uniform(0.25, 0.5), rng.uniform(0.5, 1.1)
    narrow = wide * rng.uniform(0.6, 1.05)
    rim = curve([(-wide, 0), (0, -rng.uniform(0.0, 0.25)), (wide, 0)], 16)
    foot = curve([(narrow, tall), (0, tall + 0.15), (-narrow, tall)], 16)
    mask = fill(scene, scene.at(np.concatenate([rim, foot]) + top))
    normals, _ = forms(mask, wide * scene.eye)
    lit = shade(normals, rng, rng.uniform(0.2, 0.6))[..., None]
    _put(layer, mask, _surface(scene, rng, _paint(scene, rng)) * lit)
    if rng.random() < 0.5:
        line = np.zeros(scene.size, np.uint8)
        stroke(line, scene.at(rim + top), 0.03 * scene.eye)
        pale = np.full((*scene.size, 3), rng.uniform(60, 255), np.float32)
        _put(layer, line.astype(np.float32) / 255.0, pale)


def _mask(layer: Layer, scene: Scene, rng: Rng) -> None:
    """A face mask over nose and mouth, a scarf, or one under the chin."""
    high, low = rng.uniform(0.0, 0.9), rng.uniform(1.2, 1.6)
    upper = curve([(-1.0, high * 0.6), (-0.3, high - 0.1), (0, high - 0.25), (0.3, high - 0.1),
                   (1.0, high * 0.6)], 24)  # fmt: skip
    lower = curve([(0.9, low - 0.5), (0.4, low + 0.15), (-0.4, low + 0.15), (-0.9, low - 0.5)], 24)
    mask = fill(scene, scene.at(np.concatenate([upper, lower])))
    base = rng.uniform(190, 255, 3) if rng.random() < 0.5 else _paint(scene, rng)
    color = _surface(scene, rng, base)
    for share in np.linspace(0.2, 0.8, rng.integers(2, 6)) if rng.random() < 0.6 else ():
        line = np.zeros(scene.size, np.uint8)
        stroke(line, scene.at(upper * (1 - share) + lower[::-1] * share), 1.5)
        faint = cv2.GaussianBlur(line, (0, 0), 1.2).astype(np.float32)[..., None] / 255.0
        color = color * (1 - 0.35 * faint)
    normals, _ = forms(mask, 0.4 * scene.eye)
    _put(layer, mask, color * shade(normals, rng, rng.uniform(0.1, 0.4))[..., None])


def _cloth(layer: Layer, scene: Scene, rng: Rng) -> None:
    """A towel, a sleeve, a veil's edge: a wavy outline, folds in the light."""
    middle, one, other = _where(rng)
    edge = np.linspace(-1.6, 1.6, 24)
    wave = rng.uniform(0, 0.12) * np.sin(edge * rng.uniform(2, 8) + rng.uniform(0, 6))
    ring = [middle + one * x + other * w for x, w in zip(edge, wave, strict=True)]
    out = np.sign(other @ middle) or 1.0
    ring += [middle + one * x + other * out * 2.5 for x in (1.6, -1.6)]
    mask = fill(scene, scene.at(ring))
    folds = noise(rng, scene.size, rng.uniform(3, 14))
    lit = 1 + rng.uniform(0.03, 0.25) * folds
    color = _surface(scene, rng, _paint(scene, rng)) * lit[..., None]
    _put(layer, mask * rng.choice([1.0, 1.0, rng.uniform(0.6, 1.0)]), color)


def _microphone(layer: Layer, scene: Scene, rng: Rng) -> None:
    head = np.array([rng.uniform(-0.5, 0.5), rng.uniform(0.6, 1.2)])
    wide = rng.uniform(0.12, 0.3)
    way = np.array([rng.normal(0, 0.5), 1.0])
    radii = scene.eye * wide * np.array([0.6, 0.5])
    handle = joined(scene, scene.at([head, head + way * 1.5]), radii)
    _put(layer, handle, _surface(scene, rng, rng.uniform(10, 120, 3)))
    ball = joined(scene, scene.at([head, head]), np.full(2, scene.eye * wide))
    normals, _ = forms(ball, scene.eye * wide)
    grid = 1.0 + 0.25 * np.sign(noise(rng, scene.size, 120))
    tone = np.full((*scene.size, 3), rng.uniform(20, 200), np.float32) * grid[..., None]
    _put(layer, ball, tone * shade(normals, rng, 0.6)[..., None])


def _patch(layer: Layer, scene: Scene, rng: Rng) -> None:
    """Anything: a shape of random corners, flat or rounded, sharp or out of focus."""
    middle, _, _ = _where(rng)
    turn = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(3, 9)))
    reach = rng.uniform(0.08, 0.7) * rng.uniform(0.6, 1.2, len(turn))
    ring = middle + reach[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    mask = fill(scene, scene.at(ring))
    if rng.random() < 0.5:
        blurred = cv2.GaussianBlur(mask, (0, 0), max(0.08 * scene.eye, 0.6))
        mask = np.clip((blurred - 0.4) * 5, 0, 1)
    color = _surface(scene, rng, _paint(scene, rng))
    if rng.random() < 0.5:
        normals, _ = forms(mask, rng.uniform(0.1, 0.4) * scene.eye)
        color = color * shade(normals, rng, rng.uniform(0.2, 0.7))[..., None]
    _put(layer, mask, color)
