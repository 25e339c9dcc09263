"""Baked looks in the canonical plane: painted by the real renderer, laid flat, kept in a file.

A baked look lets through and reflects each colour band on its own. A layer that is transferred
has one opacity and one pigment, so the bake is brought to that form: exact on the skin that it
was baked for, and as thin as the eight bits allow.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from beautymirror.face.atlas import ATLAS_SIZE, PAGES, atlas_mesh
from beautymirror.face.distances import measure
from beautymirror.face.mesh import FaceMesh
from beautymirror.looks.look import Layer
from beautymirror.render.bake import Baker
from beautymirror.render.context import headless_context
from beautymirror.render.regions import upload_regions
from export.transfer_faces import SIZE, Bank, Floats
from export.transfer_looks import Palette, sample_complexion, sample_look

__all__ = ["CHANNELS", "LookBank", "Oven", "flat_layer", "load_looks", "look_layers", "open_oven"]

CHANNELS = 6  # pigment as sRGB red, green, blue; opacity; gloss; shimmer
SCALE = 0.25  # of the atlas: the face page is then as fine as the plane
_FINE = 3  # samples across a texel: the pages of eyes and lips are finer than the plane

Bytes = NDArray[np.uint8]


class Oven:
    """Bakes layers and gives what they amount to in the plane."""

    def __init__(self, baker: Baker, inside: NDArray[np.bool_]) -> None:
        self._baker = baker
        self._maps = baker.maps()
        self._places = _places()
        self._outside = ~inside
        self._size = (round(ATLAS_SIZE[1] * SCALE), round(ATLAS_SIZE[0] * SCALE))

    def bake(self, layers: tuple[Layer, ...], skin: Floats) -> Bytes:
        """(256, 256, 6) 0..255 of a look on a wearer whose mean albedo (3,) is ``skin``."""
        self._baker.bake(self._maps, layers, skin)
        planes = []
        for texture in self._maps.textures:
            read = np.frombuffer(texture.read(), np.uint8).reshape(*self._size, 4)
            values = read.astype(np.float32) / 255.0
            if len(planes) == 1:
                values[..., :3] *= values[..., :3]  # kept as a square root
            fine = cv2.remap(values, *self._places, cv2.INTER_LINEAR)
            planes.append(cv2.resize(fine, (SIZE, SIZE), interpolation=cv2.INTER_AREA))
        layer = flat_layer(planes[0][..., :3], planes[1][..., :3], planes[2][..., [0, 2]], skin)
        layer[self._outside] = 0.0
        return np.rint(layer * 255).astype(np.uint8)

    def release(self) -> None:
        """Give the maps back."""
        self._maps.release()


@contextmanager
def open_oven(mesh: FaceMesh, inside: NDArray[np.bool_]) -> Iterator[Oven]:
    """An oven with a context of its own.

    Args:
        inside: (256, 256) the texels of the mesh.

    Raises:
        MissingError: no OpenGL 3.3 can be had.
    """
    with headless_context() as context:
        regions = upload_regions(context, measure(mesh, atlas_mesh(mesh).refined))
        baker = Baker(context, regions, SCALE)
        oven = Oven(baker, inside)
        try:
            yield oven
        finally:
            oven.release()
            baker.release()
            regions.release()


def _places() -> tuple[Floats, Floats]:
    """Where each sample of the plane, row 0 at the forehead, lies in the atlas, in texels."""
    axis = (np.arange(SIZE * _FINE, dtype=np.float32) + 0.5) / (SIZE * _FINE)
    u, v = np.meshgrid(axis, 1.0 - axis)
    points = np.stack([u, v], axis=-1)
    places = PAGES[0].place(points)
    for page in PAGES[1:]:
        on = page.contains(points)
        places[on] = page.place(points[on])
    size = np.array(ATLAS_SIZE, np.float32) * SCALE
    x, y = np.moveaxis(places * size - 0.5, -1, 0)
    return np.ascontiguousarray(x, np.float32), np.ascontiguousarray(y, np.float32)


def flat_layer(transmit: Floats, pigment: Floats, finish: Floats, skin: Floats) -> Floats:
    """A coat (n, n, 3) each, linear, as (n, n, 6) pigment in sRGB, opacity, gloss, shimmer.

    On ``skin`` the two are equal: opacity * p = pigment + (transmit - 1 + opacity) * skin. The
    opacity is what the coat hides of the skin's texture, or more where no pigment within 0..1
    could give its colour.
    """
    lost = (1.0 - transmit) * skin - pigment
    least = np.maximum(lost / skin, -lost / np.maximum(1.0 - skin, 1e-3)).max(axis=-1)
    opacity = np.clip(np.maximum(1.0 - transmit.mean(axis=-1), least), 0.0, 1.0)
    safe = np.maximum(opacity, 1e-3)[..., None]
    linear = np.clip(skin - lost / safe, 0.0, 1.0)
    # Without a coat the pigment says nothing; black is what the network's input has there, too.
    linear *= np.clip(opacity * 255.0, 0.0, 1.0)[..., None]
    flat = np.concatenate([_encoded(linear), opacity[..., None], finish], axis=-1)
    return flat.astype(np.float32)


def _encoded(linear: Floats) -> Floats:
    steep = 1.055 * np.maximum(linear, 1e-6) ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, linear * 12.92, steep)


@dataclass(frozen=True, slots=True, eq=False)
class LookBank:
    """n baked looks.

    Attributes:
        layers: (n, 256, 256, 6) 0..255, see ``CHANNELS``.
        tones: (n,) the skin-tone bin of the person whom each was baked for.
    """

    layers: Bytes
    tones: NDArray[np.int64]


def load_looks(
    path: Path, count: int, faces: Bank, mesh: FaceMesh, palette: Palette, seed: int,
    inside: NDArray[np.bool_], complexion: bool = False,
) -> LookBank:  # fmt: skip
    """Looks 0 .. ``count`` of a seed; what is not yet in the file ``path`` is baked now.

    Look ``i`` depends on the seed and on ``i`` alone, so baking may be cut off and go on.
    """
    done = path.with_suffix(".json")
    have = json.loads(done.read_text())["count"] if done.exists() else 0
    mode = "r+" if done.exists() else "w+"
    layers = np.lib.format.open_memmap(path, mode, np.uint8, (count, SIZE, SIZE, CHANNELS))
    tones = np.empty(count, np.int64)
    wearers = [_wearer(faces, seed, number) for number in range(count)]
    tones[:] = [faces.tones[wearer] for wearer in wearers]
    if have < count:
        sample = sample_complexion if complexion else sample_look
        with open_oven(mesh, inside) as oven:
            for number in track(range(have, count), description="Baking looks"):
                layers[number] = oven.bake(
                    sample(palette, _dice(seed, number)), faces.skin[wearers[number]]
                )
                if number % 100 == 99 or number == count - 1:
                    layers.flush()
                    _note(done, number + 1)
    return LookBank(layers, tones)


def look_layers(number: int, palette: Palette, seed: int) -> tuple[Layer, ...]:
    """The layers of look ``number`` of a seed."""
    return sample_look(palette, _dice(seed, number))


def _dice(seed: int, number: int) -> np.random.Generator:
    return np.random.default_rng([seed, number, 1])


def _wearer(faces: Bank, seed: int, number: int) -> int:
    """Somebody of a tone that is as likely as any other."""
    rng = np.random.default_rng([seed, number, 0])
    tone = rng.choice(np.unique(faces.tones))
    return int(rng.choice(np.flatnonzero(faces.tones == tone)))


def _note(path: Path, count: int) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps({"count": count}))
    os.replace(part, path)
