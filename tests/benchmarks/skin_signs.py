"""How true and how steady the signs of the skin are, by tone: rendered strength against answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.face.unwrap import Unwrapped, Unwrapper, mirror_fill
from beautymirror.face.zones import bare_skin
from beautymirror.inference.skin import INPUT_SIZE, SCORES, TYPES, SkinNetwork, SkinSigns, prepare
from beautymirror.skin.cues import cue_scores, cue_type
from beautymirror.skin.linear import linear_from_srgb
from export.skin_samples import Faces, Sample, SampleMaker, fit_evener, load_faces, tone_bin
from tests.benchmarks.skin_people import BINS, Person, relit

__all__ = ["measure_repeats", "measure_signs"]

_NOISE = 3.0  # standard deviation of a camera's noise, levels of 8 bits
_JITTER = 0.4  # of landmarks, pixels
_SITTERS, _SITTINGS = 4, 16  # faces of a tone, and strengths rendered on each of them
_FEWEST_BARE = 3  # faces of a tone for a median


@dataclass(frozen=True)
class Answer:
    """A sample of a tone, and what network and classical cues say of it."""

    tone: str
    face: int
    sample: Sample
    seen: SkinSigns
    cues: np.ndarray


def measure_signs(folder: Path, model: Path, each: int) -> dict[str, Any]:
    """Order of rendered strengths, network against classical cues, on people never trained on.

    Once on faces whose own signs were taken down to a third, where the strength rendered is nearly
    all there is, and once on faces as they are, whose own signs nobody knows. Every tone has
    ``each`` samples of free strengths and as many of skin types. Then on faces as they are again,
    but each compared with itself alone, from which its own signs fall out.
    """
    mesh = canonical_mesh()
    faces = load_faces(folder, "eval", mesh)
    evener = fit_evener(load_faces(folder, "train", mesh), mesh)
    network = SkinNetwork(model)
    out: dict[str, Any] = {"faces": len(faces.names)}
    for name, share in (("evened", 0.35), ("as_they_are", 1.0)):
        maker = SampleMaker(faces, mesh, 99, vary=False, keep=(share, share), evener=evener)
        table = list(_answers(maker, network, mesh, each))
        free = [row for row in table if row.sample.type < 0]
        out[name] = {
            "share_of_own_signs": share,
            "samples": len(free),
            "signs": _orders(free),
            "type": _types(table),
        }
    maker = SampleMaker(faces, mesh, 98, vary=False, keep=(1.0, 1.0), evener=evener)
    out["within_a_face"] = _orders(list(_sittings(maker, network, mesh)), alone=True)
    out["untouched"] = _untouched(faces, network, mesh)
    return out


def _answers(
    maker: SampleMaker, network: SkinNetwork, mesh: FaceMesh, each: int
) -> Iterator[Answer]:
    tones = np.array([tone_bin(float(angle)) for angle in maker.faces.ita])
    for tone in BINS:
        own = np.flatnonzero(tones == tone)
        for number in range(2 * each if len(own) else 0):
            face = int(own[number // 2 % len(own)])
            sample = maker.make(1000 * number + face, face=face, typed=number % 2 == 1)
            cues = cue_scores(Unwrapped(sample.picture, sample.coverage), mesh)
            yield Answer(tone, face, sample, network.read(sample.planes), cues)


def _sittings(maker: SampleMaker, network: SkinNetwork, mesh: FaceMesh) -> Iterator[Answer]:
    """The same faces again and again, as they are but for what is rendered."""
    tones = np.array([tone_bin(float(angle)) for angle in maker.faces.ita])
    for tone in BINS:
        for face in np.flatnonzero(tones == tone)[:_SITTERS].tolist():
            for number in range(_SITTINGS):
                sample = maker.make(5000 * number + face, face=face, typed=False)
                cues = cue_scores(Unwrapped(sample.picture, sample.coverage), mesh)
                yield Answer(tone, face, sample, network.read(sample.planes), cues)


def _orders(rows: list[Answer], alone: bool = False) -> dict[str, Any]:
    """Spearman's rank correlations by sign, way and tone.

    Args:
        alone: compare each face with itself only: of every value its face's mean is taken.
    """
    truth = np.stack([row.sample.scores for row in rows])
    faces = np.array([row.face for row in rows])
    tones = np.array([row.tone for row in rows])
    answers = {
        "network": np.stack([row.seen.scores for row in rows]),
        "classical": np.stack([row.cues for row in rows]),
    }
    if alone:
        truth = _centred(truth, faces)
        answers = {way: _centred(found, faces) for way, found in answers.items()}
    out: dict[str, Any] = {}
    for way, found in answers.items():
        for number, name in enumerate(SCORES):
            by_tone = {
                tone: _order(found[tones == tone, number], truth[tones == tone, number])
                for tone in BINS
                if np.any(tones == tone)
            }
            out.setdefault(name, {})[way] = {
                "all": _order(found[:, number], truth[:, number]),
                "worst": min(by_tone.values()),
                "by_tone": by_tone,
            }
    return out


def _centred(values: np.ndarray, faces: np.ndarray) -> np.ndarray:
    means = {face: values[faces == face].mean(axis=0) for face in np.unique(faces)}
    return values - np.stack([means[face] for face in faces])


def _order(found: np.ndarray, truth: np.ndarray) -> float:
    return round(float(spearmanr(found, truth)[0]), 3)


def _types(table: list[Answer]) -> dict[str, Any]:
    usual = np.median([row.cues for row in table], axis=0)
    typed = [row for row in table if row.sample.type >= 0]
    seen = [(r.tone, r.sample.type, int(r.seen.types.argmax())) for r in typed]
    ruled = [(r.tone, r.sample.type, TYPES.index(cue_type(r.cues, usual))) for r in typed]
    return {"samples": len(typed), "network": _balanced(seen), "classical": _balanced(ruled)}


def _balanced(rows: list[tuple[str, int, int]]) -> dict[str, Any]:
    def accuracy(chosen: list[tuple[str, int, int]]) -> float:
        by_type = [[t == g for _, t, g in chosen if t == kind] for kind in range(len(TYPES))]
        return round(float(np.mean([np.mean(hits) for hits in by_type if hits])), 3)

    tones = [tone for tone in BINS if any(row[0] == tone for row in rows)]
    by_tone = {tone: accuracy([r for r in rows if r[0] == tone]) for tone in tones}
    return {"all": accuracy(rows), "by_tone": by_tone}


def _untouched(faces: Faces, network: SkinNetwork, mesh: FaceMesh) -> dict[str, Any]:
    """What the network says of the faces as they are, without anything rendered on them."""
    skin = bare_skin(mesh, INPUT_SIZE)
    types: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(TYPES, 0))
    scores: dict[str, list[np.ndarray]] = defaultdict(list)
    for name, flat, angle in zip(faces.names, faces.flats, faces.ita, strict=True):
        if "smiling" in name:
            continue
        seen = network.read(prepare(flat.image, flat.coverage, skin))
        tone = tone_bin(float(angle))
        types[tone][TYPES[int(seen.types.argmax())]] += 1
        scores[tone].append(seen.scores)
        scores["all"].append(seen.scores)
    return {
        "types": dict(types),
        "median_scores": {
            tone: _named(np.median(of, axis=0), 2)
            for tone, of in scores.items()
            if len(of) >= _FEWEST_BARE
        },
    }


def measure_repeats(everyone: list[Person], model: Path) -> dict[str, Any]:
    """Mean standard deviation of each score over five noisy captures of the same face, by tone."""
    rng = np.random.default_rng(8)
    mesh = canonical_mesh()
    unwrapper, skin = Unwrapper(mesh, INPUT_SIZE), bare_skin(mesh, INPUT_SIZE)
    network = SkinNetwork(model)
    spreads: dict[str, list[np.ndarray]] = defaultdict(list)
    for person in everyone:
        linear = linear_from_srgb(person.image).astype(np.float32)
        captures = []
        for _ in range(5):
            picture = relit(linear, np.eye(3), rng, _NOISE)
            moved = person.landmarks + rng.normal(0, _JITTER, person.landmarks.shape)
            flat = mirror_fill(unwrapper.unwrap(picture, moved.astype(np.float32)))
            captures.append(network.read(prepare(flat.image, flat.coverage, skin)).scores)
        spread = np.std(captures, axis=0, ddof=1)
        spreads[person.tone].append(spread)
        spreads["all"].append(spread)
    return {tone: _named(np.mean(of, axis=0), 3) for tone, of in spreads.items()}


def _named(values: np.ndarray, digits: int) -> dict[str, float]:
    return {n: round(float(v), digits) for n, v in zip(SCORES, values, strict=True)}
