"""Looks read back from what was baked of them, and put on again as if taken from a photo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from beautymirror.capture.portrait import load_portrait
from beautymirror.face.atlas import ATLAS_SIZE, PAGES
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference.transfer import LayerMaps
from beautymirror.looks.look import Layer, Look
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.picture import SIDE, Pixels
from beautymirror.render.context import headless_context
from beautymirror.render.renderer import Renderer
from tests.render.stage import look_of

Image = NDArray[np.uint8]
Array = NDArray[np.float32]
POSE = np.eye(4, dtype=np.float32)


@dataclass(eq=False)
class Studio:
    """Draws looks on the portrait, 640 by 480, and reads their maps."""

    renderer: Renderer
    image: Image
    landmarks: Array

    def wear(
        self, *layers: Layer, image: Image | None = None, points: Array | None = None
    ) -> Image:
        """The picture with these layers."""
        picture = self.image if image is None else image
        picture.setflags(write=False)
        face = Face(1, self.landmarks if points is None else points, POSE)
        self.renderer.wear(look_of().model_copy(update={"layers": layers}))
        tracked = Tracked(Frame(picture, 0.0, 0), (face,))
        return self.renderer.read(self.renderer.draw(tracked, still=True))

    def maps(self) -> LayerMaps:
        """What was baked last, at 256 x 256, as a network would tell it."""
        (wearer,) = self.renderer._wardrobe._wearers.values()
        width, height = self.renderer._wardrobe._baker._size
        page = round(PAGES[0].texels[2] * width / ATLAS_SIZE[0])
        assert wearer.maps is not None
        read = []
        for texture in wearer.maps.textures:
            plane = np.frombuffer(texture.read(), np.uint8).reshape(height, width, 4)
            face = plane[:page, :page].astype(np.float32) / 255
            read.append(cv2.resize(face, (SIDE, SIDE), interpolation=cv2.INTER_AREA)[::-1])
        transmit, pigment, finish = read
        opacity = 1.0 - transmit[..., :3].mean(axis=-1)
        colour = pigment[..., :3] ** 2 / np.maximum(opacity, 1e-3)[..., None]
        return LayerMaps(
            encoded(np.minimum(colour, 1.0)),
            opacity,
            finish[..., 0],
            finish[..., 2],
            np.zeros(64, np.float32),
        )


@contextmanager
def opened() -> Iterator[Studio]:
    """A studio; everything is given back at the end."""
    with headless_context() as context:
        renderer = Renderer(context, fine=True)
        try:
            portrait = load_portrait((640, 480))
            yield Studio(renderer, portrait.image, portrait.landmarks)
            assert context.error == "GL_NO_ERROR"
        finally:
            renderer.release()


def encoded(linear: Array) -> Array:
    """SRGB 0..1 of linear light."""
    low, high = 12.92 * linear, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055
    return np.asarray(np.where(linear <= 0.0031308, low, high), np.float32)


def baked_only(look: Look) -> tuple[Layer, ...]:
    """The layers that are painted into the maps."""
    return tuple(layer for layer in look.layers if KINDS[layer.kind].drawn == "bake")


def as_picture(rgb: Any, alpha: Any) -> Pixels:
    """A picture of colours (256, 256, 3) and opacity (256, 256), both 0..1."""
    rgba = np.concatenate([rgb, alpha[..., None]], axis=-1)
    rgba[alpha < 0.003] = 0
    return Pixels.of(np.rint(np.clip(rgba, 0, 1) * 255).astype(np.uint8))


def difference(first: Image, second: Image) -> Array:
    """CIEDE2000 of each pixel, (h, w)."""
    out = np.zeros(first.shape[:2], np.float32)
    apart = (first != second).any(axis=-1)
    if apart.any():
        labs = (rgb2lab(image[apart] / np.float32(255)) for image in (first, second))
        out[apart] = deltaE_ciede2000(*labs)
    return out
