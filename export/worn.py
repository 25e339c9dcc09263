"""Photos of the training people in looks, each gone the whole way of the program, for the closer
look at the lips to learn from.

    python -m export.worn --data FOLDER --run runs/transfer --looks 1000
    python -m export.worn --data FOLDER --run runs/transfer --looks 100 --kept

Four people of four skin tones wear the same look. Each picture is a photo to read (tracked, laid
flat, its light divided out, seen by the network that ships) and the exact result for the three
others. They go to ``runs/transfer/worn``, or ``worn_kept``, in parts that are written whole.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapper
from beautymirror.inference.transfer import LIGHT_SIZE
from beautymirror.looks.layer import layer_models
from beautymirror.looks.look import Look
from beautymirror.looks.picture import Pixels
from beautymirror.resources import models_dir
from beautymirror.transfer.look import look_of
from beautymirror.transfer.photo import PhotoError
from beautymirror.transfer.reference import read_face
from export.evaluate import visible_look
from export.first_answer import FirstAnswer
from export.transfer_bank import open_oven
from export.transfer_faces import SIZE, TONES, bare_half, load_bank
from export.transfer_looks import Palette, load_palette
from export.transfer_mouth import MOUTH
from export.transfer_studio import Person, Studio, load_people, open_studio
from export.worn_variety import degraded, with_other_lips

__all__ = ["GREY", "Dressing", "main", "pictures", "shown_and_kept"]

GREY = 188  # sRGB of the paint that shows how much light a coat has where it lies
_PEOPLE = 4  # in each look
_BARE = 0.35  # of the looks without a coat on the lips are kept
_NOTHING = 10  # of so many looks one is none at all
_OTHER_LIPS = 0.5
_PART = 100  # looks in a file
_EVERY, _ALSO = 15, 5  # kept aside: of those who look bare, as in training, and of the others
_SEED = 6003
_LIPS = ("lipstick", "lip_liner")
_SKIN = np.array([0.45, 0.28, 0.2], np.float32)  # finishes hardly hang on whom they are baked for

Picture = NDArray[np.uint8]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Dressing:
    """All that a picture is made with.

    Attributes:
        light: by person, as far as it was looked at. finish: by look, see ``WornBatch``.
    """

    studio: Studio
    people: tuple[list[Person], ...]  # by tone
    palette: Palette
    first: FirstAnswer
    light: dict[str, Picture]
    finish: dict[int, Picture]


def pictures(number: int, seed: int, dressing: Dressing, varied: bool) -> list[Row]:
    """The pictures of look ``number``; none where it leaves the lips bare and is left out.

    Args:
        varied: give some people other lips, and degrade the photos.
    """
    look, rng = _sampled(number, seed, dressing.palette)
    coated = any(layer.kind in _LIPS for layer in look.layers)
    if not coated and look.layers and rng.uniform() > _BARE:
        return []
    tones = [people for people in dressing.people if people]
    chosen = [tones[at] for at in rng.permutation(len(tones))[:_PEOPLE]]
    rows = []
    for people in chosen:
        person = people[int(rng.integers(len(people)))]
        changed = varied and rng.uniform() < _OTHER_LIPS
        if changed:
            person = with_other_lips(person, rng)
        row, photo = _worn(dressing, person, look, None if changed else person.name)
        row |= _read(dressing, degraded(photo, rng) if varied else photo)
        # Of those who wear nothing at all numbers are negative.
        known = {"look": number if look.layers else -1 - number, "coated": coated}
        rows.append(known | {"finish": dressing.finish[number]} | row)
    return rows


def _sampled(number: int, seed: int, palette: Palette) -> tuple[Look, np.random.Generator]:
    """A look, now and then none at all, and the dice as they lie after it."""
    rng = np.random.default_rng([seed, number])
    look = visible_look(f"worn-{number}", palette, rng)
    return (look if number % _NOTHING else look.model_copy(update={"layers": ()})), rng


def _finishes(numbers: list[int], seed: int, palette: Palette) -> dict[int, Picture]:
    """Gloss and shimmer (2, 80, 80) of looks around the mouth."""
    mesh, out = canonical_mesh(), {}
    with open_oven(mesh, Unwrapper(mesh, SIZE).inside) as oven:
        for number in track(numbers, description="Finishes"):
            baked = oven.bake(_sampled(number, seed, palette)[0].layers, _SKIN)
            out[number] = np.ascontiguousarray(_near(baked)[..., 4:].transpose(2, 0, 1))
    return out


def _worn(dressing: Dressing, person: Person, look: Look, known: str | None) -> tuple[Row, Picture]:
    """How somebody looks around the mouth, bare, under a grey coat and in a look; the latter."""
    studio, tracked = dressing.studio, person.tracked
    worn = studio.wear(tracked, look)
    bare, seen = studio.flat(tracked.frame.image, tracked)
    exact, _ = studio.flat(worn, tracked)
    light = dressing.light.get(known or "")
    if light is None:
        light = _near(studio.flat(studio.wear(tracked, _grey()), tracked)[0])
    if known is not None:
        dressing.light[known] = light
    tone = np.int8(TONES.index(person.tone))
    row = {"tone": tone, "bare": _near(bare), "exact": _near(exact), "seen": _near(seen)}
    return row | {"light": light}, worn


def _read(dressing: Dressing, photo: Picture) -> Row:
    """What the closer look is given of a photo; ``read`` is false where there is no face."""
    planes, read = np.zeros((SIZE, SIZE, 4), np.uint8), False
    light = np.ones((LIGHT_SIZE, LIGHT_SIZE), np.float32)
    faces = dressing.studio.find(photo).faces
    try:
        if faces:
            given = read_face(photo, faces[0], dressing.studio.before)
            planes, read = np.dstack([given.image, _stored(given.coverage)]), True
            light = given.lips_light
    except PhotoError:
        pass  # the others of the group can still be read
    face = planes.transpose(2, 0, 1)[None].astype(np.float32) / 255.0
    first, style, skin = dressing.first.of(face)
    heard = _stored(first[:, MOUTH.rows, MOUTH.columns])
    row = {"face": _near(planes), "lit": light.astype(np.float16), "first": heard}
    return row | {"style": style, "skin": skin, "read": read}


def _stored(plane: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(np.clip(plane, 0.0, 1.0) * 255.0).astype(np.uint8)


def _near(planes: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(planes[MOUTH.rows, MOUTH.columns])


def _grey() -> Look:
    """An opaque coat of one grey."""
    paint = np.full((SIZE, SIZE, 4), GREY, np.uint8)
    paint[..., 3] = 255
    shine = np.zeros((SIZE, SIZE, 4), np.uint8)
    values = {"paint": Pixels.of(paint), "shine": Pixels.of(shine), "base_color": "#C0A080"}
    return look_of(layer_models["transfer"](intensity=1.0, **values))


def shown_and_kept(data: Path, run: Path) -> tuple[set[str], set[str]]:
    """Files of the people to train on, and of those kept aside to choose by.

    Those who look made up are among both: nobody is judged without them, and natural lips are red.
    """
    mesh = canonical_mesh()
    bank = load_bank(data / "faces", "train", mesh, run / "faces.npz")
    bare = bare_half(bank, mesh)
    others = np.setdiff1d(np.arange(len(bank.names)), bare)
    kept = set(bank.names[bare[::_EVERY]]) | set(bank.names[others[::_ALSO]])
    return set(bank.names) - kept, kept


def main() -> None:
    """Make pictures."""
    parser = argparse.ArgumentParser(description="Photos of people in looks, to train lips on.")
    parser.add_argument("--data", type=Path, required=True, help="folder with faces and shades")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--looks", type=int, default=1000)
    parser.add_argument("--kept", action="store_true", help="of the people kept aside")
    options = parser.parse_args()
    model = models_dir() / "onnx/makeup_transfer.onnx"
    out = options.run / ("worn_kept" if options.kept else "worn")
    out.mkdir(parents=True, exist_ok=True)
    names = shown_and_kept(options.data, options.run)[options.kept]
    palette = load_palette(options.data / "shades")
    seed = _SEED + options.kept
    starts = [at for at in range(0, options.looks, _PART) if not _file(out, at).exists()]
    parts = [range(at, min(at + _PART, options.looks)) for at in starts]
    finish = _finishes([number for part in parts for number in part], seed, palette)
    with open_studio(model) as studio:
        people = load_people(options.data / "faces", studio, names)
        by_tone = tuple([one for one in people if one.tone == tone] for tone in TONES)
        dressing = Dressing(studio, by_tone, palette, FirstAnswer.read(model), {}, finish)
        for numbers in track(parts, description="Pictures"):
            rows: list[Row] = []
            for number in numbers:
                rows += pictures(number, seed, dressing, not options.kept)
            file = _file(out, numbers.start)
            part = file.with_name("part-" + file.name)
            np.savez(part, **{name: np.stack([row[name] for row in rows]) for name in rows[0]})
            os.replace(part, file)


def _file(folder: Path, start: int) -> Path:
    return folder / f"{start:06d}.npz"


if __name__ == "__main__":
    main()
