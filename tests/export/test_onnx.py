"""What is exported answers as torch does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
onnx = pytest.importorskip("onnx", reason="exporting needs the export extra")

from beautymirror.face.mesh import FaceMesh  # noqa: E402
from beautymirror.inference.manifest import ensure_model  # noqa: E402
from beautymirror.inference.providers import CPU, session  # noqa: E402
from beautymirror.transfer.told import TOLD_LENGTH  # noqa: E402
from export.onnx import (  # noqa: E402
    Lips,
    export_eyes,
    export_network,
    fixed_guess,
    fixed_input,
    fixed_light,
)
from export.onnx_lips import renew_lips  # noqa: E402
from export.shipment import Entry, enter  # noqa: E402
from export.transfer_editable import EditableHead  # noqa: E402
from export.transfer_eyes import EYES, EyesNet  # noqa: E402
from export.transfer_mouth import MouthNet  # noqa: E402
from export.transfer_network import TransferNet  # noqa: E402

pytestmark = pytest.mark.usefixtures("one_thread")

FACE, LIGHT = (1, 4, 256, 256), (1, 1, 32, 32)


def network_for(mesh: FaceMesh) -> TransferNet:
    torch.manual_seed(0)
    network = TransferNet(mesh, (8, 8, 16, 16)).train()
    for _ in range(3):  # running means that are not those of a fresh network
        network(torch.rand(2, 4, 128, 128))
    with torch.no_grad():
        network.finish.head.weight.mul_(20.0)
    return network.eval()


def head_for(network: TransferNet) -> EditableHead:
    torch.manual_seed(1)
    head = EditableHead(network.sample).eval()
    with torch.no_grad():
        head.answer[-1].weight.mul_(20.0)
    return head


def mouth_for(mesh: FaceMesh, seed: int = 2) -> MouthNet:
    torch.manual_seed(seed)
    mouth = MouthNet(mesh, (8, 8, 16)).train()
    for _ in range(3):
        planes = torch.rand(2, 4, 256, 256), torch.rand(2, 6, 256, 256)
        mouth(*planes, torch.rand(2, 64), torch.rand(2, 3), torch.rand(2, 1, 32, 32))
    with torch.no_grad():
        mouth.finish.head.weight.mul_(20.0)
    return mouth.eval()


def eyes_for() -> EyesNet:
    torch.manual_seed(3)
    eyes = EyesNet((8, 8, 8, 8)).train()
    for _ in range(3):
        eyes(torch.rand(2, 4, EYES.size, EYES.size), torch.rand(2, 3))
    with torch.no_grad():
        eyes.answer.weight.mul_(20.0)
    return eyes.eval()


@pytest.mark.parametrize("half", [False, True])
def test_the_exported_network_answers_as_torch(mesh: FaceMesh, tmp_path: Path, half: bool) -> None:
    path = tmp_path / "network.onnx"
    network = network_for(mesh)
    head = head_for(network)
    found = export_network(network, head, mouth_for(mesh), path, half)
    assert max(found.values()) < (2e-2 if half else 1e-3)
    rng = np.random.default_rng(1)
    face, light = (rng.random(shape, np.float32) for shape in (FACE, LIGHT))
    with torch.no_grad():
        network = network_for(mesh)
        seen, means = network.look(torch.from_numpy(face))
        raw, style = network.read(seen, means)
        planes = network.layer(raw, seen, means)
        whole = network.at_size(planes, 256)
        given = torch.from_numpy(face), whole, style, means[:, -3:], torch.from_numpy(light)
        true = Lips(mouth_for(mesh))(*given)
        told = head_for(network)(planes, means, style)
    names = ["layer", "style", "told", "skin"]
    asked = {"face": face, "light": light}
    layer, pooled, numbers, skin = session(path, on=CPU, threads=1).run(names, asked)
    tolerance = 2e-2 if half else 1e-3
    assert np.abs(layer - true.numpy()).max() < tolerance
    assert np.abs(pooled - style.numpy()).max() < tolerance
    assert np.abs(numbers - told.numpy()).max() < tolerance
    assert np.abs(skin - means[:, -3:].numpy()).max() < tolerance
    assert np.ptp(numbers) > 0.1
    assert np.ptp(layer) > 0.1
    assert [p.name for p in tmp_path.iterdir()] == ["network.onnx"]


@pytest.mark.parametrize("half", [False, True])
def test_new_lips_leave_all_else_as_it_is(mesh: FaceMesh, tmp_path: Path, half: bool) -> None:
    path, whole = tmp_path / "network.onnx", tmp_path / "whole.onnx"
    network = network_for(mesh)
    export_network(network, head_for(network), mouth_for(mesh), path, half)
    export_network(network, head_for(network), mouth_for(mesh, 4), whole, half)
    names = ["layer", "style", "told", "skin"]
    rng = np.random.default_rng(1)
    asked = {"face": rng.random(FACE, np.float32), "light": rng.random(LIGHT, np.float32)}
    before, true = (session(file, on=CPU, threads=1).run(names, asked) for file in (path, whole))
    renew_lips(path, mouth_for(mesh, 4), fixed_input(), half)
    after = session(path, on=CPU, threads=1).run(names, asked)
    tolerance = 2e-2 if half else 1e-3
    assert np.abs(after[0] - true[0]).max() < tolerance
    assert np.abs(after[0] - before[0]).max() > 10 * tolerance
    assert np.array_equal(after[0][..., :128, :], before[0][..., :128, :])
    for one, other in zip(after[1:], before[1:], strict=True):
        assert np.array_equal(one, other)
    stored = {p.key: p.value for p in onnx.load(str(path)).metadata_props}
    assert set(json.loads(stored["torch_means"])) == set(names)
    renew_lips(path, mouth_for(mesh), fixed_input(), half)  # it can be done again
    again = session(path, on=CPU, threads=1).run(names, asked)
    assert np.abs(again[0] - before[0]).max() < tolerance


def test_the_exported_closer_look_tells_what_torch_tells(tmp_path: Path) -> None:
    path = tmp_path / "eyes.onnx"
    assert max(export_eyes(eyes_for(), path).values()) < 1e-3
    rng = np.random.default_rng(2)
    face, skin, told = (rng.random(shape, np.float32) for shape in (FACE, (1, 3), (1, TOLD_LENGTH)))
    with torch.no_grad():
        true = eyes_for().tell(*map(torch.from_numpy, (face, skin, told))).numpy()
    given = {"face": face, "skin": skin, "told": told}
    (closer,) = session(path, on=CPU, threads=1).run(["closer"], given)
    assert np.abs(closer - true).max() < 1e-3
    assert np.abs(closer - told).max() > 0.1
    assert [p.name for p in tmp_path.iterdir()] == ["eyes.onnx"]


def test_batch_norm_is_folded_and_shapes_are_static(mesh: FaceMesh, tmp_path: Path) -> None:
    network = network_for(mesh)
    path, eyes = tmp_path / "network.onnx", tmp_path / "eyes.onnx"
    export_network(network, head_for(network), mouth_for(mesh), path)
    export_eyes(eyes_for(), eyes)
    # After the sums of two convolutions and before the head's answer, and after a product of the
    # eyes' network: they have nowhere to go.
    for file, kept in ((path, 3), (eyes, 1)):
        model = onnx.load(str(file))
        norms = [node for node in model.graph.node if node.op_type == "BatchNormalization"]
        assert len(norms) == kept
        given = model.graph.input[0].type.tensor_type.shape.dim
        assert [dimension.dim_value for dimension in given] == [1, 4, 256, 256]
        assert model.opset_import[0].version == 17


def test_an_entry_replaces_the_one_of_its_name(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"models": [{"name": "other"}, {"name": "made"}]}))
    file = tmp_path / "onnx" / "made.onnx"
    file.parent.mkdir()
    file.write_bytes(b"1234")
    enter(file, manifest, Entry("made", "Says something", "Here"))
    models = json.loads(manifest.read_text())["models"]
    assert [model["name"] for model in models] == ["other", "made"]
    assert (models[1]["file"], models[1]["size"]) == ("onnx/made.onnx", 4)


@pytest.mark.parametrize(
    "name", ["makeup_transfer", "makeup_transfer_fp16", "makeup_transfer_eyes"]
)
def test_the_shipped_network_answers_what_torch_answered(name: str) -> None:
    path = ensure_model(name)
    stored = {p.key: p.value for p in onnx.load(str(path)).metadata_props}
    told = json.loads(stored["torch_means"])
    network = session(path, on=CPU, threads=1)
    known = {"face": fixed_input(), "light": fixed_light(), **fixed_guess()}
    found = network.run(list(told), {one.name: known[one.name] for one in network.get_inputs()})
    for answer, mean in zip(found, told.values(), strict=True):
        assert float(answer.mean(dtype=np.float64)) == pytest.approx(mean, abs=1e-3)
