"""Training on made-up faces: what is sampled, that it is learned, and that it goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.looks.makeup import KINDS  # noqa: E402
from export.train_transfer import Trainer, run  # noqa: E402
from export.transfer_ablation import held_errors, taught_on  # noqa: E402
from export.transfer_bank import LookBank  # noqa: E402
from export.transfer_chances import Chances  # noqa: E402
from export.transfer_config import Config, Phase  # noqa: E402
from export.transfer_faces import Bank, lips_mask  # noqa: E402
from export.transfer_looks import COMPLEXION, Palette, sample_look  # noqa: E402
from export.transfer_losses import losses  # noqa: E402
from export.transfer_network import Prior, TransferNet, macs  # noqa: E402
from export.transfer_prior import usual_faces  # noqa: E402
from export.transfer_samples import Sampler  # noqa: E402

TINY = Config(widths=(8, 8, 8, 8), phases=(Phase(128, 3, 2, 1e-3), Phase(256, 1, 2, 1e-3)))


pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def sampler(faces: Bank, looks: LookBank, bare: LookBank, mesh: FaceMesh) -> Sampler:
    return Sampler(faces, looks, bare, mesh, seed=1)


def weights(trainer: Trainer) -> np.ndarray:
    return torch.cat([p.detach().flatten() for p in trainer.network.parameters()]).numpy()


def test_looks_are_sampled_of_every_kind_that_is_painted() -> None:
    palette = Palette({"lipstick": ("#AA3344",)})
    rng = np.random.default_rng(0)
    seen = {layer.kind for _ in range(150) for layer in sample_look(palette, rng)}
    painted = {kind for kind, makeup in KINDS.items() if makeup.drawn == "bake"}
    assert seen == painted - {*COMPLEXION, "smoothing", "transfer"}


def test_a_batch_depends_on_seed_and_number_alone(sampler: Sampler) -> None:
    one, same, other = sampler.batch(3, 4, 128), sampler.batch(3, 4, 128), sampler.batch(4, 4, 128)
    assert torch.equal(one.face, same.face)
    assert torch.equal(one.layer, same.layer)
    assert not torch.equal(one.face, other.face)


@pytest.mark.parametrize("size", [128, 256])
def test_a_sample_shows_the_look_that_it_says(sampler: Sampler, size: int) -> None:
    batch = sampler.batch(0, 12, size)
    assert batch.face.shape == (12, 4, size, size)
    assert batch.layer.shape == (12, 6, size, size)
    for values in (batch.face, batch.layer):
        assert float(values.min()) >= 0.0
        assert float(values.max()) <= 1.0
    worn = batch.layer[:, 3].amax(dim=(1, 2))
    assert bool((worn[batch.bare > 0] == 0).all())
    assert bool((worn[batch.bare == 0] > 0.2).all())


def test_the_rest_of_a_mirrored_face_mirrors_its_look(
    faces: Bank, looks: LookBank, mesh: FaceMesh
) -> None:
    hidden = replace(Chances(), hidden=1.0, hole=0.0, bare=0.0, jitter=0.0, asymmetric=1.0)
    batch = Sampler(faces, looks, looks, mesh, 2, hidden).batch(0, 6, 128)
    cover = batch.face[:, 3:4]
    gone = (cover < 0.01) & (cover.flip(-1) > 0.99)
    one, other = batch.layer[:, 3:4], batch.layer.flip(-1)[:, 3:4]
    assert bool(gone.any())
    assert torch.allclose(one[gone], other[gone], atol=1e-5)


def test_training_lowers_the_loss(sampler: Sampler, mesh: FaceMesh) -> None:
    config = replace(TINY, phases=(Phase(128, 20, 4, 1e-2),), warmup=1)
    trainer = Trainer(config, sampler, mesh, device="cpu")
    found = [trainer.train()["loss"] for _ in range(20)]
    assert np.mean(found[-5:]) < 0.8 * np.mean(found[:3])


def test_the_loss_of_the_truth_is_the_least(sampler: Sampler) -> None:
    batch = sampler.batch(0, 4, 128)
    important = torch.ones(1, 1, 128, 128)
    other = torch.logit(batch.layer, eps=1e-4).add(0.5).sigmoid()
    least, off = losses(batch.layer, batch, important), losses(other, batch, important)
    for name in ("opacity", "colour", "render", "edges", "finish", "likelihood"):
        assert float(least[name]) < float(off[name]), name
    assert float(least["render"]) < 1e-4


def test_a_run_that_was_cut_off_ends_the_same(
    sampler: Sampler, mesh: FaceMesh, tmp_path: Path
) -> None:
    whole = Trainer(TINY, sampler, mesh, device="cpu")
    for _ in range(TINY.steps):
        whole.train()
    first = Trainer(TINY, sampler, mesh, device="cpu")
    for _ in range(2):
        first.train()
    first.save(tmp_path / "checkpoint.pt")
    second = Trainer(TINY, sampler, mesh, device="cpu")
    second.resume(tmp_path / "checkpoint.pt")
    while second.step < TINY.steps:
        second.train()
    assert weights(second) == pytest.approx(weights(whole), abs=1e-5)
    other = Trainer(replace(TINY, seed=2), sampler, mesh, device="cpu")
    with pytest.raises(ValueError, match="another configuration"):
        other.resume(tmp_path / "checkpoint.pt")


def test_a_run_leaves_checkpoint_log_curve_and_samples(
    sampler: Sampler, mesh: FaceMesh, tmp_path: Path
) -> None:
    config = replace(TINY, log_every=1, validate_every=4)
    run(Trainer(config, sampler, mesh, device="cpu"), sampler, tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"checkpoint.pt", "log.csv", "curve.png", "samples_000004.png"} <= names
    lines = (tmp_path / "log.csv").read_text().splitlines()
    assert lines[0].startswith("step,seconds,size,loss,")
    assert len(lines) == 5


def test_bare_faces_are_not_unusual(faces: Bank, mesh: FaceMesh) -> None:
    usual, spread = usual_faces(faces, mesh)
    network = TransferNet(mesh, prior=Prior(usual, spread, np.zeros((11, 128, 128), np.float32)))
    lips = lips_mask(mesh, 128)
    face = torch.from_numpy(faces.images[:1]).permute(0, 3, 1, 2).float() / 255
    made = face.clone()
    made[0, 1, torch.from_numpy(lips_mask(mesh))] *= 0.5
    bare, worn = (
        network.look(torch.cat([planes, torch.ones(1, 1, 256, 256)], dim=1))[0][0, 4:7].numpy()
        for planes in (face, made)
    )
    assert np.abs(bare).mean() < 1.5
    assert np.abs(worn[1, lips]).mean() > 2.5


def test_the_truth_has_no_error_and_nothing_worn_has_one(sampler: Sampler, mesh: FaceMesh) -> None:
    class Knowing(torch.nn.Module):
        """Answers with the layers of the sampler's next batches, made fainter."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share, self.number = share, 10**9

        def forward(self, face: torch.Tensor) -> tuple[torch.Tensor, None]:
            layer = sampler.batch(self.number, 16, 128).layer
            self.number += 1
            return torch.cat([layer[:, :3], self.share * layer[:, 3:]], dim=1), None

    assert held_errors(Knowing(1.0), sampler, mesh, 1)["lips"] == 0.0
    assert held_errors(Knowing(0.0), sampler, mesh, 1)["lips"] > 5.0


def test_a_part_of_the_loss_is_left_out_and_what_was_learned_stays(
    sampler: Sampler, mesh: FaceMesh, tmp_path: Path
) -> None:
    trainer = Trainer(TINY, sampler, mesh, device="cpu")
    trainer.train()
    trainer.save(tmp_path / "checkpoint.pt")
    start = weights(trainer)
    both = []
    for without in ({}, {"render": 0.0}):
        taught_on(trainer, tmp_path / "checkpoint.pt", TINY, without, 2)
        assert trainer.step == 3
        both.append(weights(trainer))
    assert np.abs(both[0] - start).max() > 0
    assert np.abs(both[0] - both[1]).max() > 0


def test_the_network_keeps_its_budget(mesh: FaceMesh) -> None:
    network = TransferNet(mesh)
    assert sum(p.numel() for p in network.parameters()) <= 500_000
    assert macs(network, torch.zeros(1, 4, 256, 256)) <= 450_000_000
