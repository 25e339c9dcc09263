"""The One Euro filter: steady at rest, prompt in motion, the same at every size."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from beautymirror.tracking.smoothing import OneEuro

FPS = 30.0
SIZE = 300.0


def filtered(values: NDArray[np.float32], size: float = SIZE) -> NDArray[np.float32]:
    one_euro = OneEuro()
    return np.array([one_euro.apply(value, size, 1 / FPS) for value in values])


series = hnp.arrays(
    np.float32, (12, 5, 3), elements=st.floats(-2000, 2000, width=32, allow_subnormal=False)
)


@given(series)
def test_stays_between_the_past_and_the_new_value(values: NDArray[np.float32]) -> None:
    smooth = filtered(values)
    for before, value, after in zip(smooth[:-1], values[1:], smooth[1:], strict=True):
        assert (after >= np.minimum(before, value) - 0.01).all()
        assert (after <= np.maximum(before, value) + 0.01).all()


@given(series, st.sampled_from([0.25, 2.0, 8.0]), st.floats(-500, 500, width=16))
def test_does_not_depend_on_size_or_place(
    values: NDArray[np.float32], scale: float, shift: float
) -> None:
    moved = (values * np.float32(scale) + np.float32(shift)).astype(np.float32)
    expected = filtered(values) * scale + shift
    assert np.allclose(filtered(moved, SIZE * scale), expected, atol=0.02 * scale, rtol=1e-3)


@given(series)
def test_points_do_not_influence_each_other(values: NDArray[np.float32]) -> None:
    assert np.array_equal(filtered(values)[:, :2], filtered(values[:, :2]))


def test_a_constant_passes_unchanged() -> None:
    values = np.full((10, 478, 3), 123.5, np.float32)
    assert np.array_equal(filtered(values), values)


def test_noise_of_a_still_face_is_cut_to_less_than_half() -> None:
    rng = np.random.default_rng(3)
    noisy = (500 + rng.normal(0, 0.0004 * SIZE, (120, 478, 3))).astype(np.float32)
    assert filtered(noisy)[30:].std(axis=0).mean() < 0.5 * noisy[30:].std(axis=0).mean()


def test_a_shaking_head_is_followed_within_half_a_percent_of_the_face() -> None:
    seconds = np.arange(120) / FPS
    x = 0.2 * SIZE * np.sin(2 * np.pi * 1.5 * seconds)
    values = np.repeat(x[:, None].astype(np.float32), 4, axis=1)
    assert np.abs(filtered(values) - values)[20:].max() < 0.005 * SIZE


def test_without_passing_time_a_value_is_returned_as_it_is() -> None:
    one_euro = OneEuro()
    one_euro.apply(np.zeros(3, np.float32), SIZE, 1 / FPS)
    value = np.ones(3, np.float32)
    assert np.array_equal(one_euro.apply(value, SIZE, 0.0), value)


def test_after_a_reset_nothing_of_the_past_is_left() -> None:
    one_euro = OneEuro()
    one_euro.apply(np.zeros(3, np.float32), SIZE, 1 / FPS)
    one_euro.reset()
    value = np.full(3, 50, np.float32)
    assert np.array_equal(one_euro.apply(value, SIZE, 1 / FPS), value)
