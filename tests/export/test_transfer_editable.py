"""The head that reads a layer as parameters."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.looks.look import Layer, layer_models  # noqa: E402
from beautymirror.transfer.editable import editable_layers  # noqa: E402
from beautymirror.transfer.told import TOLD, TOLD_LENGTH  # noqa: E402
from export.train_editable import Told, fit  # noqa: E402
from export.transfer_editable import EditableHead, strength, told_loss, truth  # noqa: E402
from export.transfer_looks import Palette, sample_look  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")


def lipstick(**values: object) -> Layer:
    return layer_models["lipstick"](kind="lipstick", **values)


def test_what_is_told_of_a_look_is_the_look() -> None:
    palette = Palette({"lipstick": ("#AA3344",)})
    rng = np.random.default_rng(3)
    told_kinds = set()
    for _ in range(30):
        look = sample_look(palette, rng)
        found = {layer.kind: layer for layer in editable_layers(truth(look)[0])}
        known = {"lipstick", "blush", "eyeshadow", "eyeliner", "eyebrows"}
        told_kinds |= set(found)
        assert set(found) == {layer.kind for layer in look if strength(layer) > 0.05} & known
        for layer in look:
            if layer.kind in ("eyeliner", "blush", "eyebrows"):
                mine, theirs = found[layer.kind].model_dump(), layer.model_dump()
                assert mine["intensity"] == pytest.approx(theirs["intensity"], abs=1e-3)
                for name in ("style", "pattern", "color"):
                    assert mine.get(name) == theirs.get(name)
    assert len(told_kinds) == 5


def test_a_faint_colour_counts_less_and_an_absent_one_not_at_all() -> None:
    strong, faint, none = (
        truth(layers)[1].sum()
        for layers in ((lipstick(intensity=1.0),), (lipstick(intensity=0.2),), ())
    )
    assert strong > faint > none > 0.0


def test_sheer_and_faint_are_the_same_strength() -> None:
    usual = strength(lipstick(intensity=0.5, coverage=0.8))
    assert usual == pytest.approx(0.5)
    assert strength(lipstick(intensity=0.5, coverage=0.2)) < 0.5 * usual
    assert strength(lipstick(intensity=1.0, coverage=1.0)) == 1.0


def test_the_loss_of_the_truth_is_the_least() -> None:
    true, weights = (torch.from_numpy(part)[None] for part in truth((lipstick(finish="gloss"),)))
    least = told_loss(true, true, weights)
    for place in range(TOLD_LENGTH):
        off = true.clone()
        off[0, place] = (off[0, place] - 0.4).abs()
        assert told_loss(off, true, weights) >= least
    none, counted = (torch.from_numpy(part)[None] for part in truth(()))
    assert int((counted > 0).sum()) == len(TOLD)  # whether each kind is worn
    other = torch.where(counted > 0, none, 0.3)
    assert told_loss(other, none, counted) == told_loss(none, none, counted)


def test_the_head_learns_a_colour_that_it_is_shown() -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    head = EditableHead(torch.full((4096, 11), 1 / 4096))
    halves, means, true, weights = [], [], [], []
    for _ in range(256):
        red, green, blue = (int(part) for part in rng.integers(0, 256, 3))
        layer = torch.zeros(1, 6, 128, 128)
        layer[0, :3] = torch.tensor([red, green, blue])[:, None, None] / 255
        layer[0, 3] = 0.5
        half, mean = head.look(layer, torch.zeros(1, 69), torch.zeros(1, 64))
        value, weight = truth((lipstick(color=f"#{red:02X}{green:02X}{blue:02X}"),))
        for column, row in zip(
            (halves, means, true, weights),
            (half[0].half(), mean[0], torch.from_numpy(value), torch.from_numpy(weight)),
            strict=True,
        ):
            column.append(row)
    told = Told(*(torch.stack(column) for column in (halves, means, true, weights)))
    losses = fit(head, told, passes=12, rate=1e-2, seed=0)
    assert losses[-1] < 0.6 * losses[0]
