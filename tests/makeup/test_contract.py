"""What every kind of makeup promises, whatever it paints."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from beautymirror.looks.look import Layer, layer_models
from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import Amount, Choice, Choices
from tests.makeup.atelier import BAKED, TONES, Array, Atelier, Maps, layer

every_kind = pytest.mark.parametrize("kind", BAKED)
every_tone = pytest.mark.parametrize("tone", TONES)


def lab(linear: Array) -> Array:
    """CIELAB of linear RGB."""
    low, high = 12.92 * linear, 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055
    return np.asarray(rgb2lab(np.where(linear <= 0.0031308, low, high)), np.float32)


def difference(maps: Maps, tone: str) -> Array:
    """CIEDE2000 of even skin before and after, (h, w)."""
    skin = TONES[tone]
    worn = lab(maps.worn(skin))
    bare = np.broadcast_to(lab(skin[None, None, :]), worn.shape)
    return np.asarray(deltaE_ciede2000(bare, worn), np.float32)


def change(maps: Maps, bare: Maps) -> float:
    """How much a coat does altogether: colour, shine taken away, finish."""
    pairs = zip((maps.transmit, maps.pigment, maps.finish),
                (bare.transmit, bare.pigment, bare.finish), strict=True)  # fmt: skip
    return float(sum(np.abs(a - b).sum() for a, b in pairs))


@every_kind
def test_other_regions_stay_bare(atelier: Atelier, kind: str) -> None:
    bare, maps = atelier.paint(), atelier.paint(layer(kind))
    outside = ~atelier.allowed(kind) & ~np.isnan(atelier.uv[..., 0])
    for before, after in ((bare.transmit, maps.transmit), (bare.pigment, maps.pigment),
                          (bare.finish, maps.finish)):  # fmt: skip
        assert np.array_equal(before[outside], after[outside])


@every_kind
def test_the_eyeballs_stay_bare(atelier: Atelier, kind: str) -> None:
    maps = atelier.paint(layer(kind))
    eyeball = (atelier.region("eyes", 2) < -2.0) & (atelier.region("eyes", 3) < -2.0)
    eyeball &= ~np.isnan(atelier.uv[..., 0])
    assert eyeball.sum() > 100
    assert np.abs(maps.transmit[eyeball] - 1.0).max() < 0.01
    assert maps.pigment[eyeball, :3].max() < 0.001


@every_kind
def test_no_intensity_changes_no_byte(atelier: Atelier, kind: str) -> None:
    assert atelier.paint(layer(kind, intensity=0.0)).raw == atelier.paint().raw


@every_tone
@every_kind
def test_seen_on_every_skin(atelier: Atelier, kind: str, tone: str) -> None:
    maps = atelier.paint(layer(kind), tone=tone)
    if kind == "smoothing":  # its own effect is in the composite
        assert maps.finish[..., 3].max() >= 0.4
        return
    # What is meant to disappear into the skin, or to act on what is darker than it, shows less.
    strongest = np.sort(difference(maps, tone)[atelier.allowed(kind)])[-60:]
    least = {"concealer": 1.0, "corrector": 1.0, "foundation": 0.5}.get(kind, 4.0)
    assert np.median(strongest) >= least


@every_kind
def test_twice_gives_the_same(atelier: Atelier, kind: str) -> None:
    first = atelier.paint(layer(kind))
    atelier.paint(layer("lipstick"), layer("foundation"))
    assert atelier.paint(layer(kind)).raw == first.raw


@every_kind
def test_more_intensity_is_never_less(atelier: Atelier, kind: str) -> None:
    bare = atelier.paint()
    steps = [change(atelier.paint(layer(kind, intensity=i)), bare) for i in (0.25, 0.5, 0.75, 1.0)]
    assert steps[0] > 0.0
    assert steps == sorted(steps)


def extremes(kind: str) -> list[Layer]:
    """A kind with every amount at its limits, and with each option of every choice."""
    parameters = KINDS[kind].parameters
    amounts = [p for p in parameters if isinstance(p, Amount)]
    found: list[dict[str, Any]] = [
        {p.name: p.low for p in amounts},
        {p.name: p.high for p in amounts},
    ]
    for p in parameters:
        if isinstance(p, Choice):
            found += [{p.name: option.name} for option in p.options]
        elif isinstance(p, Choices):
            found += [{p.name: (option.name,)} for option in p.options]
    return [layer_models[kind](**values) for values in found]


@every_kind
def test_limits_and_options_stay_in_range(atelier: Atelier, kind: str) -> None:
    sheets = atelier.baker._sheets
    for extreme in extremes(kind):
        atelier.paint(extreme, tone="deep")
        for texture in (*sheets[0].textures, *sheets[1].textures):
            values = np.frombuffer(texture.read(), np.float16).astype(np.float32)
            assert np.isfinite(values).all(), extreme
            assert values.min() >= 0.0, extreme
            assert values.max() <= 1.001, extreme


@every_kind
def test_every_option_is_a_different_coat(atelier: Atelier, kind: str) -> None:
    for p in KINDS[kind].parameters:
        if isinstance(p, Choice):
            seen = {atelier.paint(layer(kind, **{p.name: o.name})).raw for o in p.options}
            assert len(seen) == len(p.options), p.name


def test_all_layers_at_once_stay_in_range(atelier: Atelier) -> None:
    layers = tuple(layer(kind) for kind in BAKED) * 3
    maps = atelier.paint(*layers[:40], tone="deep")
    worn = maps.worn(TONES["deep"])
    assert np.isfinite(worn).all()
    assert worn.max() <= 1.1
