"""Training goes on where it was cut off, and what is exported answers as torch does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
onnx = pytest.importorskip("onnx", reason="exporting needs the export extra")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.face.unwrap import Unwrapped  # noqa: E402
from beautymirror.inference.manifest import ensure_model  # noqa: E402
from beautymirror.inference.skin import SCORES, SkinNetwork  # noqa: E402
from export.skin_network import STATISTICS, SkinNet  # noqa: E402
from export.skin_onnx import export_network, fixed_input, load_network  # noqa: E402
from export.skin_samples import Faces, SampleMaker, tone_bin  # noqa: E402
from export.skin_train import Config, Pool, Trainer  # noqa: E402

TINY = Config(width=4, pool=8, steps=4, batch=4, warmup=1, threads=1)


@pytest.fixture(scope="module")
def faces() -> Faces:
    rng = np.random.default_rng(0)
    flats = []
    for tone in ((200, 150, 130), (110, 75, 55), (60, 40, 33)):
        image = np.clip(rng.normal(tone, 4, (256, 256, 3)), 0, 255).astype(np.uint8)
        flats.append(Unwrapped(image, np.ones((256, 256), np.float32)))
    return Faces(["a", "b", "c"], flats, np.array([45.0, -10.0, -50.0], np.float32))


@pytest.fixture
def maker(faces: Faces, mesh: FaceMesh) -> SampleMaker:
    return SampleMaker(faces, mesh, TINY.seed)


def weights(trainer: Trainer) -> np.ndarray:
    return torch.cat([p.detach().flatten() for p in trainer.network.parameters()]).numpy()


def test_a_sample_depends_on_seed_and_number_alone(maker: SampleMaker) -> None:
    one, other = maker.make(3), maker.make(3)
    assert (one.planes == other.planes).all()
    assert (one.scores == other.scores).all()
    assert np.abs(one.planes - maker.make(4).planes).max() > 0


def test_every_tone_is_drawn_alike(faces: Faces, mesh: FaceMesh) -> None:
    many = Faces(
        ["x"] * 10, [faces.flats[0]] * 8 + faces.flats[1:], np.array([45.0] * 8 + [0, -50])
    )
    maker = SampleMaker(many, mesh, 5, vary=False)
    levels = [float(maker.make(number).planes[4, 0, 0]) for number in range(90)]
    light = sum(level > 0.5 for level in levels)
    assert 15 <= light <= 45  # a third, though eight of ten faces are light
    assert tone_bin(45.0) == "light"


def test_a_run_that_was_cut_off_ends_the_same(maker: SampleMaker, tmp_path: Path) -> None:
    pool = Pool(tmp_path, maker, TINY.pool)
    pool.fill()
    whole = Trainer(TINY, pool, "cpu")
    for _ in range(4):
        whole.train_on(whole.next_batch())
    first = Trainer(TINY, pool, "cpu")
    for _ in range(2):
        first.train_on(first.next_batch())
    first.save(tmp_path / "c.pt")
    second = Trainer(TINY, Pool(tmp_path, maker, TINY.pool), "cpu")
    second.resume(tmp_path / "c.pt")
    assert second.step == 2
    for _ in range(2):
        second.train_on(second.next_batch())
    assert weights(second) == pytest.approx(weights(whole), abs=1e-7)
    assert not list(tmp_path.glob("*.part"))


def test_a_checkpoint_of_another_run_is_refused(maker: SampleMaker, tmp_path: Path) -> None:
    pool = Pool(tmp_path, maker, TINY.pool)
    pool.fill()
    Trainer(TINY, pool, "cpu").save(tmp_path / "c.pt")
    other = Config(width=4, pool=8, steps=5, batch=4, warmup=1)
    with pytest.raises(ValueError, match="another configuration"):
        Trainer(other, pool, "cpu").resume(tmp_path / "c.pt")


def test_a_pool_goes_on_where_it_was_cut_off(maker: SampleMaker, tmp_path: Path) -> None:
    pool = Pool(tmp_path, maker, TINY.pool)
    pool.fill()
    before = pool.batch(np.array([0, 7]))["cues"].numpy().copy()
    (tmp_path / "pool.json").write_text(json.dumps({"count": 5}))
    again = Pool(tmp_path, maker, TINY.pool)
    assert again.count == 5
    again.fill()
    assert (again.batch(np.array([0, 7]))["cues"].numpy() == before).all()


def test_training_learns(maker: SampleMaker, tmp_path: Path) -> None:
    config = Config(width=4, pool=8, steps=40, batch=8, warmup=1, rate=5e-3, threads=1)
    pool = Pool(tmp_path, maker, config.pool)
    pool.fill()
    trainer = Trainer(config, pool, "cpu")
    losses = [trainer.train_on(trainer.next_batch()) for _ in range(40)]
    for part, share in (("maps", 0.6), ("scores", 0.9)):
        values = [loss[part] for loss in losses]
        assert np.mean(values[-5:]) < share * np.mean(values[:3]), part


def test_a_network_starts_from_what_statistics_tell(maker: SampleMaker) -> None:
    rng = torch.Generator().manual_seed(0)
    statistics = torch.rand(400, STATISTICS, generator=rng)
    scores = torch.rand(400, len(SCORES), generator=rng) * 0.2 + 0.4 * statistics[:, :1]
    network = SkinNet(4)
    network.start_from(statistics, scores, torch.arange(400) % 4)
    with torch.no_grad():
        packed = torch.log1p(20 * statistics)
        first = network.direct((packed - network.usual) / network.spread)[:, 0].sigmoid()
    assert np.corrcoef(first.numpy(), scores[:, 0].numpy())[0, 1] > 0.9


def test_the_exported_network_answers_as_torch(maker: SampleMaker, tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = SkinNet(4).eval()
    path = tmp_path / "skin.onnx"
    assert max(export_network(network, path).values()) < 1e-3
    planes = maker.make(1).planes
    with torch.no_grad():
        scores, types, maps = network(torch.from_numpy(planes[None]))
    seen = SkinNetwork(path).read(planes)
    assert seen.scores == pytest.approx(scores.sigmoid()[0].numpy(), abs=1e-3)
    assert seen.types == pytest.approx(types.softmax(1)[0].numpy(), abs=1e-3)
    assert seen.maps == pytest.approx(maps.sigmoid()[0].numpy(), abs=1e-3)
    assert [p.name for p in tmp_path.iterdir()] == ["skin.onnx"]


def test_a_checkpoint_is_exported_with_its_averaged_weights(
    maker: SampleMaker, tmp_path: Path
) -> None:
    pool = Pool(tmp_path, maker, TINY.pool)
    pool.fill()
    trainer = Trainer(TINY, pool, "cpu")
    for _ in range(3):
        trainer.train_on(trainer.next_batch())
    trainer.save(tmp_path / "c.pt")
    loaded = dict(load_network(tmp_path / "c.pt").named_parameters())
    average = dict(trainer.average.module.named_parameters())
    assert all(torch.equal(loaded[name], average[name]) for name in loaded)


def test_the_shipped_network_answers_what_torch_answered() -> None:
    path = ensure_model("skin")
    stored = {p.key: p.value for p in onnx.load(str(path)).metadata_props}
    told = json.loads(stored["torch_answers"])
    seen = SkinNetwork(path).read(fixed_input())
    assert seen.scores == pytest.approx(told["scores"], abs=1e-3)
    assert seen.types == pytest.approx(told["types"], abs=1e-3)
    assert seen.maps.mean(axis=(1, 2)) == pytest.approx(told["maps"], abs=1e-3)
