"""The closer look at the lips: what it is shown, that it learns, and what it replaces."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000

torch = pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.face.zones import bare_skin  # noqa: E402
from export.train_mouth import MouthConfig, MouthTrainer, batches, mouth_losses  # noqa: E402
from export.transfer_bank import LookBank  # noqa: E402
from export.transfer_chances import Chances  # noqa: E402
from export.transfer_composite import perceived  # noqa: E402
from export.transfer_faces import SIZE, Bank, lips_mask  # noqa: E402
from export.transfer_mouth import MOUTH, MouthNet, usual_mouth  # noqa: E402
from export.transfer_samples import Sampler  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")

TINY = MouthConfig(steps=12, batch=4, rate=1e-2)


@pytest.fixture
def sampler(faces: Bank, looks: LookBank, bare: LookBank, mesh: FaceMesh) -> Sampler:
    return Sampler(faces, looks, bare, mesh, 1, TINY.chances, MOUTH)


def trainer_for(sampler: Sampler, mesh: FaceMesh) -> MouthTrainer:
    torch.manual_seed(0)
    network = MouthNet(mesh, (8, 8, 8), usual_mouth(*sampler.usual()))
    return MouthTrainer(TINY, network, mesh)


def test_a_sample_shows_the_mouth_of_a_whole_face(
    faces: Bank, looks: LookBank, bare: LookBank, mesh: FaceMesh
) -> None:
    still = replace(
        Chances(), bare=0.0, asymmetric=0.0, complexion=0.0, hidden=0.0, hole=0.0, coarse=0.0,
        uneven=0.0, jitter=0.0, shading=0.0, noise=0.0, faintest=1.0, strongest=1.0,
    )  # fmt: skip
    batch = Sampler(faces, looks, bare, mesh, 3, still, MOUTH).batch(0, 8, MOUTH.size)
    lips = torch.from_numpy(lips_mask(mesh)[MOUTH.rows, MOUTH.columns])
    worn = batch.layer[:, 3] > 0.5
    assert float((worn == lips).float().mean()) > 0.99  # some are mirrored
    skin = torch.tensor(bare_skin(mesh, SIZE)[MOUTH.rows, MOUTH.columns])
    around = batch.face[:, :3, skin].mean(dim=-1)
    assert torch.allclose(batch.skin, around, atol=0.03)


def test_natural_lips_differ_as_far_as_is_asked(
    faces: Bank, looks: LookBank, bare: LookBank, mesh: FaceMesh
) -> None:
    lips = torch.from_numpy(lips_mask(mesh)[MOUTH.rows, MOUTH.columns])
    greens = []
    for redder in (0.0, 0.3):
        chances = replace(Chances(), bare=1.0, redder=redder)
        batch = Sampler(faces, looks, bare, mesh, 3, chances, MOUTH).batch(0, 24, MOUTH.size)
        greens.append(batch.face[:, 1, lips].mean())
    assert greens[1] < 0.98 * greens[0]


def test_difference_is_nearly_that_of_the_measure() -> None:
    rng = np.random.default_rng(0)
    true = rng.uniform([25, -5, 0], [80, 45, 35], (400, 3))
    made = true + rng.normal(0, 4, true.shape)
    planes = [torch.from_numpy(lab.T[None, :, :, None] / 100).float() for lab in (true, made)]
    near = 100 * perceived(*planes).numpy().ravel()
    exact = deltaE_ciede2000(true, made)
    assert np.corrcoef(near, exact)[0, 1] > 0.95
    assert near.mean() == pytest.approx(exact.mean(), rel=0.1)


def test_training_lowers_the_loss(sampler: Sampler, mesh: FaceMesh) -> None:
    trainer = trainer_for(sampler, mesh)
    found = [trainer.train(batch)["loss"] for batch in batches(sampler, TINY, 0)]
    assert len(found) == TINY.steps
    assert np.mean(found[-3:]) < 0.9 * np.mean(found[:2])


def test_the_loss_of_the_truth_is_the_least(sampler: Sampler, mesh: FaceMesh) -> None:
    batch = sampler.batch(0, 4, MOUTH.size)
    off = torch.logit(batch.layer, eps=1e-4).add(0.5).sigmoid()
    important = torch.ones(1, 1, 44, MOUTH.size)
    least, more = (mouth_losses(each, each, batch, important) for each in (batch.layer, off))
    for name in ("seen", "opacity", "likelihood", "colour", "finish"):
        assert float(least[name]) < float(more[name]), name
    assert float(least["seen"]) < 1e-4


def test_a_run_that_was_cut_off_ends_the_same(
    sampler: Sampler, mesh: FaceMesh, tmp_path: Path
) -> None:
    whole = trainer_for(sampler, mesh)
    for batch in batches(sampler, TINY, 0):
        whole.train(batch)
    first = trainer_for(sampler, mesh)
    for batch, _ in zip(batches(sampler, TINY, 0), range(5), strict=False):
        first.train(batch)
    first.save(tmp_path / "mouth.pt")
    second = trainer_for(sampler, mesh)
    second.resume(tmp_path / "mouth.pt")
    for batch in batches(sampler, TINY, second.step):
        second.train(batch)
    assert second.step == TINY.steps
    for one, other in zip(whole.network.parameters(), second.network.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_only_the_lips_are_mixed(mesh: FaceMesh) -> None:
    mouth = MouthNet(mesh).eval()
    whole = 0.1 + 0.9 * torch.rand(1, 6, SIZE, SIZE)
    nearer = torch.zeros(1, 6, MOUTH.size, MOUTH.size)
    nearer[:, 3] = 1.0
    made = mouth.put(nearer, whole)
    lips = torch.from_numpy(lips_mask(mesh))
    share = float(mouth.share.max())
    assert 0.5 <= share < 1.0
    right = share + (1.0 - share) * whole[0, 3, lips]
    assert torch.allclose(made[0, 3, lips], right, atol=0.02)
    assert bool((made[0, :3, lips] < whole[0, :3, lips]).all())
    far = torch.ones(SIZE, SIZE, dtype=torch.bool)
    far[MOUTH.rows, MOUTH.columns] = False
    assert torch.equal(made[..., far], whole[..., far])
