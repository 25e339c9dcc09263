"""Pictures fitted into frames keep their shape and their place."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from beautymirror.capture.letterbox import fit, place_in

_SIDE = st.integers(1, 2000)


@given(_SIDE, _SIDE, _SIDE, _SIDE)
def test_a_place_is_inside_centred_and_touches_two_sides(
    width: int, height: int, frame_width: int, frame_height: int
) -> None:
    frame = frame_width, frame_height
    place = place_in((width, height), frame)
    assert place.left >= 0
    assert place.top >= 0
    assert place.left + place.width <= frame_width
    assert place.top + place.height <= frame_height
    assert abs(2 * place.left + place.width - frame_width) <= 1
    assert abs(2 * place.top + place.height - frame_height) <= 1
    assert place.width == frame_width or place.height == frame_height


@given(st.integers(20, 90), st.integers(20, 90), st.integers(20, 90), st.integers(20, 90))
def test_what_is_fitted_keeps_its_shape(w: int, h: int, frame_w: int, frame_h: int) -> None:
    picture = np.full((h, w, 3), 200, np.uint8)
    image = fit(picture, (frame_w, frame_h))
    assert image.shape == (frame_h, frame_w, 3)
    lit = image[..., 0] > 100
    shown = lit.any(axis=0).sum() / lit.any(axis=1).sum()
    assert abs(np.log(shown * h / w)) < 0.12  # half a pixel on either side of 20


def test_a_picture_that_fits_is_not_copied() -> None:
    picture = np.zeros((20, 30, 3), np.uint8)
    assert fit(picture, (30, 20)) is picture
