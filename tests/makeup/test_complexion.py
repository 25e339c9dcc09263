"""What foundation, corrector, concealer and smoothing promise beyond the contract."""

from __future__ import annotations

import numpy as np

from beautymirror.looks.parameters import linear_color
from tests.makeup.atelier import (
    TONES,
    Atelier,
    colored,
    every_tone,
    hue,
    layer,
    lips,
    near,
)
from tests.makeup.test_contract import lab


@every_tone
def test_full_foundation_of_its_own_shade_is_the_shade(atelier: Atelier, tone: str) -> None:
    full = layer("foundation", color="#C89878", coverage=1.0, match=0.0)
    worn = colored(atelier, atelier.paint(full, tone=tone), near(atelier, 0.3, 0.45), tone)
    assert np.abs(worn - linear_color("#C89878")).max() < 0.03


@every_tone
def test_matched_foundation_keeps_the_wearers_depth(atelier: Atelier, tone: str) -> None:
    maps = atelier.paint(layer("foundation", color="#D9A98A", coverage=0.6), tone=tone)
    before = lab(TONES[tone][None, :])[0]
    after = lab(maps.worn(TONES[tone])[near(atelier, 0.3, 0.45)]).mean(axis=0)
    assert abs(after[0] - before[0]) < 7.0
    assert abs(hue(after[None, :]) - hue(before[None, :])) < 15.0


def test_more_coverage_hides_more(atelier: Atelier) -> None:
    cheek = near(atelier, 0.3, 0.45)
    through = [
        atelier.paint(layer("foundation", coverage=c)).transmit[cheek, :3].mean()
        for c in (0.1, 0.4, 0.7, 1.0)
    ]
    assert through == sorted(through, reverse=True)
    assert through[-1] < 0.1


def test_corrector_brings_a_dark_hollow_towards_the_cheek(atelier: Atelier) -> None:
    skin = TONES["medium"]
    hollow = skin * np.array([0.55, 0.6, 0.75], np.float32)
    maps = atelier.paint(layer("corrector", strength=1.0))
    under = near(atelier, 0.335, 0.572, 0.008)
    after = maps.worn(hollow)[under].mean(axis=0)
    assert np.abs(after - skin).sum() < 0.6 * np.abs(hollow - skin).sum()


def test_concealer_is_strongest_under_the_eyes(atelier: Atelier) -> None:
    maps = atelier.paint(layer("concealer", spots=0.0))
    under = 1.0 - maps.transmit[near(atelier, 0.335, 0.575), 0].mean()
    assert under > 0.1
    assert maps.transmit[near(atelier, 0.3, 0.4), 0].min() > 0.99


def test_smoothing_spares_lips_brows_and_rim(atelier: Atelier) -> None:
    smooth = atelier.paint(layer("smoothing", strength=1.0)).finish[..., 3]
    assert smooth[near(atelier, 0.3, 0.45)].min() > 0.95
    assert smooth[lips(atelier, 3.0)].max() < 0.02
    assert smooth[atelier.region("lips_oval_brow", 3) > 3.0].max() < 0.02
    assert smooth[np.abs(atelier.region("lips_oval_brow", 2)) < 0.6].max() < 0.05
