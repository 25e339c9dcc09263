"""The self-check on a known picture tells a right model from a wrong one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from beautymirror.errors import InputError
from beautymirror.tracking import check
from beautymirror.tracking.check import TOLERANCE
from beautymirror.tracking.landmarker import Landmarker, Picture


def test_the_right_model_passes(landmarker_model: Path) -> None:
    assert check(landmarker_model) < TOLERANCE / 2


def test_points_that_are_elsewhere_fail(
    landmarker_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Landmarker.detect

    def shifted(self: Landmarker, picture: Picture) -> np.ndarray | None:
        points = right(self, picture)
        return None if points is None else points + np.float32(4 / 512)

    monkeypatch.setattr(Landmarker, "detect", shifted)
    with pytest.raises(InputError, match="misses known points"):
        check(landmarker_model)


def test_no_face_fails(landmarker_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Landmarker, "detect", lambda self, picture: None)
    with pytest.raises(InputError, match="no face"):
        check(landmarker_model)
