"""How true and how fast the reading of skin is, by tone, on pictures changed by known amounts.

    python -m tests.benchmarks.skin --faces FOLDER [--out skin.json] [--quick]

FOLDER holds faces.csv, landmarks478.npz and pictures of people that nothing was trained on (split
``eval``). Light: -1, 0, +1 stop, 2700-8000 K (Bradford), +-10 % green. Tone bins are those of the
list, read under studio or unknown light.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import colour
import cv2
import numpy as np
from scipy.stats import spearmanr

from beautymirror.errors import MirrorError
from beautymirror.face.mesh import canonical_mesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper, mirror_fill
from beautymirror.face.zones import bare_skin
from beautymirror.frame import Face, Frame, Tracked
from beautymirror.inference.skin import SCORES, TYPES, SkinNetwork, SkinSigns, prepare
from beautymirror.skin import light as lights
from beautymirror.skin.analysis import Analyst
from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.colour import ita, ita_class, linear_from_lab, linear_from_srgb
from beautymirror.skin.cues import cue_scores, cue_type
from beautymirror.skin.reason import SkinError
from beautymirror.skin.shades import ShadeFinder
from export.skin_samples import Sample, SampleMaker, fit_evener, load_faces, tone_bin

BINS = ("very light", "light", "intermediate", "tan", "brown", "dark")
KELVIN = (2700, 3500, 5000, 6504, 8000)
_XYZ = colour.RGB_COLOURSPACES["sRGB"].matrix_RGB_to_XYZ
_ENCODED = np.rint(colour.models.eotf_inverse_sRGB(np.linspace(0, 1, 16385)) * 255)
_ENCODED = _ENCODED.astype(np.uint8)


@dataclass(frozen=True)
class Person:
    """One picture: its name, tone bin, image and landmarks."""

    name: str
    tone: str
    image: np.ndarray
    landmarks: np.ndarray


def people(folder: Path) -> list[Person]:
    """The eval pictures, one for each person."""
    with np.load(folder / "landmarks478.npz") as stored:
        landmarks = dict(zip(stored["files"].tolist(), stored["landmarks"], strict=True))
    found = []
    with (folder / "faces.csv").open(encoding="utf-8", newline="") as listing:
        for row in csv.DictReader(listing):
            if row["split"] != "eval" or "smiling" in row["file"]:
                continue
            image = np.ascontiguousarray(cv2.imread(str(folder / row["file"]))[..., ::-1])
            points = landmarks[row["file"]].astype(np.float32)
            found.append(Person(row["file"], tone_bin(float(row["ita"])), image, points))
    return found


def light_matrix(stops: float, kelvin: float, green: float) -> np.ndarray:
    """(3, 3) of linear RGB: another exposure, colour temperature and tint."""
    temperature = colour.temperature

    def white(t: float) -> np.ndarray:
        xy = temperature.CCT_to_xy_CIE_D(t) if t >= 4000 else temperature.CCT_to_xy_Kang2002(t)
        return colour.xy_to_XYZ(xy)

    adapt = colour.adaptation.matrix_chromatic_adaptation_VonKries(
        white(6504), white(kelvin), transform="Bradford"
    )
    return 2.0**stops * np.diag([1, 1 + green, 1]) @ np.linalg.inv(_XYZ) @ adapt @ _XYZ


def relit(
    linear: np.ndarray, matrix: np.ndarray, rng: np.random.Generator, noise: float = 1.0
) -> np.ndarray:
    """The picture in another light as 8-bit sRGB with camera noise (levels)."""
    changed = np.clip(linear @ matrix.T.astype(np.float32), 0, 1)
    stored = _ENCODED[(changed * 16384).astype(np.int32)].astype(np.float32)
    stored += noise * rng.standard_normal(stored.shape, dtype=np.float32)
    return np.clip(np.rint(stored), 0, 255).astype(np.uint8)


def lamps(rng: np.random.Generator, count: int) -> list[tuple[float, float, float]]:
    """Lights drawn from the grid, without the unchanged one."""
    grid = [(s, k, g) for s in (-1, 0, 1) for k in KELVIN for g in (-0.1, 0.0, 0.1)]
    grid.remove((0, 6504, 0.0))
    return [grid[i] for i in rng.choice(len(grid), count, replace=False)]


def card_light(matrix: np.ndarray) -> lights.Light:
    """What a grey card (18 %) in this light would calibrate to."""
    gain = lights.sharpened(matrix @ np.full(3, 0.18)) / 0.18
    return lights.Light(gain, np.eye(3) * 0.06**2, "card")


def measure_colour(everyone: list[Person], count: int) -> dict[str, Any]:
    """ITA of the same face in other lights, and of the same face captured again."""
    rng = np.random.default_rng(5)
    mesh = canonical_mesh()
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for person in everyone:
        linear = linear_from_srgb(person.image).astype(np.float32)
        plain = Analyst(mesh=mesh)
        try:
            first = plain.read(person.image, person.landmarks)
        except SkinError:
            continue
        values: dict[str, list[float]] = defaultdict(list)
        refused: dict[str, int] = defaultdict(int)
        for lamp in lamps(rng, count):
            matrix = light_matrix(*lamp)
            picture = relit(linear, matrix, rng)
            for way in ("votes", "card"):
                known = card_light(matrix) if way == "card" else None
                try:
                    seen = Analyst(mesh=mesh, known_light=known).read(picture, person.landmarks)
                except SkinError as refusal:
                    refused[f"{way}: {refusal.reason.code}"] += 1
                    continue
                values[way].append(float(ita(seen.tone.lab)))
                if way == "votes":
                    values["none"].append(float(ita(seen.tone.raw)))
        again = []
        for _ in range(5):
            noisy = relit(linear, np.eye(3), rng, 3.0)
            try:
                again.append(float(ita(plain.read(noisy, person.landmarks).tone.lab)))
            except SkinError:
                continue
        unchanged = {"votes": float(ita(first.tone.lab)), "none": float(ita(first.tone.raw))}
        unchanged["card"] = unchanged["none"]
        rows[person.tone].append(
            {"values": values, "unchanged": unchanged, "again": again, "refused": refused}
        )
    return {tone: _colour_of(rows[tone], count) for tone in BINS if rows[tone]}


def _colour_of(rows: list[dict[str, Any]], count: int) -> dict[str, Any]:
    out: dict[str, Any] = {"people": len(rows)}
    for way in ("none", "votes", "card"):
        read = [(row["values"][way], row["unchanged"][way]) for row in rows]
        read = [(v, u) for v, u in read if len(v) > 1]
        off = [row["unchanged"][way] - row["unchanged"]["none"] for row in rows]
        if not read:
            continue
        changed = [ita_class(value) != ita_class(u) for v, u in read for value in v]
        out[way] = {
            "ita_sd": round(float(np.mean([np.std(v) for v, _ in read])), 2),
            "ita_range": round(float(np.mean([np.ptp(v) for v, _ in read])), 2),
            "class_changes": round(float(np.mean(changed)), 3),
            "against_picture": round(float(np.mean(off)), 1),
            "against_picture_sd": round(float(np.std(off)), 1),
        }
    out["repeat_sd"] = round(float(np.mean([np.std(row["again"], ddof=1) for row in rows])), 2)
    refusals: dict[str, int] = defaultdict(int)
    for row in rows:
        for code, times in row["refused"].items():
            refusals[code] += times
    out["refused"] = {code: round(n / (count * len(rows)), 3) for code, n in refusals.items()}
    return out


def measure_shades(everyone: list[Person], count: int) -> dict[str, Any]:
    """Faces whose skin was brought to a catalogue shade, found again under unknown light."""
    rng = np.random.default_rng(6)
    mesh = canonical_mesh()
    shades = [shade for shade in shipped_catalogue() if shade.type == "foundation"]
    finder = ShadeFinder(shades)
    hits: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for person in everyone:
        linear = linear_from_srgb(person.image).astype(np.float32)
        try:
            base = Analyst(mesh=mesh, known_light=card_light(np.eye(3))).read(
                person.image, person.landmarks
            )
        except SkinError:
            continue
        # The nearest shades of its own tone: what the person would be told is theirs.
        near = finder.nearest(base.tone.base, "foundation", 6)
        true = near[int(rng.integers(len(near)))].shade
        target = linear_from_srgb(np.frombuffer(bytes.fromhex(true.hex[1:]), np.uint8))
        skin = np.maximum(linear_from_lab(base.tone.base), 1e-4)
        painted = linear * (target / skin).astype(np.float32)
        for lamp in lamps(rng, count):
            matrix = light_matrix(*lamp)
            picture = relit(painted, matrix, rng)
            for way in ("votes", "card"):
                known = card_light(matrix) if way == "card" else None
                try:
                    seen = Analyst(mesh=mesh, known_light=known).read(picture, person.landmarks)
                except SkinError:
                    continue
                top = [match.shade for match in finder.nearest(seen.tone.base, "foundation", 3)]
                hits[way][person.tone].append(true in top)
    return {
        way: {tone: _share(by_tone[tone]) for tone in BINS if by_tone[tone]}
        | {"all": _share([hit for found in by_tone.values() for hit in found])}
        for way, by_tone in hits.items()
    }


def _share(hits: list[bool]) -> dict[str, float]:
    return {"cases": len(hits), "top_three": round(float(np.mean(hits)), 3)}


def measure_signs(folder: Path, model: Path, rounds: int) -> dict[str, Any]:
    """Order of rendered strengths, network against classical cues, on people never trained on.

    Once on faces whose own signs were taken down to a third, where the strength rendered is nearly
    all there is, and once on faces as they are, whose own signs nobody knows.
    """
    mesh = canonical_mesh()
    faces = load_faces(folder, "eval", mesh)
    evener = fit_evener(load_faces(folder, "train", mesh), mesh)
    network = SkinNetwork(model)
    out: dict[str, Any] = {"faces": len(faces.names)}
    for name, share in (("evened", 0.35), ("as_they_are", 1.0)):
        maker = SampleMaker(faces, mesh, 99, vary=False, keep=(share, share), evener=evener)
        table = list(_signs_of(maker, network, mesh, rounds))
        free = [row for row in table if row.sample.type < 0]
        out[name] = {
            "share_of_own_signs": share,
            "samples": len(free),
            "signs": _orders(free),
            "type": _types(table),
        }
    out["untouched"] = _untouched(faces, network, mesh)
    return out


@dataclass(frozen=True)
class Answer:
    """A sample of a tone, and what network and classical cues say of it."""

    tone: str
    sample: Sample
    seen: SkinSigns
    cues: np.ndarray


def _signs_of(maker: SampleMaker, network: SkinNetwork, mesh: Any, rounds: int) -> Iterator[Answer]:
    faces = maker.faces
    for turn in range(rounds):
        for face in range(len(faces.names)):
            sample = maker.make(turn * 1000 + face, face=face, typed=turn % 2 == 1)
            flat = Unwrapped(sample.picture, sample.coverage)
            yield Answer(
                tone_bin(float(faces.ita[face])),
                sample,
                network.read(sample.planes),
                cue_scores(flat, mesh),
            )


def _orders(rows: list[Answer]) -> dict[str, Any]:
    truth = np.stack([row.sample.scores for row in rows])
    tones = np.array([row.tone for row in rows])
    answers = {
        "network": np.stack([row.seen.scores for row in rows]),
        "classical": np.stack([row.cues for row in rows]),
    }
    out: dict[str, Any] = {}
    for way, found in answers.items():
        for number, name in enumerate(SCORES):
            by_tone = {
                tone: _order(found[tones == tone, number], truth[tones == tone, number])
                for tone in BINS
                if np.sum(tones == tone) > 8
            }
            out.setdefault(name, {})[way] = {
                "all": _order(found[:, number], truth[:, number]),
                "worst": min(by_tone.values()),
                "by_tone": by_tone,
            }
    return out


def _types(table: list[Answer]) -> dict[str, Any]:
    usual = np.median([row.cues for row in table], axis=0)
    typed = [row for row in table if row.sample.type >= 0]
    seen = [(r.tone, r.sample.type, int(r.seen.types.argmax())) for r in typed]
    ruled = [(r.tone, r.sample.type, TYPES.index(cue_type(r.cues, usual))) for r in typed]
    return {"samples": len(typed), "network": _balanced(seen), "classical": _balanced(ruled)}


def _untouched(faces: Any, network: SkinNetwork, mesh: Any) -> dict[str, Any]:
    """What the network says of the faces as they are, without anything rendered on them."""
    skin = bare_skin(mesh, 256)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(TYPES, 0))
    scores = []
    for name, flat, angle in zip(faces.names, faces.flats, faces.ita, strict=True):
        if "smiling" in name:
            continue
        seen = network.read(prepare(flat.image, flat.coverage, skin))
        counts[tone_bin(float(angle))][TYPES[int(seen.types.argmax())]] += 1
        scores.append(seen.scores)
    medians = np.median(scores, axis=0)
    return {
        "types": dict(counts),
        "median_scores": {n: round(float(v), 2) for n, v in zip(SCORES, medians, strict=True)},
    }


def _order(found: np.ndarray, truth: np.ndarray) -> float:
    return round(float(spearmanr(found, truth)[0]), 3)


def _balanced(rows: list[tuple[str, int, int]]) -> dict[str, float]:
    def accuracy(chosen: list[tuple[str, int, int]]) -> float:
        by_type = [[t == g for _, t, g in chosen if t == kind] for kind in range(len(TYPES))]
        return round(float(np.mean([np.mean(hits) for hits in by_type if hits])), 3)

    by_tone = {tone: accuracy([r for r in rows if r[0] == tone]) for tone in BINS}
    return {"all": accuracy(rows), "by_tone": by_tone}  # type: ignore[dict-item]


def measure_speed(person: Person, model: Path | None) -> dict[str, float]:
    """Milliseconds of processor time (all threads), warm, median and 95th percentile of 30."""
    analyst = Analyst(model)
    face = Face(0, np.pad(person.landmarks, ((0, 0), (0, 1))), np.eye(4, dtype=np.float32))
    tracked = Tracked(Frame(person.image, 0.0, 0), (face,))
    out = {}
    tasks = {
        "photo": lambda: analyst.analyse([tracked]),
        "five_captures": lambda: analyst.analyse([tracked] * 5),
        "guide": lambda: analyst.guide(tracked),
        "unwrap_256": lambda: _unwrapper.unwrap(person.image, person.landmarks),
    }
    _unwrapper = Unwrapper(canonical_mesh(), 256)
    if model is not None:
        network = SkinNetwork(model)
        flat = mirror_fill(_unwrapper.unwrap(person.image, person.landmarks))
        planes = prepare(flat.image, flat.coverage, bare_skin(canonical_mesh(), 256))
        tasks["network"] = lambda: network.read(planes)
    for name, task in tasks.items():
        task()
        times = []
        for _ in range(30):
            began = time.process_time()
            task()
            times.append((time.process_time() - began) * 1e3)
        out[f"{name}_ms"] = round(statistics.median(times), 2)
        out[f"{name}_p95_ms"] = round(float(np.percentile(times, 95)), 2)
    return out


PARTS = ("colour", "shades", "speed", "signs")


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description="Measure the reading of skin.")
    parser.add_argument("--faces", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--quick", action="store_true", help="a third of the cases")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    everyone = people(options.faces)
    everyone = everyone[::3] if options.quick else everyone
    model = _model()
    figures: dict[str, Any] = {
        "machine": {"system": platform.platform(), "python": platform.python_version()}
    }
    if "colour" in options.only:
        figures["colour"] = measure_colour(everyone, 4 if options.quick else 10)
    if "shades" in options.only:
        figures["shades"] = measure_shades(everyone, 2 if options.quick else 4)
    if "speed" in options.only:
        figures["speed"] = measure_speed(next(p for p in everyone if "london" in p.name), model)
    if "signs" in options.only and model is not None:
        figures["signs"] = measure_signs(options.faces, model, 2 if options.quick else 4)
    text = json.dumps(figures, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


def _model() -> Path | None:
    from beautymirror.inference.manifest import ensure_model

    try:
        return ensure_model("skin")
    except MirrorError as error:
        print(f"signs are not measured: {error}")
        return None


if __name__ == "__main__":
    main()
