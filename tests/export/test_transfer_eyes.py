"""The closer look at the eyes: what it tells, what it leaves to the head, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.looks.look import layer_models  # noqa: E402
from beautymirror.transfer.told import TOLD, TOLD_LENGTH, place  # noqa: E402
from export.train_eyes import EyesConfig, EyesTrainer, Labelled  # noqa: E402
from export.transfer_bank import LookBank  # noqa: E402
from export.transfer_editable import truth  # noqa: E402
from export.transfer_eyes import EYE_KINDS, EYES, EyesNet  # noqa: E402
from export.transfer_faces import SIZE, Bank  # noqa: E402
from export.transfer_samples import Sampler  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")

TINY = EyesConfig(steps=20, batch=8, rate=1e-2, warmup=2, averaging=0.8)
NUMBERS = np.concatenate([np.arange(TOLD_LENGTH)[place(told.kind)] for told in EYE_KINDS])


def net() -> EyesNet:
    torch.manual_seed(0)
    return EyesNet((8, 8, 8, 8))


@pytest.fixture
def shown(faces: Bank, bare: LookBank, mesh: FaceMesh) -> Labelled:
    """Faces with lids all blue, or with nothing."""
    layers = np.zeros((6, SIZE, SIZE, 6), np.uint8)
    layers[::2, 84:100, :] = (20, 40, 220, 230, 0, 0)
    looks = LookBank(layers, np.array([0, 0, 2, 2, 4, 4]))
    shadow = layer_models["eyeshadow"](colors=("#1428DC",))
    both = [truth((shadow,) if number % 2 == 0 else ()) for number in range(6)]
    true, weights = (
        torch.from_numpy(np.stack(rows)[:, NUMBERS]) for rows in zip(*both, strict=True)
    )
    sampler = Sampler(faces, looks, bare, mesh, 1, TINY.chances, EYES)
    return Labelled(sampler, true, weights)


def test_only_what_is_about_the_eyes_is_told_anew() -> None:
    eyes = net().eval()
    head = torch.rand(2, TOLD_LENGTH)
    with torch.no_grad():
        told = eyes.tell(torch.rand(2, 4, SIZE, SIZE), torch.rand(2, 3), head)
    for one in TOLD:
        same = torch.allclose(told[:, place(one.kind)], head[:, place(one.kind)], atol=1e-6)
        assert same == (one not in EYE_KINDS)


def test_both_eyes_count_alike_and_the_head_is_heard() -> None:
    eyes = net().eval()
    face, skin = torch.rand(1, 4, SIZE, SIZE), torch.rand(1, 3)
    doubtful, sure = (torch.full((1, TOLD_LENGTH), value) for value in (0.5, 0.95))
    liner = place("eyeliner").start
    with torch.no_grad():
        told = eyes.tell(face, skin, doubtful)
        assert torch.allclose(told, eyes.tell(face.flip(-1), skin, doubtful), atol=1e-6)
        assert eyes.tell(face, skin, sure)[0, liner] > told[0, liner]


def test_a_bare_face_wears_nothing_of_the_look(shown: Labelled) -> None:
    _, _, true, weights = shown.batch(0, 64)
    assert true.shape == weights.shape == (64, len(NUMBERS))
    shadow = EYE_KINDS[0].length
    worn = true[:, shadow] > 0
    assert 0.2 < float(worn.float().mean()) < 0.6
    assert bool((weights[:, shadow] == 1.0).all())
    assert not bool(weights[~worn, shadow + 1 :].count_nonzero(dim=1).gt(1).any())


def test_it_learns_whether_shadow_is_worn(shown: Labelled) -> None:
    trainer = EyesTrainer(TINY, net())
    kept = [shown.batch(10**6, 32)]
    before = trainer.validate(kept)
    for number in range(TINY.steps):
        trainer.train(shown.batch(number, TINY.batch))
    assert trainer.validate(kept) < 0.85 * before
