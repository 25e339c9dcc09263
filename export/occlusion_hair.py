"""Hair before a face: single strands, locks, fringes, curtains, curls and braids."""

from __future__ import annotations

import cv2
import numpy as np

from export.occlusion_canvas import Array, Layer, Rng, Scene, clear, curve, fill, noise, stroke

__all__ = ["hair"]

# Natural and dyed, sRGB; each drawing moves about them.
_COLORS = np.array(
    [
        (18, 15, 14),
        (34, 26, 22),
        (58, 40, 28),
        (92, 62, 40),
        (128, 92, 58),
        (168, 130, 86),
        (206, 176, 128),
        (232, 214, 178),
        (122, 58, 32),
        (164, 78, 40),
        (110, 108, 106),
        (168, 166, 164),
        (226, 224, 222),
        (70, 66, 64),
        (186, 60, 92),
        (60, 96, 170),
        (60, 140, 110),
        (150, 90, 180),
        (230, 150, 60),
    ],
    np.float32,
)


def hair(scene: Scene, rng: Rng) -> Layer:
    """Hair that falls into the face from above or from a side."""
    way = rng.choice([_wisps, _locks, _fringe, _curtain, _braids], p=[0.3, 0.27, 0.2, 0.15, 0.08])
    color = _COLORS[rng.integers(len(_COLORS))]
    if rng.random() < 0.4:  # about as fair, or as dark, as the skin: more yellow, or more grey
        grey = float(scene.skin.mean()) * np.array([1.02, 0.99, 0.96])
        share = rng.uniform(0.0, 1.0)
        color = share * scene.skin * [1.0, 0.93, 0.72] + (1.0 - share) * grey
    color = color * rng.uniform(0.7, 1.3) + rng.normal(0, 6, 3)
    layer = clear(scene)
    layer.lift = rng.uniform(0.0, 0.06)
    _PAINT[way.__name__](layer, scene, np.clip(color, 4, 250).astype(np.float32), rng)
    return layer


def _path(scene: Scene, rng: Rng, start: Array, end: Array, wave: float) -> Array:
    """From one place to another in a bow, and in waves of so many eye distances."""
    bows = [start + (end - start) * part + rng.normal(0, 0.12, 2) for part in (0.33, 0.67)]
    places = curve([start, *bows, end], 28)
    along = np.linspace(0, rng.uniform(2, 8) * np.pi, 28) + rng.uniform(0, 6)
    side = np.array([-(end - start)[1], (end - start)[0]])
    side /= np.linalg.norm(side) + 1e-6
    return scene.at(places + wave * np.sin(along)[:, None] * side)


def _strands(
    layer: Layer, path: Array, rng: Rng, color: Array, count: int, spread: float, width: float
) -> None:
    """Strands (pixels wide) along a path, up to ``spread`` pixels to its sides, light and dark."""
    narrowing = np.linspace(1.0, rng.uniform(0.1, 1.2), len(path))[:, None]
    along = np.gradient(path, axis=0)
    side = np.stack([-along[:, 1], along[:, 0]], axis=1)
    side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-3
    box, path = _box(layer, path, spread + 3)
    canvas = np.zeros((*layer.alpha[box].shape, 3), np.uint8)
    opacity = np.zeros(layer.alpha[box].shape, np.uint8)
    if opacity.size == 0:
        return
    canvas[:] = np.clip(color, 2, 255)
    for off in rng.uniform(-spread, spread, count):
        tone = color * rng.lognormal(0.0, 0.28) + rng.normal(0, 4)
        places = path + side * off * narrowing + rng.normal(0, 0.3)
        stroke(canvas, places, max(width, 1.0), np.clip(tone, 2, 255))
        faint = rng.uniform(140, 255) if width < 1.2 else 255
        stroke(opacity, places, width * rng.uniform(0.6, 1.4), faint)
    drawn = opacity.astype(np.float32)[..., None] / 255.0
    layer.color[box] = canvas * drawn + layer.color[box] * (1 - drawn)
    layer.alpha[box] = np.maximum(layer.alpha[box], drawn[..., 0])


def _box(layer: Layer, path: Array, room: float) -> tuple[tuple[slice, slice], Array]:
    """The part of a layer about a path, and the path within it."""
    high = np.array(layer.alpha.shape[::-1])
    low = np.clip(np.floor(path.min(axis=0) - room), 0, high).astype(int)
    end = np.clip(np.ceil(path.max(axis=0) + room), 0, high).astype(int)
    return (slice(low[1], end[1]), slice(low[0], end[0])), path - low.astype(np.float32)


def _gloss(layer: Layer, rng: Rng) -> None:
    """Bands in which the hair mirrors the light, and shade between locks."""
    size = layer.alpha.shape
    rows = noise(rng, size, rng.uniform(2, 5))
    shine = 1.0 + rng.uniform(0.0, 0.35) * rows + 0.1 * noise(rng, size, 12)
    layer.color *= np.clip(shine, 0.4, 2.0)[..., None]
    layer.color += rng.uniform(0, 30) * np.clip(rows - 0.8, 0, 1)[..., None]


def _start(rng: Rng) -> Array:
    """A place at the hairline or beside the face."""
    if rng.random() < 0.7:
        return np.array([rng.uniform(-0.85, 0.85), rng.uniform(-0.95, -0.5)], np.float32)
    return np.array([rng.choice([-1, 1]) * rng.uniform(0.7, 0.95), rng.uniform(-0.6, 0.3)])


def _end(start: Array, rng: Rng) -> Array:
    reach = rng.uniform(0.25, 1.9)
    return start + reach * np.array([rng.normal(-0.25 * start[0], 0.35), rng.uniform(0.4, 1.0)])


def _wisps(layer: Layer, scene: Scene, color: Array, rng: Rng) -> None:
    widest = rng.uniform(0.01, 0.026)
    for _ in range(rng.integers(3, 50)):
        start = _start(rng)
        path = _path(scene, rng, start, _end(start, rng), abs(rng.normal(0, 0.015)))
        width = scene.eye * rng.uniform(0.004, widest)
        _one(layer, path, width, color * rng.lognormal(0, 0.22), rng)


def _one(layer: Layer, path: Array, width: float, color: Array, rng: Rng) -> None:
    box, path = _box(layer, path, width + 3)
    opacity = np.zeros(layer.alpha[box].shape, np.uint8)
    if opacity.size == 0:
        return
    stroke(opacity, path, width, rng.uniform(170, 255))
    drawn = opacity.astype(np.float32)[..., None] / 255.0
    layer.color[box] = np.clip(color, 2, 255) * drawn + layer.color[box] * (1 - drawn)
    layer.alpha[box] = np.maximum(layer.alpha[box], drawn[..., 0])


def _locks(layer: Layer, scene: Scene, color: Array, rng: Rng) -> None:
    wave = rng.choice([0.0, 0.01, 0.04])
    for _ in range(rng.integers(1, 6)):
        start = _start(rng)
        path = _path(scene, rng, start, _end(start, rng), wave)
        spread = scene.eye * rng.uniform(0.02, 0.12)
        width = max(scene.eye * rng.uniform(0.006, 0.016), 0.6)
        count = round(rng.uniform(0.5, 2.2) * spread / width)
        _strands(layer, path, rng, color, max(count, 3), spread, width)
    _gloss(layer, rng)


def _fringe(layer: Layer, scene: Scene, color: Array, rng: Rng) -> None:
    """From side to side, down to a ragged or an even line."""
    low, parting = rng.uniform(-0.5, 0.05), rng.uniform(-0.9, 0.9)
    open_ = rng.uniform(0.0, 0.5) if rng.random() < 0.5 else 0.0
    ragged = rng.uniform(0.02, 0.25)
    width = max(scene.eye * rng.uniform(0.006, 0.014), 0.6)
    for x in rng.permutation(np.linspace(-0.95, 0.95, rng.integers(18, 45))):
        if abs(x - parting) < open_:
            continue
        away = np.sign(x - parting) * rng.uniform(0.0, 0.25)
        start = np.array([x, rng.uniform(-1.05, -0.8)])
        end = np.array([x + away, low + 0.25 * x * x + abs(rng.normal(0, ragged))])
        path = _path(scene, rng, start, end, 0.0)
        _strands(layer, path, rng, color, rng.integers(4, 14), scene.eye * 0.045, width)
    _gloss(layer, rng)


def _curtain(layer: Layer, scene: Scene, color: Array, rng: Rng) -> None:
    """A side of the face behind hair that hangs down."""
    side, inner = rng.choice([-1.0, 1.0]), rng.uniform(0.1, 0.7)
    edge = curve(
        [(rng.uniform(-0.3, 0.5), -1.0), (inner, -0.5), (inner * rng.uniform(0.8, 1.3), 0.4),
         (rng.uniform(0.2, 0.8), 1.4)], 24
    )  # fmt: skip
    ring = np.concatenate([edge, [(1.5, 1.5), (1.5, -1.1)]]) * [side, 1.0]
    body = fill(scene, scene.at(ring))
    layer.alpha[:] = body
    layer.color[:] = color * rng.uniform(0.6, 1.0)
    width = max(scene.eye * rng.uniform(0.007, 0.016), 0.8)
    for share in np.linspace(0.0, 1.0, 9):
        path = scene.at((edge + share * np.array([1.3 - inner, 0.0])) * [side, 1.0])
        _strands(layer, path, rng, color, 9, scene.eye * 0.1, width)
    _gloss(layer, rng)


def _braids(layer: Layer, scene: Scene, color: Array, rng: Rng) -> None:
    """Braids, twists or dreadlocks: thick, with a regular bump."""
    for _ in range(rng.integers(1, 5)):
        start = _start(rng)
        path = _path(scene, rng, start, _end(start, rng), 0.01)
        mask = np.zeros(layer.alpha.shape, np.uint8)
        wide = scene.eye * rng.uniform(0.04, 0.1)
        stroke(mask, path, wide)
        drawn = mask.astype(np.float32)[..., None] / 255.0
        layer.color[:] = color * drawn + layer.color * (1 - drawn)
        layer.alpha[:] = np.maximum(layer.alpha, drawn[..., 0])
        bumps = np.linspace(0, len(path) - 1, rng.integers(10, 26))
        for number, at in enumerate(bumps):
            spot = path[int(at)] + np.array([(-1) ** number * wide * 0.2, 0.0])
            lighter = np.clip(color * rng.uniform(1.1, 1.7) + 8, 0, 255).tolist()
            middle = (round(float(spot[0])), round(float(spot[1])))
            cv2.circle(layer.color, middle, max(1, round(wide * 0.25)), lighter, -1, cv2.LINE_AA)


_PAINT = {way.__name__: way for way in (_wisps, _locks, _fringe, _curtain, _braids)}
