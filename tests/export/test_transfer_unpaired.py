"""The second phase: photos whose true makeup nobody knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from export.train_transfer import Trainer  # noqa: E402
from export.transfer_bank import LookBank  # noqa: E402
from export.transfer_config import Config, Phase  # noqa: E402
from export.transfer_critics import Critics  # noqa: E402
from export.transfer_faces import Bank, lips_mask  # noqa: E402
from export.transfer_losses import Weights  # noqa: E402
from export.transfer_network import WORK, TransferNet  # noqa: E402
from export.transfer_samples import Batch, Sampler  # noqa: E402
from export.transfer_unpaired import PARTS, Photos, Second, matched, second_losses  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")

WEIGHTS = Weights(histogram=3.0, critics=0.1, cycle=3.0, perceptual=1.0)
TINY = Config(widths=(8, 8, 8, 8), phases=(Phase(WORK, 6, 2, 1e-3),), weights=WEIGHTS)


@pytest.fixture
def batch(faces: Bank, looks: LookBank, bare: LookBank, mesh: FaceMesh) -> Batch:
    return Sampler(faces, looks, bare, mesh, seed=1).batch(0, 4, WORK)


@pytest.fixture
def network(mesh: FaceMesh) -> TransferNet:
    torch.manual_seed(0)
    return TransferNet(mesh, (8, 8, 8, 8))


def test_matched_values_have_the_others_histogram_and_their_own_order() -> None:
    mine, theirs = torch.rand(2, 3, 50), torch.rand(2, 3, 50) ** 3
    found = matched(mine, theirs)
    assert torch.equal(found.sort().values, theirs.sort().values)
    assert torch.equal(found.argsort(), mine.argsort())


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_part_teaches_the_network(
    part: str, batch: Batch, network: TransferNet, faces: Bank, mesh: FaceMesh
) -> None:
    second = Second(network, Photos.of(faces), mesh)
    found = second_losses(network, second, batch, 0, frozenset({part}))
    assert set(found) == {part}
    found[part].backward()
    assert max(float(p.grad.abs().max()) for p in network.parameters() if p.grad is not None) > 0
    assert all(p.grad is None for p in second.before.parameters())


def test_colours_of_the_photo_cost_nothing(
    batch: Batch, faces: Bank, looks: LookBank, mesh: FaceMesh
) -> None:
    """Lips as in the photo, against lips of another colour, on the person of the photo."""

    class Knowing(torch.nn.Module):
        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

        def forward(self, face: torch.Tensor) -> tuple[torch.Tensor, None]:
            layer = torch.zeros(len(face), 6, WORK, WORK)
            layer[:, 3, torch.from_numpy(lips_mask(mesh, WORK))] = self.share
            return layer, None

    photos = Photos.of(faces)
    second = Second(TransferNet(mesh, (8, 8, 8, 8)), photos, mesh)
    mine = photos.some(4, 0)
    own = replace(batch, other=(mine.faces[:, :3] + 0.055).pow(2.4) / 1.137, other_light=mine.light)
    bare, black = (
        float(second_losses(Knowing(share), second, own, 0, frozenset({"histogram"}))["histogram"])
        for share in (0.0, 0.9)
    )
    assert bare < 0.25 * black


def test_critics_learn_to_tell_apart(mesh: FaceMesh) -> None:
    torch.manual_seed(0)
    critics = Critics(mesh)
    optimiser = torch.optim.Adam(critics.parameters(), 2e-3)
    drawn, read = (level + 0.05 * torch.randn(6, 3, WORK, WORK) for level in (0.6, 0.4))
    before = float(critics.told_apart(drawn, read).detach())
    for _ in range(15):
        optimiser.zero_grad()
        critics.told_apart(drawn, read).backward()
        optimiser.step()
    assert float(critics.told_apart(drawn, read).detach()) < 0.7 * before
    for one, other in zip(critics.judge(drawn), critics.judge(read), strict=True):
        assert float(one.detach().mean()) > float(other.detach().mean())


def test_a_second_phase_that_was_cut_off_ends_the_same(
    faces: Bank, looks: LookBank, bare: LookBank, mesh: FaceMesh, tmp_path: Path
) -> None:
    sampler, photos = Sampler(faces, looks, bare, mesh, seed=1), Photos.of(faces)

    def begin() -> Trainer:
        return Trainer(TINY, sampler, mesh, device="cpu", photos=photos)

    whole = begin()
    found = [whole.train() for _ in range(4)]
    assert set(found[0]) >= PARTS
    first = begin()
    for _ in range(2):
        first.train()
    first.save(tmp_path / "checkpoint.pt")
    torch.manual_seed(9)
    second = begin()
    second.resume(tmp_path / "checkpoint.pt")
    for _ in range(2):
        second.train()
    for one, other in zip(whole.network.parameters(), second.network.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-4)
