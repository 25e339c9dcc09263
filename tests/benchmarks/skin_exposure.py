"""How well the light must be known for a shade to be found, and how well a picture can tell it.

The first is an oracle: the shade is known, and only the light that it is divided by is off. The
second asks every statistic of a whole picture that might speak of its exposure at once.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face import regions
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.skin import light as lights
from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.colour import hex_to_lab, lab_from_linear, linear_from_lab
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb
from beautymirror.skin.patches import middle, read_patches
from beautymirror.skin.shades import ShadeFinder
from tests.benchmarks.skin_people import Person, light_matrix, relit

__all__ = ["measure_exposure"]

Array = NDArray[np.float64]

_ERRORS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6)  # stops, standard deviation
_STOPS = (-1.0, 0.0, 1.0)  # the exposures of the other parts
_FOLDS = 10
_DARK = 3e-4  # linear: one step of 8 bits
_LEVELS = (2, 10, 25, 50, 75, 90, 98)  # percentiles


def measure_exposure(training: list[Person], everyone: list[Person]) -> dict[str, Any]:
    """Share of shades among the best three by error of the light, and the error of an estimate.

    Args:
        training: pictures to fit on. everyone: people that nothing was fitted to.
    """
    found = {
        "oracle_brightness": {str(sd): round(_found(sd, 0.0), 3) for sd in _ERRORS},
        "oracle_brightness_and_colour": {str(sd): round(_found(sd, sd), 3) for sd in _ERRORS},
    }
    table, stops, picture = _table(training)
    unseen, true, _ = _table(everyone)
    return found | {
        "no_estimate_sd": round(float(np.std(stops)), 3),
        "statistics": table.shape[1],
        "training_pictures": len(set(picture.tolist())),
        "estimate": _best(table, stops, picture, unseen, true),
    }


def _found(brightness: float, tint: float) -> float:
    """Share of foundation shades among the best three where stops of the light are off by so much.

    Every shade is drawn 60 times; ``tint`` is of red and blue against green.
    """
    finder = ShadeFinder([s for s in shipped_catalogue() if s.type == "foundation"])
    rng = np.random.default_rng(8)
    hits = []
    for shade in finder.shades:
        seen = lights.sharpened(linear_from_lab(hex_to_lab(shade.hex)))
        for _ in range(60):
            off = brightness * rng.standard_normal() + tint * rng.standard_normal(3) * [1, 0, 1]
            lab = lab_from_linear(lights.unsharpened(seen * 2.0**off))
            hits.append(shade in [match.shade for match in finder.nearest(lab, "foundation", 3)])
    return float(np.mean(hits))


def _table(everyone: list[Person]) -> tuple[Array, Array, NDArray[np.int64]]:
    """Statistics (n, k) of pictures in each exposure, its stops (n,), and which picture it is."""
    rng = np.random.default_rng(9)
    unwrapper = Unwrapper(canonical_mesh(), 128)
    rows, stops, number = [], [], []
    for which, person in enumerate(everyone):
        step = max(1, round(max(person.image.shape) / 400))
        linear = linear_from_srgb(person.image[::step, ::step]).astype(np.float32)
        points = person.landmarks[:, :2] / step
        for stop in _STOPS:
            image = relit(linear, light_matrix(stop, 6504, 0.0), rng)
            told = _statistics(image, points, unwrapper)
            if told is not None:
                rows.append(told)
                stops.append(stop)
                number.append(which)
    return np.stack(rows), np.array(stops), np.array(number)


def _statistics(
    image: NDArray[np.uint8], points: NDArray[np.float32], unwrapper: Unwrapper
) -> Array | None:
    """What a picture shows: levels in stops of all its parts, their colours, what is clipped."""
    patches = read_patches(unwrapper.unwrap(image, points), canonical_mesh())
    if not patches:
        return None
    linear = linear_from_srgb(image)
    oval = points[list(regions.FACE_OVAL)]
    centre = oval.mean(axis=0)
    face = _inside(image, oval)
    around = ~_inside(image, (oval - centre) * [1.4, 1.6] + centre)
    around = around if around.any() else face
    luminance = np.log2(np.maximum(linear @ LUMINANCE, _DARK))
    levels = [np.percentile(luminance[part], _LEVELS) for part in (face | ~face, face, around)]
    eyes = np.any(
        [_inside(image, points[list(loop)]) for loop in regions.eye_loops(canonical_mesh())], 0
    )
    lips = _inside(image, points[list(regions.LIPS_OUTER)])
    parts = [middle(patches)]
    for part, share in ((eyes, 80), (eyes, 10), (lips, 50), (_hair(image, points), 50)):
        parts.append(np.percentile(linear[part if part.any() else face], share, axis=0))
    parts.extend(np.percentile(linear[around], (5, 50, 95), axis=0))
    stops = np.log2(np.maximum(np.stack(parts), _DARK))
    clipped = [np.mean(image[part].max(axis=1) >= 250) for part in (face, face | ~face)]
    black = [np.mean(image[part].max(axis=1) <= 8) for part in (face, face | ~face)]
    colours = (stops[:, [0, 2]] - stops[:, [1]]).ravel()
    ends = np.log2(np.array(clipped + black) + 1e-3)
    return np.concatenate([*levels, stops[:, 1], colours, ends])


def _hair(image: NDArray[np.uint8], points: NDArray[np.float32]) -> NDArray[np.bool_]:
    """A strip above the forehead."""
    top, chin = points[10], points[152]
    height = float(np.linalg.norm(chin - top))
    strip = np.zeros(image.shape[:2], bool)
    y0, y1 = int(max(top[1] - 0.22 * height, 0)), int(max(top[1] - 0.08 * height, 1))
    strip[y0:y1, int(max(top[0] - 0.2 * height, 0)) : int(top[0] + 0.2 * height)] = True
    return strip


def _inside(image: NDArray[np.uint8], loop: NDArray[np.float32]) -> NDArray[np.bool_]:
    canvas = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.rint(loop * 16).astype(np.int32)], 1, shift=4)
    return canvas.astype(bool)


def _best(
    table: Array, stops: Array, picture: NDArray[np.int64], unseen: Array, true: Array
) -> dict[str, float]:
    """The estimate with the least error of all tried: kernel ridge, from straight to narrow."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    known, asked = (table - mean) / spread, (unseen - mean) / spread
    folds = picture % _FOLDS
    found: dict[tuple[float, float], float] = {}
    for width in (0.0, 0.5, 1.0, 2.0, 4.0):
        kernel = _kernel(known, known, width)
        for ridge in (0.01, 0.1, 1.0, 10.0, 100.0):
            off = np.empty_like(stops)
            for fold in range(_FOLDS):
                test, rest = folds == fold, folds != fold
                weights = _solve(kernel[np.ix_(rest, rest)], stops[rest], ridge)
                off[test] = kernel[np.ix_(test, rest)] @ weights - stops[test]
            found[width, ridge] = float(np.sqrt(np.mean(off**2)))
    width, ridge = min(found, key=found.__getitem__)
    told = _kernel(asked, known, width) @ _solve(_kernel(known, known, width), stops, ridge)
    least = found[width, ridge]
    return {
        "cross_validated_sd": round(least, 3),
        "unseen_people_sd": round(float(np.sqrt(np.mean((told - true) ** 2))), 3),
        "shade_among_three_with_it": round(_found(least, 0.0), 3),
    }


def _kernel(one: Array, other: Array, width: float) -> Array:
    """Straight for width 0, else Gaussian of a width in units of the usual distance."""
    if width == 0:
        return one @ other.T / one.shape[1] + 1.0
    apart = (one**2).sum(1)[:, None] + (other**2).sum(1) - 2 * one @ other.T
    return np.exp(-apart / (2 * one.shape[1] * width**2)) + 1.0


def _solve(kernel: Array, values: Array, ridge: float) -> Array:
    return np.asarray(np.linalg.solve(kernel + ridge * np.eye(len(kernel)), values), np.float64)
