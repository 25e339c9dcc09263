"""The page of the skin with someone before it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtWidgets import QLabel

from beautymirror.face.mesh import FaceMesh
from beautymirror.frame import Tracked
from beautymirror.inference.skin import SCORES, SIGNS, TYPES
from beautymirror.looks.library import all_looks
from beautymirror.skin.condition import Condition
from beautymirror.skin.overlay import Overlay
from beautymirror.ui.app import Built
from beautymirror.ui.skin.consultant import Consultant
from beautymirror.ui.skin.reading import Reading
from beautymirror.ui.skin.session import Phase

Make = Callable[..., Built]
LOOKS = all_looks()
MEDICAL = re.compile(
    r"diagnos|disease|patient|treat|medic|clinic|acne|rosacea|eczema|dermat|lesion|cure|"
    r"诊|病|治|患|症|痤疮|湿疹|皮炎|医",
    re.IGNORECASE,
)
PATIENCE_MS = 60_000


def consultant(built: Built) -> Consultant:
    return built.attendant.consultant


def read_skin(built: Built, person: Callable[..., Tracked], qtbot: Any) -> Consultant:
    """Sit for a reading from the button to the result."""
    one = consultant(built)
    one.page.enable(True)
    one.page.start.click()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    for number in range(5):
        one.look_at(person(0.4 * number))
    qtbot.waitUntil(lambda: not one.session.busy, timeout=PATIENCE_MS)
    assert one.session.phase is Phase.DONE, one.session.error
    return one


def give(built: Built, reading: Reading) -> Consultant:
    """Let a window have a reading, as its own sitting would end."""
    one = consultant(built)
    one.session._finished(reading)
    return one


def texts(root: Any) -> list[str]:
    return [label.text() for label in root.findChildren(QLabel) if label.text()]


def with_signs(reading: Reading, mesh: FaceMesh) -> Reading:
    """The same reading as if the network had seen signs: pores on the right cheek, say."""
    scores = {name: 0.08 * number for number, name in enumerate(SCORES)}
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    maps[SIGNS.index("pores"), 14:18, 7:11] = 1
    condition = Condition(
        scores=scores,
        spreads=dict.fromkeys(SCORES, 0.02),
        type="oily",
        chances=dict(zip(TYPES, (0.1, 0.2, 0.3, 0.4), strict=True)),
        maps=maps,
        captures=5,
    )
    best = reading.analysis.best
    face = Overlay.close_up(best.image, best.landmarks, mesh, 240)
    analysis = replace(reading.analysis, condition=condition)
    return replace(reading, analysis=analysis, signs=True, face=face)
