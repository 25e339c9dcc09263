"""The network's frame: shapes, its own thread, and what is said where it is missing."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from beautymirror.errors import MissingError
from beautymirror.inference import manifest, transfer
from beautymirror.inference.denormals import flush_denormals
from beautymirror.inference.eyes import TOLD_SIZE, Guess
from beautymirror.inference.providers import CPU
from beautymirror.inference.transfer import TransferNetwork, transfer_model
from beautymirror.transfer.told import TOLD, place

SMALLEST = sys.float_info.min
LIGHT = np.full((32, 32), 0.65, np.float32)


def network(path: Path, channels: int = 6) -> Path:
    """A network that gives its input back: pigment, coverage as opacity, half of it as gloss; mean
    red, of face and light together, as style."""
    face = helper.make_tensor_value_info("face", TensorProto.FLOAT, (1, 4, 256, 256))
    light = helper.make_tensor_value_info("light", TensorProto.FLOAT, (1, 1, 32, 32))
    layer = helper.make_tensor_value_info("layer", TensorProto.FLOAT, (1, channels, 256, 256))
    style = helper.make_tensor_value_info("style", TensorProto.FLOAT, (1, 64))
    told = helper.make_tensor_value_info("told", TensorProto.FLOAT, (1, TOLD_SIZE))
    skin = helper.make_tensor_value_info("skin", TensorProto.FLOAT, (1, 3))
    weights = np.zeros((channels, 4, 1, 1), np.float32)
    weights[range(4), range(4), 0, 0] = 1.0
    weights[4, 3] = 0.5
    pooled = np.zeros((4, 64), np.float32)
    pooled[0] = 1.0
    nodes = [
        helper.make_node("Conv", ["face", "weights"], ["layer"]),
        helper.make_node("GlobalAveragePool", ["face"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("MatMul", ["flat", "spread"], ["red"]),
        helper.make_node("GlobalAveragePool", ["light"], ["pooled_light"]),
        helper.make_node("Flatten", ["pooled_light"], ["flat_light"]),
        helper.make_node("MatMul", ["flat_light", "spread_light"], ["red_light"]),
        helper.make_node("Add", ["red", "red_light"], ["style"]),
        helper.make_node("MatMul", ["flat", "copied"], ["told"]),
        helper.make_node("MatMul", ["flat", "colours"], ["skin"]),
    ]
    stored = [
        numpy_helper.from_array(weights, "weights"),
        numpy_helper.from_array(pooled, "spread"),
        numpy_helper.from_array(pooled[:1], "spread_light"),
        numpy_helper.from_array(np.eye(4, TOLD_SIZE, dtype=np.float32), "copied"),
        numpy_helper.from_array(np.eye(4, 3, dtype=np.float32), "colours"),
    ]
    graph = helper.make_graph(nodes, "echo", [face, light], [layer, style, told, skin], stored)
    return saved(graph, path)


def closer_look(path: Path) -> Path:
    """A network that adds the face's mean red, and the skin's red, to everything told."""
    shapes = {"face": (1, 4, 256, 256), "skin": (1, 3), "told": (1, TOLD_SIZE)}
    shapes |= {"closer": (1, TOLD_SIZE)}
    *given, closer = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in shapes.items()
    )
    nodes = [
        helper.make_node("GlobalAveragePool", ["face"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("MatMul", ["flat", "of_face"], ["red"]),
        helper.make_node("MatMul", ["skin", "of_skin"], ["pale"]),
        helper.make_node("Sum", ["told", "red", "pale"], ["closer"]),
    ]
    first = np.zeros((4, TOLD_SIZE), np.float32)
    first[0] = 1.0
    stored = [
        numpy_helper.from_array(first, "of_face"),
        numpy_helper.from_array(first[:3], "of_skin"),
    ]
    return saved(helper.make_graph(nodes, "closer", given, [closer], stored), path)


def saved(graph: onnx.GraphProto, path: Path) -> Path:
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), path)
    return path


def test_planes_go_in_and_come_out_in_their_places(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    with TransferNetwork(network(tmp_path / "echo.onnx"), on=CPU) as read:
        assert read.provider == CPU[0]
        found = []
        for _ in range(2):  # a second run must not change what the first one gave
            image = rng.integers(0, 256, (256, 256, 3)).astype(np.uint8)
            coverage = rng.random((256, 256), np.float32)
            light = rng.random((32, 32), np.float32)
            found.append((image, coverage, light, read.read(image, coverage, light)))
    for image, coverage, light, maps in found:
        assert np.allclose(maps.pigment, image / 255, atol=1e-6)
        assert np.allclose(maps.opacity, coverage, atol=1e-6)
        assert np.allclose(maps.gloss, coverage / 2, atol=1e-6)
        assert not maps.shimmer.any()
        assert maps.told[:3] == pytest.approx(image.mean((0, 1)) / 255, abs=1e-3)
        assert maps.told[3] == pytest.approx(coverage.mean(), abs=1e-3)
        assert not maps.told[4:].any()
        assert (maps.skin == maps.told[:3]).all()
        red = image[..., 0].mean() / 255 + light.mean()
        assert maps.style == pytest.approx(np.full(64, red), abs=1e-3)


def test_a_closer_look_is_loaded_when_it_is_first_wanted(tmp_path: Path) -> None:
    asked: list[Path] = []

    def eyes() -> Path:
        asked.append(closer_look(tmp_path / "closer.onnx"))
        return asked[-1]

    image, coverage = np.full((256, 256, 3), 51, np.uint8), np.ones((256, 256), np.float32)
    with TransferNetwork(network(tmp_path / "echo.onnx"), on=CPU, eyes=eyes) as read:
        maps = read.read(image, coverage, LIGHT)
        guess = Guess(image, coverage, np.float32([0.1, 0.0, 0.0]), maps.told)
        read.read(
            np.full_like(image, 153), coverage, LIGHT
        )  # what was read last is not what is meant
        assert not asked
        for _ in range(2):
            assert read.tell(guess) == pytest.approx(maps.told + 0.2 + 0.1, abs=1e-3)
    assert len(asked) == 1


def test_without_the_closer_look_a_photo_is_read_all_the_same(tmp_path: Path) -> None:
    image, coverage = np.zeros((256, 256, 3), np.uint8), np.ones((256, 256), np.float32)
    missing = tmp_path / "no.onnx"
    with TransferNetwork(network(tmp_path / "echo.onnx"), on=CPU, eyes=lambda: missing) as read:
        maps = read.read(image, coverage, LIGHT)
        with pytest.raises(MissingError, match="cannot be read"):
            read.tell(Guess(image, coverage, maps.skin, maps.told))


def test_the_shipped_files_fit_together() -> None:
    image, coverage = np.full((256, 256, 3), 120, np.uint8), np.ones((256, 256), np.float32)
    with TransferNetwork(transfer_model()) as read:
        maps = read.read(image, coverage, LIGHT)
        told = read.tell(Guess(image, coverage, maps.skin, maps.told))
    changed = told != maps.told
    other = {one.kind for one in TOLD if changed[place(one.kind)].any()}
    assert other == {"eyebrows", "eyeshadow", "eyeliner"}
    assert maps.skin == pytest.approx(np.full(3, 120 / 255), abs=0.02)


def test_denormals_are_flushed_on_its_thread_and_nowhere_else(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as apart:
        if not apart.submit(flush_denormals).result():
            pytest.skip("this processor or system has no such switch")
        tiny = np.full(4, SMALLEST)
        assert not apart.submit(lambda: (tiny / 4).any()).result()
    with TransferNetwork(network(tmp_path / "echo.onnx"), on=CPU) as read:
        read.read(np.zeros((256, 256, 3), np.uint8), np.zeros((256, 256), np.float32), LIGHT)
        assert not read._worker.submit(lambda: (tiny / 4).any()).result()
    assert (tiny / 4).all()


def test_a_model_of_another_kind_is_refused_and_leaves_no_thread(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="another kind"):
        TransferNetwork(network(tmp_path / "wrong.onnx", channels=7), on=CPU)
    (tmp_path / "no.onnx").write_bytes(b"no network")
    with pytest.raises(MissingError, match="cannot be used"):
        TransferNetwork(tmp_path / "no.onnx", on=CPU)


def test_a_copy_without_the_network_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    known = tuple(m for m in manifest.load_manifest() if m.name != transfer.MODEL)
    monkeypatch.setattr(transfer, "load_manifest", lambda: known)
    with pytest.raises(MissingError, match="network is missing") as missing:
        transfer_model()
    assert missing.value.exit_code == 4
    assert missing.value.remedy


@pytest.mark.parametrize(
    ("provider", "name"), [("CPU", "makeup_transfer"), ("CUDA", "makeup_transfer_fp16")]
)
def test_a_gpu_gets_the_network_of_half_floats(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, provider: str, name: str
) -> None:
    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

    both = tuple(map(Entry, ("makeup_transfer", "makeup_transfer_fp16")))
    monkeypatch.setattr(transfer, "load_manifest", lambda: both)
    monkeypatch.setattr(transfer, "usable", lambda: (f"{provider}ExecutionProvider",))
    monkeypatch.setattr(transfer, "ensure_model", lambda wanted: tmp_path / wanted)
    assert transfer_model().name == name
