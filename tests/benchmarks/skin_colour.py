"""How steady the colour of skin is in other lights, and how often a known shade is found again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, Literal

import cv2
import numpy as np

from beautymirror.face import regions
from beautymirror.face.mesh import FaceMesh, canonical_mesh
from beautymirror.skin import calibration
from beautymirror.skin.analysis import Analyst, Capture
from beautymirror.skin.catalogue import Shade, shipped_catalogue
from beautymirror.skin.colour import (
    delta_e,
    hex_to_lab,
    ita,
    ita_class,
    linear_from_lab,
)
from beautymirror.skin.linear import linear_from_srgb
from beautymirror.skin.reason import SkinError
from beautymirror.skin.shades import ShadeFinder
from tests.benchmarks.skin_card import holding
from tests.benchmarks.skin_people import BINS, Person, card_light, lamps, light_matrix, relit

__all__ = ["measure_colour", "measure_shades"]

Way = Literal["votes", "card", "paper", "grey"]
# The light guessed from the picture, and known as from a perfect card; for "paper" and "grey" it is
# measured from a drawn one, as the program does.
WAYS: tuple[Way, ...] = ("votes", "card")
ALL_WAYS: tuple[Way, ...] = (*WAYS, "paper", "grey")


def measure_colour(everyone: list[Person], count: int) -> dict[str, Any]:
    """ITA of the same face in ``count`` other lights, and of the same face captured again."""
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
        refused: Counter[str] = Counter()
        for way, seen in _in_lights(linear, person, mesh, lamps(rng, count), rng, WAYS):
            if isinstance(seen, SkinError):
                refused[f"{way}: {seen.reason.code}"] += 1
                continue
            values[way].append(float(ita(seen.tone.lab)))
            if way == "votes":
                values["none"].append(float(ita(seen.tone.raw)))
        again = []
        for _ in range(5):
            noisy = relit(linear, np.eye(3), rng, 3.0)
            again.append(float(ita(plain.read(noisy, person.landmarks).tone.lab)))
        unchanged = {"votes": float(ita(first.tone.lab)), "none": float(ita(first.tone.raw))}
        unchanged["card"] = unchanged["none"]
        rows[person.tone].append(
            {"values": values, "unchanged": unchanged, "again": again, "refused": refused}
        )
    found = {tone: _colour_of(rows[tone], count) for tone in BINS if rows[tone]}
    return found | {"all": _colour_of([row for of in rows.values() for row in of], count)}


def _in_lights(
    linear: np.ndarray,
    person: Person,
    mesh: FaceMesh,
    chosen: Sequence[tuple[float, float, float]],
    rng: np.random.Generator,
    ways: Sequence[Way],
) -> list[tuple[Way, Capture | SkinError]]:
    """What each way of knowing the light reads in each lamp."""
    found: list[tuple[Way, Capture | SkinError]] = []
    for matrix in (light_matrix(*lamp) for lamp in chosen):
        plain = relit(linear, matrix, rng)
        for way in ways:
            picture, known = plain, card_light(matrix) if way == "card" else None
            try:
                if way == "paper" or way == "grey":
                    picture = relit(holding(linear, person, way, rng), matrix, rng)
                    known = calibration.measure(picture, person.landmarks, "", way).light()
                seen = Analyst(mesh=mesh, known_light=known).read(picture, person.landmarks)
            except SkinError as refusal:
                found.append((way, refusal))
            else:
                found.append((way, seen))
    return found


def _colour_of(rows: list[dict[str, Any]], count: int) -> dict[str, Any]:
    out: dict[str, Any] = {"people": len(rows)}
    for way in ("none", *WAYS):
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
    refusals = sum((row["refused"] for row in rows), Counter[str]())
    out["refused"] = {code: round(n / (count * len(rows)), 3) for code, n in refusals.items()}
    return out


def measure_shades(everyone: list[Person], count: int) -> dict[str, Any]:
    """Faces whose skin was brought to a catalogue shade, found again in ``count`` unknown lights.

    Eyes, brows, lips, hair and what is around the face keep their colours.
    """
    rng = np.random.default_rng(6)
    mesh = canonical_mesh()
    finder = ShadeFinder([s for s in shipped_catalogue() if s.type == "foundation"])
    cases: dict[str, dict[str, list[tuple[bool, bool, float]]]] = {way: {} for way in ALL_WAYS}
    for person in everyone:
        try:
            base = Analyst(mesh=mesh, known_light=card_light(np.eye(3))).read(
                person.image, person.landmarks
            )
        except SkinError:
            continue
        # The nearest shades of its own tone: what the person would be told is theirs.
        near = finder.nearest(base.tone.base, "foundation", 6)
        true = near[int(rng.integers(len(near)))].shade
        painted = _painted(person, base, true)
        chosen = lamps(rng, count)
        for way, seen in _in_lights(painted, person, mesh, chosen, rng, ALL_WAYS):
            of = cases[way].setdefault(person.tone, [])
            if isinstance(seen, SkinError):
                of.append((False, False, 0.0))
                continue
            top = [match.shade for match in finder.nearest(seen.tone.base, "foundation", 3)]
            of.append((True, true in top, float(delta_e(seen.tone.base, hex_to_lab(true.hex)))))
    return {
        way: {tone: _found(by_tone[tone]) for tone in BINS if tone in by_tone}
        | {"all": _found([case for of in by_tone.values() for case in of])}
        for way, by_tone in cases.items()
    }


def _painted(person: Person, base: Capture, shade: Shade) -> np.ndarray:
    """The picture in linear light with the skin of the face, and nothing else, in a shade."""
    target = linear_from_lab(hex_to_lab(shade.hex))
    change = target / np.maximum(linear_from_lab(base.tone.base), 1e-4)
    cover, mesh = np.zeros(person.image.shape[:2], np.uint8), canonical_mesh()
    holes = [regions.LIPS_OUTER, *regions.eye_loops(mesh), *regions.brow_loops(mesh)]
    for loop, value in [(regions.FACE_OVAL, 255), *((hole, 0) for hole in holes)]:
        outline = np.rint(person.landmarks[list(loop), :2]).astype(np.int32)
        cv2.fillPoly(cover, [outline], value)
    soft = cv2.GaussianBlur(cover, (0, 0), 1.0)[..., None].astype(np.float32) / 255
    linear = linear_from_srgb(person.image).astype(np.float32)
    return linear * (1 + soft * (change.astype(np.float32) - 1))


def _found(cases: list[tuple[bool, bool, float]]) -> dict[str, float]:
    read = [case for case in cases if case[0]]
    return {
        "cases": len(read),
        "refused": round(1 - len(read) / len(cases), 3),
        "top_three": round(float(np.mean([hit for _, hit, _ in read])), 3),
        "distance": round(float(np.median([off for _, _, off in read])), 2),
    }
