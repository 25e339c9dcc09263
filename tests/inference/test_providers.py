"""Which provider runs, why a better one does not, and sessions without a banner of errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from beautymirror.errors import MissingError
from beautymirror.inference import libraries, providers


@pytest.fixture
def fresh_report():
    providers.report.cache_clear()
    yield
    providers.report.cache_clear()


@pytest.fixture
def square(tmp_path: Path) -> Path:
    """A network of one step: y = x * x."""
    graph = helper.make_graph(
        [helper.make_node("Mul", ["x", "x"], ["y"])],
        "square",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [4])],
    )
    path = tmp_path / "square.onnx"
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), path)
    return path


def test_report_uses_one_and_explains_the_better_ones(fresh_report) -> None:
    report = providers.report()
    used = [provider.used for provider in report]
    assert sum(used) == 1
    for better in report[: used.index(True)]:
        assert better.reason
        assert better.remedy
    assert report[-1].name == "CPU"
    assert providers.usable()[-1] == "CPUExecutionProvider"


@pytest.mark.skipif(sys.platform == "darwin", reason="there is no CUDA on macOS")
@pytest.mark.parametrize(
    ("absent", "reason", "extra"),
    [
        (libraries.CUDA[-1], libraries.CUDA[-1], "beautymirror[cuda]"),
        (libraries.TENSORRT[0], libraries.TENSORRT[0], "beautymirror[tensorrt]"),
    ],
)
def test_missing_library_is_named(fresh_report, monkeypatch, absent, reason, extra) -> None:
    monkeypatch.setattr(libraries, "nvidia_driver_fault", lambda: None)
    monkeypatch.setattr(libraries, "_load", lambda name: name != absent)
    best = providers.report()[0]
    assert reason in best.reason
    assert extra in best.remedy
    assert ("CUDAExecutionProvider" in providers.usable()) == (absent in libraries.TENSORRT)


def test_session_runs(square: Path) -> None:
    session = providers.session(square)
    (y,) = session.run(None, {"x": np.array([1, -2, 3, 0.5], np.float32)})
    np.testing.assert_array_equal(y, [1, 4, 9, 0.25])


def test_loading_leaves_the_arithmetic_of_the_caller_alone(square: Path) -> None:
    # In a process of its own: only its first session could do it.
    code = (
        "import sys; from pathlib import Path; from beautymirror.inference import providers\n"
        "providers.session(Path(sys.argv[1])); print(sys.float_info.min / 4 > 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(square)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"


def test_session_prints_nothing(square: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from beautymirror.inference import providers\n"
        "print(providers.session(Path(sys.argv[1])).get_providers()[-1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(square)], capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("CPUExecutionProvider", "")


@pytest.mark.parametrize("content", [None, b"", b"junk" * 100])
def test_unusable_model(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MissingError):
        providers.session(path)
