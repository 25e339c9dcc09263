"""Judge the transfer network on people and looks that it was never trained on.

    python -m export.evaluate --data FOLDER --out runs/transfer/evaluation

For every skin-tone bin, wearers put on looks that were taken from photos of other people. The
photos are those people wearing a look that the program's renderer has drawn, so that the exact
result is known: the renderer draws the same look on the wearer. What is judged is the whole way
that a photo goes in the program: tracking, unwrapping, dividing the light out, network, renderer.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from beautymirror.inference.transfer import LIGHT_SIZE
from beautymirror.looks.look import Look, Text
from beautymirror.resources import models_dir
from beautymirror.transfer.editable import editable_look
from beautymirror.transfer.look import look_of, transfer_layer
from beautymirror.transfer.told import TOLD
from export.transfer_editable import strength
from export.transfer_faces import SIZE, TONES
from export.transfer_looks import Palette, load_palette, sample_look
from export.transfer_measures import by_histogram, by_mean_colour, in_mouth, measure
from export.transfer_page import WAYS, write_page
from export.transfer_studio import Person, Studio, load_people, open_studio

__all__ = ["evaluate", "main", "summary"]

_SEED = 77  # of looks that no run trains on
_RUNS = 30  # of the network, for its speed
Picture = NDArray[np.uint8]


def evaluate(
    studio: Studio, people: list[Person], palette: Palette, each: int, out: Path
) -> dict[str, Any]:
    """Put ``each`` looks on wearers of every tone; all measures, and pictures into ``out``."""
    rows = []
    for tone in TONES:
        wearers = [person for person in people if person.tone == tone]
        for number in track(range(each if wearers else 0), description=f"Skin: {tone}"):
            rng = np.random.default_rng([_SEED, TONES.index(tone), number])
            wearer = wearers[number % len(wearers)]
            others = [p for p in people if p.identity != wearer.identity]
            giver = others[int(rng.integers(len(others)))]
            name = f"{tone}-{number}".replace(" ", "-")
            look = visible_look(name, palette, rng)
            row, sheet = transfer_once(studio, wearer, giver, look)
            rows.append({"tone": tone, "wearer": wearer.name, "giver": giver.name, **row})
            if number < 2:
                cv2.imwrite(str(out / f"{name}.jpg"), sheet[..., ::-1])
    bare = [
        {"tone": p.tone, "name": p.name, "opacity": studio.take(p.tracked.frame.image).opacity}
        for p in _some_of_each(people, each)
    ]
    return {"pairs": rows, "bare": bare, "milliseconds": _speed(studio)}


def visible_look(name: str, palette: Palette, rng: np.random.Generator) -> Look:
    """A look that nobody has trained on, in layers of at least half their strength: nobody takes
    makeup from a photo that shows none."""
    layers = tuple(
        layer.model_copy(update={"intensity": 0.5 + 0.5 * layer.intensity})
        for layer in sample_look(palette, rng)
    )
    return Look(id=name, name=Text(en=name, zh=name), layers=layers)


def transfer_once(
    studio: Studio, wearer: Person, giver: Person, look: Look
) -> tuple[dict[str, Any], Picture]:
    """All measures of one transfer, and giver, wearer, exact, transferred and as
    an editable look side by side."""
    bare = wearer.tracked.frame.image
    photo = studio.wear(giver.tracked, look)
    exact = studio.wear(wearer.tracked, look)
    found = studio.take(photo)
    made = studio.wear(wearer.tracked, look_of(transfer_layer(found)))
    told = editable_look(studio.network.tell(found.guess))
    edited = studio.wear(wearer.tracked, told)
    flat_bare, seen = studio.flat(bare, wearer.tracked)
    flat_exact, _ = studio.flat(exact, wearer.tracked)
    flat_made, _ = studio.flat(made, wearer.tracked)
    flat_photo, _ = studio.flat(photo, giver.tracked)
    ways = {
        "network": flat_made,
        "editable look": studio.flat(edited, wearer.tracked)[0],
        "mean colour": by_mean_colour(flat_bare, flat_photo, studio.masks),
        "histogram": by_histogram(flat_bare, flat_photo, studio.masks),
    }
    row: dict[str, Any] = {
        way: measure(flat_bare, flat_exact, flat, studio.masks, seen) for way, flat in ways.items()
    }
    row["network"] |= in_mouth(bare, made, wearer.tracked.faces[0].landmarks)
    row["network"] |= _lips_as_they_are(studio, wearer, look, (flat_bare, flat_made), seen)
    row["told"] = told_rightly(look, told)
    row["psnr"] = float(min(peak_signal_noise_ratio(exact, made), 60.0))
    row["ssim"] = float(structural_similarity(exact, made, channel_axis=-1))
    row["outside"] = int(np.abs(made.astype(int) - bare)[_outside(wearer, bare.shape[:2])].max())
    sides = [cv2.resize(side, (256, 256), interpolation=cv2.INTER_AREA)
             for side in (photo, bare, exact, made, edited)]  # fmt: skip
    return row, np.hstack(sides)


def _lips_as_they_are(
    studio: Studio, wearer: Person, look: Look, flat: tuple[Picture, Picture],
    seen: NDArray[np.bool_],
) -> dict[str, float]:  # fmt: skip
    """The lips once more, to a result in which they are not made fuller: no paint does that."""
    layers = tuple(
        layer.model_copy(update={"fullness": 0.0}) if hasattr(layer, "fullness") else layer
        for layer in look.layers
    )
    exact = studio.wear(wearer.tracked, look.model_copy(update={"layers": layers}))
    bare, made = flat
    found = measure(bare, studio.flat(exact, wearer.tracked)[0], made, studio.masks, seen)
    return {"lips as they are": found["lips"]} if "lips" in found else {}


def told_rightly(true: Look, told: Look) -> dict[str, dict[str, float]]:
    """For each kind that can be told: 1 if it is rightly worn or not, else 0; and where it is
    worn and told, how far its strength is off."""
    worn = {layer.kind: strength(layer) for layer in true.layers}
    found = {layer.kind: strength(layer) for layer in told.layers}
    out: dict[str, dict[str, float]] = {}
    for kind in (one.kind for one in TOLD):
        out[kind] = {"right": float((kind in worn) == (kind in found))}
        if kind in worn and kind in found:
            out[kind]["strength"] = abs(worn[kind] - found[kind])
    return out


def _outside(person: Person, size: tuple[int, ...]) -> NDArray[np.bool_]:
    """Pixels outside of the hull of the face."""
    canvas = np.zeros(size, np.uint8)
    points = person.tracked.faces[0].landmarks[:468, :2]
    hull = cv2.convexHull(np.rint(points).astype(np.int32))
    cv2.fillConvexPoly(canvas, hull, 1)
    return cv2.dilate(canvas, np.ones((5, 5))) == 0


def _some_of_each(people: list[Person], each: int) -> list[Person]:
    return [p for tone in TONES for p in [q for q in people if q.tone == tone][:each]]


def _speed(studio: Studio) -> float:
    """Milliseconds that the network takes for a face, at best."""
    image, cover = np.zeros((SIZE, SIZE, 3), np.uint8), np.ones((SIZE, SIZE), np.float32)
    light = np.ones((LIGHT_SIZE, LIGHT_SIZE), np.float32)
    best = np.inf
    for _ in range(_RUNS):
        start = time.perf_counter()
        studio.network.read(image, cover, light)
        best = min(best, time.perf_counter() - start)
    return round(best * 1000, 2)


def summary(found: dict[str, Any]) -> dict[str, Any]:
    """Means by skin tone and over all, with worst and best bin of each measure."""
    names = ("lips", "eyes", "cheeks", "brows", "skin", "eyeballs", "mouth", "lips as they are")
    table: dict[str, Any] = {}
    for tone in (*TONES, "all"):
        rows = [row for row in found["pairs"] if tone in (row["tone"], "all")]
        if not rows:
            continue
        line: dict[str, Any] = {"pairs": len(rows)}
        for way in WAYS:
            line[way] = {name: _mean(rows, way, name) for name in names}
        line["untouched"] = {name: _mean(rows, "network", f"{name} change") for name in names[:4]}
        for name in ("psnr", "ssim"):
            line[name] = round(float(np.mean([row[name] for row in rows])), 3)
        line["outside"] = max(row["outside"] for row in rows)
        line["told"] = {
            kind: {name: _mean([row["told"] for row in rows], kind, name)
                   for name in ("right", "strength")}
            for kind in rows[0]["told"]
        }  # fmt: skip
        bare = [one["opacity"] for one in found["bare"] if tone in (one["tone"], "all")]
        line["bare opacity"] = round(float(np.mean(bare)), 4) if bare else None
        table[tone] = line
    return {
        "by tone": table,
        "milliseconds": found["milliseconds"],
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
    }


def _mean(rows: list[dict[str, Any]], way: str, name: str) -> float | None:
    values = [row[way][name] for row in rows if name in row[way]]
    return round(float(np.mean(values)), 2) if values else None


def draw_grid(studio: Studio, people: list[Person], photos: list[Picture], path: Path) -> None:
    """A row for each photo: the photo, then its makeup on one wearer of each tone."""
    wearers = _some_of_each(people, 1)
    rows = [[np.full_like(wearers[0].tracked.frame.image, 255)]]
    rows[0] += [wearer.tracked.frame.image for wearer in wearers]
    for photo in photos:
        look = look_of(transfer_layer(studio.take(photo)))
        rows.append([photo, *(studio.wear(wearer.tracked, look) for wearer in wearers)])
    small = [
        np.hstack([cv2.resize(cell, (192, 192), interpolation=cv2.INTER_AREA) for cell in row])
        for row in rows
    ]
    cv2.imwrite(str(path), np.vstack(small)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])


def photos_for_grid(
    studio: Studio, people: list[Person], palette: Palette, clip: Path
) -> list[Picture]:
    """Five rendered references, each on somebody else, and a frame of a made-up person."""
    photos = []
    for number, giver in enumerate(_some_of_each(people, 2)[1::2][:5]):
        look = visible_look("grid", palette, np.random.default_rng([_SEED, 99, number]))
        photos.append(studio.wear(giver.tracked, look))
    if clip.exists():
        video = cv2.VideoCapture(str(clip))
        video.set(cv2.CAP_PROP_POS_FRAMES, 40)
        photos.append(np.ascontiguousarray(video.read()[1][..., ::-1]))
        video.release()
    return photos


def main() -> None:
    """Evaluate a network and write JSON, pictures and a page."""
    parser = argparse.ArgumentParser(description="Evaluate the transfer network.")
    parser.add_argument("--data", type=Path, required=True, help="folder with faces and shades")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=models_dir() / "onnx/makeup_transfer.onnx")
    parser.add_argument("--each", type=int, default=8, help="transfers for each skin tone")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    palette = load_palette(options.data / "shades")
    with open_studio(options.model) as studio:
        people = load_people(options.data / "faces", studio)
        found = evaluate(studio, people, palette, options.each, options.out)
        clip = options.data / "clips" / "echomimic_synth_c_madeup.mp4"
        photos = photos_for_grid(studio, people, palette, clip)
        draw_grid(studio, people, photos, options.out / "grid.jpg")
    found["summary"] = summary(found)
    (options.out / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    write_page(found["summary"], options.out)
    print(json.dumps(found["summary"]["by tone"]["all"], indent=1))


if __name__ == "__main__":
    main()
