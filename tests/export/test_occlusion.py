"""Things are drawn before faces the same way each time, and training on them goes on and learns."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
onnx = pytest.importorskip("onnx", reason="exporting needs the export extra")

from beautymirror.capture.portrait import load_portrait  # noqa: E402
from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.inference.manifest import ensure_model  # noqa: E402
from beautymirror.inference.occlusion import INPUT_SIZE, OcclusionNetwork  # noqa: E402
from export.occlusion_canvas import Layer, Scene, clear  # noqa: E402
from export.occlusion_faces import Portrait, held_out, load_portraits, natural  # noqa: E402
from export.occlusion_light import cast, relight, worn  # noqa: E402
from export.occlusion_network import CoverNet, losses, parameters  # noqa: E402
from export.occlusion_samples import KINDS, SampleMaker  # noqa: E402
from export.train_occlusion import Config, Trainer, fixed_input, load_network, ship  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")

TINY = Config(width=4, steps=4, batch=2, warmup=1, averaging=0.5)


@pytest.fixture(scope="module")
def portraits() -> list[Portrait]:
    still = load_portrait((320, 240))
    points = still.landmarks[:, :2]
    before = np.zeros(still.image.shape[:2], np.uint8)
    tones = {"light": 1.0, "brown": 0.6, "dark": 0.35}
    return [
        Portrait(tone, (still.image * share).astype(np.uint8), points, before, tone, False)
        for tone, share in tones.items()
    ]


@pytest.fixture
def maker(portraits: list[Portrait], mesh: FaceMesh) -> SampleMaker:
    return SampleMaker(portraits, mesh, TINY.seed)


@pytest.fixture
def scene(portraits: list[Portrait]) -> Scene:
    one = portraits[0]
    return Scene(one.picture.shape[:2], one.points, np.array([190, 150, 130], np.float32))


def test_a_sample_depends_on_seed_and_number_alone(maker: SampleMaker) -> None:
    one, same, other = maker.make(3), maker.make(3), maker.make(4)
    assert (one.flat == same.flat).all()
    assert (one.truth == same.truth).all()
    assert (one.flat != other.flat).any()


def test_every_tone_is_drawn_alike(portraits: list[Portrait], mesh: FaceMesh) -> None:
    maker = SampleMaker([portraits[0]] * 8 + portraits[1:], mesh, 5)
    tones = [maker.make(number, "").tone for number in range(60)]
    assert all(10 <= tones.count(tone) <= 32 for tone in ("light", "brown", "dark"))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_things_are_drawn_where_the_truth_says(kind: str, scene: Scene) -> None:
    rng = np.random.default_rng(2)
    face = np.zeros((*scene.size, 3), np.float32)
    hidden = []
    for _ in range(25):
        layer = KINDS[kind](scene, rng)
        assert layer.alpha.min() >= 0
        assert layer.alpha.max() <= 1
        assert np.isfinite(layer.color).all()
        drawn = face * (1 - layer.alpha[..., None]) + layer.color * layer.alpha[..., None]
        assert not drawn[layer.alpha == 0].any()
        hidden.append(float(layer.alpha.mean()))
    assert np.mean(np.array(hidden) > 0.002) > 0.7
    assert np.std(hidden) > 0.002  # no two alike


def test_some_glasses_throw_no_shadow(scene: Scene) -> None:
    rng = np.random.default_rng(3)
    assert 15 < sum(KINDS["glasses"](scene, rng).lift == 0.0 for _ in range(120)) < 50


def test_light_makeup_and_marks_hide_nothing(maker: SampleMaker) -> None:
    samples = [maker.make(number, "") for number in range(12)]
    assert max(float(sample.truth.max()) for sample in samples) < 1e-3
    spread = np.std([sample.flat[sample.coverage > 0.9].mean() for sample in samples])
    assert spread > 10


def test_shadows_darken_what_lies_behind_alone(scene: Scene) -> None:
    rng = np.random.default_rng(0)
    face = np.full((*scene.size, 3), 150, np.float32)
    layer = clear(scene)
    assert np.array_equal(cast(face, scene, layer.alpha, 0.2, rng), face)
    layer.alpha[100:140, 100:160] = 1.0
    assert np.array_equal(cast(face, scene, layer.alpha, 0.0, rng), face)
    assert cast(face, scene, layer.alpha, 0.2, rng).max() <= 150


def test_pictures_stay_pictures_in_any_light(portraits: list[Portrait], scene: Scene) -> None:
    for seed in range(15):
        rng = np.random.default_rng(seed)
        picture = worn(portraits[0].picture.astype(np.float32), scene, rng)
        lit = relight(picture, scene, rng)
        assert lit.shape == picture.shape
        assert np.isfinite(lit).all()
        assert 0 <= lit.min() <= lit.max() <= 255


def test_hair_over_the_forehead_is_doubted_and_on_hairy_portraits_taught(
    portraits: list[Portrait], scene: Scene
) -> None:
    bare = portraits[0]
    hairy = bare.picture.copy()
    origin, brow = scene.at([(0.0, -0.62), (0.0, -0.42)])
    rows = slice(int(origin[1]), int(brow[1]))
    hairy[rows, int(origin[0]) - 25 : int(origin[0]) + 25] = (25, 18, 15)
    spot = (rows.start + rows.stop) // 2, int(origin[0])
    assert natural(bare.picture, bare.points, hairy=True)[spot] == 0
    assert natural(hairy, bare.points, hairy=False)[spot] == 128
    assert natural(hairy, bare.points, hairy=True)[spot] == 255


def test_where_hair_is_like_skin_only_the_middle_of_a_portrait_teaches(
    portraits: list[Portrait],
) -> None:
    bare = portraits[0]
    before = natural(bare.picture, bare.points, hairy=False, unmarked=True)
    forehead, nose, lips = (tuple(bare.points[i, ::-1].astype(int)) for i in (10, 4, 13))
    assert before[forehead] == 128
    assert before[nose] == before[lips] == 0


def test_what_is_mostly_hidden_is_taught_as_hidden(
    maker: SampleMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def veil(opacity: float) -> float:
        def drawn(scene: Scene, _rng: np.random.Generator) -> Layer:
            layer = clear(scene)
            layer.alpha[:] = opacity
            return layer

        monkeypatch.setitem(KINDS, "hair", drawn)
        return float(np.median([maker.make(i, "hair").truth[128, 128] for i in range(9)]))

    assert veil(0.7) == 1.0
    assert 0.2 < veil(0.2) < 0.5


def test_what_is_measured_with_is_not_trained_with() -> None:
    code = "import sys, export.train_occlusion; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "export.occlusion_hair" in told.stdout.split()
    assert not [name for name in told.stdout.split() if "commands.quality" in name]


def test_what_nobody_knows_is_not_learned() -> None:
    logits = torch.zeros(1, 1, 8, 8, requires_grad=True)
    truth, known = torch.zeros(1, 1, 8, 8), torch.zeros(1, 1, 8, 8)
    known[..., :4] = 1
    sum(losses(logits, truth, known).values()).backward()
    assert logits.grad is not None
    assert logits.grad[..., :4].abs().min() > 0
    assert logits.grad[..., 4:].abs().max() == 0


def test_a_right_answer_costs_less_than_a_wrong_one() -> None:
    truth = torch.zeros(2, 1, 32, 32)
    truth[:, :, :12] = 1
    known = torch.ones_like(truth)
    right = losses(8 * (2 * truth - 1), truth, known)
    wrong = losses(-8 * (2 * truth - 1), truth, known)
    assert all(right[name] < 0.05 < wrong[name] for name in right)
    nothing = losses(torch.full_like(truth, -8), torch.zeros_like(truth), known)
    assert float(nothing["dice"]) == 0


def test_the_network_is_small_and_answers_every_texel() -> None:
    network = CoverNet(Config().width).eval()
    assert parameters(network) < 200_000
    with torch.no_grad():
        assert network(torch.zeros(1, 5, INPUT_SIZE, INPUT_SIZE)).shape == (1, 1, 256, 256)


def weights(trainer: Trainer) -> np.ndarray:
    return torch.cat([p.detach().flatten() for p in trainer.network.parameters()]).numpy()


def test_a_run_that_was_cut_off_ends_the_same(maker: SampleMaker, tmp_path: Path) -> None:
    whole = Trainer(TINY)
    for batch in whole.batches(maker, workers=0):
        whole.train_on(batch)
    assert whole.step == 4
    first = Trainer(TINY)
    for batch in islice(first.batches(maker, workers=0), 2):
        first.train_on(batch)
    first.save(tmp_path / "c.pt")
    second = Trainer(TINY)
    second.resume(tmp_path / "c.pt")
    assert second.step == 2
    for batch in second.batches(maker, workers=0):
        second.train_on(batch)
    assert weights(second) == pytest.approx(weights(whole), abs=1e-6)
    assert not list(tmp_path.glob("*.part"))


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    Trainer(TINY).save(tmp_path / "c.pt")
    with pytest.raises(ValueError, match="another configuration"):
        Trainer(Config(width=4, steps=5)).resume(tmp_path / "c.pt")


def test_training_learns(maker: SampleMaker) -> None:
    trainer = Trainer(Config(width=4, steps=40, batch=4, warmup=1, rate=5e-3))
    batch = next(trainer.batches(maker, workers=0))
    parts = [trainer.train_on(batch) for _ in range(30)]
    assert parts[-1]["entropy"] < 0.7 * parts[0]["entropy"]


def test_the_exported_network_answers_as_torch(maker: SampleMaker, tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="exporting needs the export extra")
    trainer = Trainer(TINY)
    for batch in trainer.batches(maker, workers=0):
        trainer.train_on(batch)
    trainer.save(tmp_path / "c.pt")
    path = tmp_path / "occlusion.onnx"
    assert max(ship(tmp_path / "c.pt", path).values()) < 1e-3
    network = load_network(tmp_path / "c.pt")
    average = dict(trainer.average.module.named_parameters())
    assert all(torch.equal(p, average[name]) for name, p in network.named_parameters())
    with torch.no_grad():
        answer = network(torch.from_numpy(fixed_input()[None])).sigmoid()[0, 0].numpy()
    assert OcclusionNetwork(path).run(fixed_input()) == pytest.approx(answer, abs=1e-3)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.pt", "occlusion.onnx"]


def test_people_who_are_measured_are_never_taught(shared_data: Path) -> None:
    portraits = load_portraits(shared_data / "faces")
    taught = {portrait.name for portrait in portraits if not portrait.held}
    kept = {portrait.name for portrait in portraits if portrait.held}
    assert len(taught) > 400
    assert len(kept) > 40
    assert not taught & kept
    assert all(name.startswith("train/") for name in taught | kept)
    assert {number for number in range(400) if held_out(number)} == {
        *range(60, 80),
        *range(260, 280),
    }


def test_the_shipped_network_answers_what_torch_answered() -> None:
    path = ensure_model("occlusion")
    stored = {p.key: p.value for p in onnx.load(str(path)).metadata_props}
    answer = OcclusionNetwork(path).run(fixed_input())
    assert answer.mean() == pytest.approx(json.loads(stored["torch_means"])["cover"], abs=1e-3)
