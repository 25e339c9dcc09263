"""Reading a photo that makeup is to be taken from: whose face, laid flat, without its light."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper
from beautymirror.face.zones import bare_skin
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference.transfer import USUAL_LIGHT
from beautymirror.looks.picture import SIDE
from beautymirror.render.lit import LIT, LitLips
from beautymirror.render.picture import Picture
from beautymirror.skin.linear import LUMINANCE, linear_from_srgb
from beautymirror.transfer.hidden import Sees, completed, covered
from beautymirror.transfer.light import PhotoLight, divide_light, find_light
from beautymirror.transfer.mouth import lips_as_painted
from beautymirror.transfer.photo import Box, Remark, SeveralFaces, refusal, remark

__all__ = ["ENOUGH", "Finds", "Reference", "find_faces", "read_face", "read_reference"]

ENOUGH = (3000, 3000)
"""Width and height of a photo in which a face of a tenth of its width loses nothing."""

_FEWEST_PX, _FEW_PX = 22.0, 75.0  # between the outer corners of the eyes: 0.62 of a face's width
_MOST_PX = 170.0  # the same: a larger face is made smaller, or texels would be picked at random
_SMALLEST_PART_PX = 96
_TURNED, _AWAY = 0.86, 0.25  # cosine of the turn of the head
_LEAST_SEEN = 0.30  # share of the skin
_DARKEST, _DARK = 9.0, 45.0  # 8-bit median of the skin's brightest band
_CLIPPED = 0.06  # share of the skin with a band at 252 or more
_COVERED = 0.1  # share of the skin behind things from which it is told; hair at the rim is 0.03
_TINTED = 0.45  # stops, see PhotoLight.tint
_BLACK = 1e-3  # linear; added where one colour is divided by another
_GREY = 3.0  # largest difference of two bands, 8 bits, of the median of the face


class Finds(Protocol):
    """What finds faces in a single picture: a `Tracker`, best one for four faces."""

    def find(self, frame: Frame) -> Tracked: ...


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A face to take makeup from.

    Attributes:
        image: (256, 256, 3) uint8 sRGB, unwrapped, in even white light, hidden parts filled in;
            0 off the mesh. Row 0 is the top of the forehead.
        coverage: (256, 256) float32 in 0..1: what was really seen.
        skin: (3,) sRGB of the complexion, 0..255, in even white light.
        box: of the face in the photo, pixels.
        light: what was divided out.
        lips_light: (32, 32) float32: linear luminance that white paint would have at each place of
            the plane if it were drawn on lips there, with that light divided out as well.
        remarks: what the person should know about this photo.
    """

    image: NDArray[np.uint8]
    coverage: NDArray[np.float32]
    skin: tuple[int, int, int]
    box: Box
    light: PhotoLight
    lips_light: NDArray[np.float32]
    remarks: tuple[Remark, ...] = field(default=())


def find_faces(image: NDArray[np.uint8], tracker: Finds) -> tuple[Face, ...]:
    """The faces of a photo (h, w, 3) sRGB, from the left.

    A face of less than about an eighth of the photo is only found when its part of the photo is
    looked at by itself; that is done where there is no larger one.
    """
    found = list(tracker.find(_frame(image)).faces)
    if not found:
        for left, top, part in _parts(image):
            for face in tracker.find(_frame(part)).faces:
                moved = face.landmarks + np.array([left, top, 0], np.float32)
                if not any(_same(moved, other.landmarks) for other in found):
                    found.append(replace(face, landmarks=moved))
    return tuple(sorted(found, key=lambda face: float(face.landmarks[:468, 0].mean())))


def _frame(image: NDArray[np.uint8]) -> Frame:
    picture = np.array(image, np.uint8, order="C")
    picture.flags.writeable = False
    return Frame(picture, 0.0, 0)


def _parts(image: NDArray[np.uint8]) -> Iterator[tuple[int, int, NDArray[np.uint8]]]:
    """Overlapping parts of half the photo's sides, with where they begin."""
    height, width = (side // 2 for side in image.shape[:2])
    if min(height, width) < _SMALLEST_PART_PX:
        return
    for top in (0, height // 2, height):
        for left in (0, width // 2, width):
            yield left, top, image[top : top + height, left : left + width]


def _same(first: NDArray[np.float32], second: NDArray[np.float32]) -> bool:
    """Whether two sets of landmarks are of one face."""
    apart = np.linalg.norm(first[:468, :2].mean(axis=0) - second[:468, :2].mean(axis=0))
    return bool(apart < 0.5 * np.ptp(first[:468, 0]))


def read_reference(
    image: NDArray[np.uint8], tracker: Finds, face: int | None = None, before: Sees | None = None
) -> Reference:
    """Read the face of a photo (h, w, 3) sRGB.

    Args:
        face: which one where there are several, from the left, starting with 1.
        before: sees what lies before a face.

    Raises:
        SeveralFaces: and none was chosen.
        PhotoError: no makeup can be taken from this photo.
        MissingError: the tracking model is missing.
    """
    faces = find_faces(image, tracker)
    if not faces:
        raise refusal("no_face")
    if face is None and len(faces) > 1:
        raise SeveralFaces(tuple(_box(one, image) for one in faces))
    number = 1 if face is None else face
    if not 1 <= number <= len(faces):
        raise refusal("no_such_face")
    return read_face(image, faces[number - 1], before)


def read_face(image: NDArray[np.uint8], face: Face, before: Sees | None = None) -> Reference:
    """Read a face that was found in a photo.

    Raises:
        PhotoError: no makeup can be taken from it.
    """
    mesh = canonical_mesh()
    unwrapper = _unwrapper(mesh)
    eyes = float(np.linalg.norm(face.landmarks[33, :2] - face.landmarks[263, :2]))
    turn = unwrapper.turn(np.ascontiguousarray(face.landmarks[:468, :2]))
    if turn < _AWAY:
        raise refusal("hidden")
    # Eyes of a turned head are close together, though it is not small.
    across = eyes / max(turn, 0.5)
    if across < _FEWEST_PX:
        raise refusal("too_small")
    picture, landmarks = _reduced(image, face.landmarks, _MOST_PX / across)
    landmarks = lips_as_painted(picture, landmarks)
    flat = unwrapper.unwrap(picture, landmarks)
    hidden = covered(flat, unwrapper.inside, before)
    flat = Unwrapped(flat.image, flat.coverage * (1.0 - hidden))
    skin = bare_skin(mesh, SIDE)
    seen = skin & (flat.coverage > 0.5)
    if seen.sum() < _LEAST_SEEN * skin.sum():
        raise refusal("hidden")
    codes = ["small"] if across < _FEW_PX else []
    codes += ["turned"] if turn < _TURNED else []
    codes += ["covered"] if hidden[skin].mean() > _COVERED else []
    codes += _exposure(flat.image[seen])
    light = find_light(picture, landmarks, flat, mesh)
    warm, magenta = light.tint()
    codes += ["tinted"] if max(abs(warm), abs(magenta)) > _TINTED else []
    even = divide_light(flat.image, light)
    even[~unwrapper.inside] = 0
    red, green, blue = np.median(even[seen], axis=0).round().astype(int).tolist()
    return Reference(
        completed(Unwrapped(even, flat.coverage), hidden, unwrapper.inside),
        flat.coverage,
        (red, green, blue),
        _box(face, image),
        light,
        _lips_light(picture, landmarks, flat.image, even, mesh),
        tuple(remark(code) for code in codes),
    )


def _exposure(skin: NDArray[np.uint8]) -> list[str]:
    """Codes of what is wrong with how the skin's pixels (n, 3) sRGB were exposed."""
    level = float(np.median(skin.max(axis=1)))
    if level < _DARKEST:
        raise refusal("too_dark")
    codes = ["dark"] if level < _DARK else []
    codes += ["overexposed"] if np.mean(skin.max(axis=1) >= 252) > _CLIPPED else []
    codes += ["grey"] if np.ptp(np.median(skin, axis=0)) < _GREY else []
    return codes


def _reduced(
    image: NDArray[np.uint8], landmarks: NDArray[np.float32], scale: float
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The photo and its landmarks made smaller by ``scale``, if that is less than 1."""
    if scale >= 1.0:
        return image, landmarks
    height, width = image.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    ratio = np.array([size[0] / width, size[1] / height, scale], np.float32)
    centre = np.array([0.5, 0.5, 0.0], np.float32)  # of a pixel
    return small, (landmarks + centre) * ratio - centre


def _box(face: Face, image: NDArray[np.uint8]) -> Box:
    height, width = image.shape[:2]
    low = np.clip(face.landmarks[:468, :2].min(axis=0), 0, [width, height]).astype(int)
    high = np.clip(face.landmarks[:468, :2].max(axis=0) + 1, 0, [width, height]).astype(int)
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


def _lips_light(
    picture: NDArray[np.uint8], landmarks: NDArray[np.float32], flat: NDArray[np.uint8],
    even: NDArray[np.uint8], mesh: FaceMesh,
) -> NDArray[np.float32]:  # fmt: skip
    """See ``Reference.lips_light``.

    Args:
        flat, even: (256, 256, 3) sRGB, the face before and after light was divided out.
    """
    size, _ = LIT
    found = _lit_lips(mesh).of(Picture.of(picture), landmarks)
    if found is None:
        return np.full((size, size), USUAL_LIGHT, np.float32)
    before, after = (
        cv2.resize(linear_from_srgb(side) @ LUMINANCE, (size, size), interpolation=cv2.INTER_AREA)
        for side in (flat, even)
    )
    return (found * ((after + _BLACK) / (before + _BLACK))).astype(np.float32)


@lru_cache(maxsize=1)
def _lit_lips(mesh: FaceMesh) -> LitLips:
    return LitLips(mesh)


@lru_cache(maxsize=1)
def _unwrapper(mesh: FaceMesh) -> Unwrapper:
    return Unwrapper(mesh, SIDE)
