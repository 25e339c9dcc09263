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
from beautymirror.inference.transfer import USUAL_LIGHT  # noqa: E402
from export.mouth_gate import fit_gate  # noqa: E402
from export.train_mouth import MouthConfig, MouthTrainer, mouth_losses  # noqa: E402
from export.transfer_bank import LookBank  # noqa: E402
from export.transfer_chances import Chances  # noqa: E402
from export.transfer_composite import decode, perceived  # noqa: E402
from export.transfer_faces import SIZE, Bank, lips_mask  # noqa: E402
from export.transfer_mouth import MOUTH, TAKEN, MouthNet  # noqa: E402
from export.transfer_samples import Sampler  # noqa: E402
from export.worn_bank import WornBank, load_worn  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")

TINY = MouthConfig(steps=12, batch=4, rate=1e-2, warmup=1)
N = MOUTH.size


def stored(mesh: FaceMesh, folder: Path) -> Path:
    """Two lipsticks, each on three people, as ``export.worn`` writes them."""
    rng = np.random.default_rng(0)
    lips = lips_mask(mesh)[MOUTH.rows, MOUTH.columns]
    rows = []
    for look, paint in enumerate(((170, 20, 40), (90, 40, 110))):
        for tone, skin in enumerate(((205, 160, 140), (150, 100, 75), (80, 52, 40))):
            bare = np.clip(rng.normal(skin, 4, (N, N, 3)), 0, 255).astype(np.uint8)
            exact = np.where(lips[..., None], np.uint8(paint), bare)
            face = np.dstack([exact, np.full((N, N), 255, np.uint8)])
            lit = np.full((32, 32), 0.5, np.float16)
            row = {"look": look, "coated": True, "tone": np.int8(tone), "bare": bare}
            row |= {"exact": exact, "seen": np.ones((N, N), bool), "read": True}
            row |= {"light": np.full((N, N, 3), 150, np.uint8), "face": face, "lit": lit}
            row |= {"finish": np.full((2, N, N), 100, np.uint8)}
            row |= {"first": np.full((6, N, N), 40, np.uint8), "style": np.zeros(64, np.float32)}
            rows.append(row | {"skin": np.float32(skin) / 255})
    whole = {name: np.stack([np.asarray(row[name]) for row in rows]) for name in rows[0]}
    np.savez(folder / "000000.npz", **whole)
    return folder


@pytest.fixture
def bank(mesh: FaceMesh, tmp_path: Path) -> WornBank:
    return load_worn(stored(mesh, tmp_path))


def trainer_for(mesh: FaceMesh) -> MouthTrainer:
    torch.manual_seed(0)
    return MouthTrainer(TINY, MouthNet(mesh, (8, 8, 8)), mesh)


def taught(trainer: MouthTrainer, bank: WornBank, until: int = TINY.steps) -> list[float]:
    return [
        trainer.train(bank.drawn(TINY.batch, np.random.default_rng(step)))["loss"]
        for step in range(trainer.step, until)
    ]


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


def test_a_pigment_is_told_apart_from_the_light_it_lies_in(mesh: FaceMesh) -> None:
    mouth, shown = MouthNet(mesh).eval(), torch.full((1, 3, N, N), 0.4)
    raw = torch.zeros(1, 11, TAKEN.stop - TAKEN.start, N)
    raw[:, [3, 9]] = 9.0  # opaque, and the pigment that is solved is believed
    skin = torch.full((1, 3), 0.6)

    def pigment(light: float) -> float:
        logarithm = mouth.light(torch.full((1, 1, 32, 32), light))
        return float(decode(mouth.layer(raw, shown, skin, logarithm)[:, :3]).detach().mean())

    # Paint that looks the same in less light reflects more of it.
    assert pigment(0.4) / pigment(0.8) == pytest.approx(2.0 ** mouth.lit.item(), rel=0.02)


def test_light_is_looked_up_where_the_mouth_is(mesh: FaceMesh) -> None:
    rows = (torch.arange(32) + 0.5) / 32
    near = MouthNet(mesh).light(rows[None, None, :, None].expand(1, 1, 32, 32)).exp() * USUAL_LIGHT
    here = (MOUTH.top + torch.arange(N) + 0.5) / SIZE
    assert torch.allclose(near[0, 0, :, 0], here, atol=0.01)


def test_pictures_of_a_look_go_together(bank: WornBank) -> None:
    assert bank.mates(1).tolist() == [0, 2]
    batch = bank.batch(np.array([0, 4]), np.array([[1, 5]]))
    assert batch.heard.shape == (2, 6, N, N)
    lips = batch.others[0].changed[:, 0] > 0
    # What was worn by one is the exact result on the other.
    assert torch.equal(batch.others[0].exact[0][:, lips[0]], batch.face[0, :3][:, lips[0]])
    assert 0.05 < float(lips.float().mean()) < 0.3


def test_difference_is_nearly_that_of_the_measure() -> None:
    rng = np.random.default_rng(0)
    true = rng.uniform([25, -5, 0], [80, 45, 35], (400, 3))
    made = true + rng.normal(0, 4, true.shape)
    planes = [torch.from_numpy(lab.T[None, :, :, None] / 100).float() for lab in (true, made)]
    near = 100 * perceived(*planes).numpy().ravel()
    exact = deltaE_ciede2000(true, made)
    assert np.corrcoef(near, exact)[0, 1] > 0.95
    assert near.mean() == pytest.approx(exact.mean(), rel=0.1)


def test_training_lowers_the_loss(bank: WornBank, mesh: FaceMesh) -> None:
    trainer = trainer_for(mesh)
    before = trainer.validate(bank)
    found = taught(trainer, bank)
    assert len(found) == TINY.steps
    assert np.mean(found[-3:]) < 0.9 * np.mean(found[:2])
    assert trainer.validate(bank) < before


def test_a_coat_where_none_is_worn_costs(bank: WornBank, mesh: FaceMesh) -> None:
    torch.manual_seed(0)
    network, lips = MouthNet(mesh, (8, 8, 8)), torch.ones(1, 1, N, N)
    batch = bank.batch(np.array([0]), np.array([[1]]))
    worn = mouth_losses(network, batch, lips, 0 * lips)
    batch.coated[:] = 0.0
    bare = mouth_losses(network, batch, lips, 0 * lips)
    assert float(worn["bare"].detach()) == 0.0
    assert float(bare["bare"].detach()) > 0.0


def test_bare_lips_are_told_from_coated_ones(bank: WornBank, mesh: FaceMesh) -> None:
    torch.manual_seed(0)
    mouth = MouthNet(mesh, (8, 8, 8)).eval()
    # Of the two lipsticks one passes for the colour of natural lips.
    natural = bank.look == 0
    batch = bank.batch(bank.photos(), np.empty((0, len(bank.look)), np.int64))
    light = mouth.light(batch.light)
    told = mouth.look(batch.face, batch.skin, batch.heard, batch.style, light)[1]
    assert bool((mouth.surely_coated(told) == 1.0).all())
    fit_gate(mouth, replace(bank, coated=~natural, look=np.where(natural, -1, bank.look)))
    sure = mouth.surely_coated(told)[:, 0].detach()
    assert float(sure[natural].max()) < 0.6 < 0.9 < float(sure[~natural].min())


def test_a_run_that_was_cut_off_ends_the_same(
    bank: WornBank, mesh: FaceMesh, tmp_path: Path
) -> None:
    whole, first, second = (trainer_for(mesh) for _ in range(3))
    taught(whole, bank)
    taught(first, bank, 5)
    first.save(tmp_path / "mouth.pt")
    second.begin(tmp_path / "mouth.pt", tmp_path / "none.pt")
    taught(second, bank)
    assert second.step == TINY.steps
    for one, other in zip(whole.network.parameters(), second.network.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_a_run_may_begin_with_what_another_has_learned(
    bank: WornBank, mesh: FaceMesh, tmp_path: Path
) -> None:
    before, after = trainer_for(mesh), trainer_for(mesh)
    taught(before, bank, 5)
    before.save(tmp_path / "before.pt")
    after.begin(tmp_path / "mouth.pt", tmp_path / "before.pt")
    assert after.step == 0
    learned = before.average.module.state_dict()
    for name, value in after.network.state_dict().items():
        assert torch.equal(value, learned[name]), name


def test_only_the_lips_are_replaced(mesh: FaceMesh) -> None:
    mouth = MouthNet(mesh).eval()
    whole = 0.1 + 0.9 * torch.rand(1, 6, SIZE, SIZE)
    nearer = torch.zeros(1, 6, TAKEN.stop - TAKEN.start, N)
    nearer[:, 3] = 1.0
    made = mouth.put(nearer, whole)
    lips = torch.from_numpy(lips_mask(mesh))
    assert torch.allclose(made[0, 3, lips], torch.ones(()), atol=0.03)
    assert float(made[0, :3, lips].max()) < 0.05
    far = torch.ones(SIZE, SIZE, dtype=torch.bool)
    far[MOUTH.rows, MOUTH.columns] = False
    assert torch.equal(made[..., far], whole[..., far])
