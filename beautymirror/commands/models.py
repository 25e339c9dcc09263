"""``beautymirror models``: list, fetch and verify."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from beautymirror.commands.console import print_json, tell
from beautymirror.errors import MirrorError
from beautymirror.inference import manifest
from beautymirror.inference.fetch import Progress, progress_bar

__all__ = ["TRACKING_MODEL", "fetch_models", "list_models", "tracking_model", "verify_models"]

TRACKING_MODEL = "face_landmarker"


def tracking_model() -> Path:
    """The verified file of the tracking model, fetched with a bar the first time.

    Raises:
        MissingError: it is neither here nor to be had.
    """
    return _ensure(TRACKING_MODEL)


def list_models(*, as_json: bool) -> None:
    """Print every model with its licence and whether it is here."""
    _print([_entry(state) for state in manifest.verify_models()], as_json)


def fetch_models(names: tuple[str, ...], *, as_json: bool) -> None:
    """Fetch the named models, or all of them.

    Raises:
        UsageError: there is no model of a name.
        MissingError: one cannot be had.
    """
    wanted = names or tuple(model.name for model in manifest.load_manifest())
    paths = {name: str(_ensure(name)) for name in wanted}
    if as_json:
        print_json(paths)
        return
    for name, path in paths.items():
        print(f"{name}: {path}")


def verify_models(*, as_json: bool) -> int:
    """Check files and geometry, print the outcome; 0 when all is well, else 4."""
    entries = []
    for state in manifest.verify_models():
        entry = _entry(state)
        if state.model.name == TRACKING_MODEL and state.state == "ready":
            entry |= _geometry(state.path)
        entries.append(entry)
    _print(entries, as_json)
    if all(entry["state"] == "ready" for entry in entries):
        return 0
    tell("Fetch what is missing or damaged with: beautymirror models fetch")
    return 4


def _geometry(path: Path) -> dict[str, Any]:
    """Whether the tracking model finds a known face; its error in eye distances."""
    from beautymirror.tracking import check

    try:
        return {"geometry_error": round(check(path), 4)}
    except MirrorError as error:
        return {"state": "wrong", "detail": error.message}


def _entry(state: manifest.ModelState) -> dict[str, Any]:
    model = state.model
    return {
        "name": model.name,
        "state": state.state,
        "detail": state.detail,
        "purpose": model.purpose,
        "path": str(state.path),
        "size": model.size,
        "sha256": model.sha256,
        "licence": model.licence,
    }


def _print(entries: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(entries)
        return
    for entry in entries:
        notes = [entry["licence"], f"{entry['size']:,} bytes"]
        if entry["detail"]:
            notes.insert(0, entry["detail"])
        if "geometry_error" in entry:
            notes.append(f"known face found within {entry['geometry_error']:.1%} of its eyes")
        print(f"{entry['name']}: {entry['state']} ({'; '.join(notes)})\n  {entry['purpose']}")


def _ensure(name: str) -> Path:
    with ExitStack() as stack:
        bar: list[Progress] = []

        def report(done: int, total: int) -> None:
            # Only a model that has to be fetched has a bar.
            if not bar:
                bar.append(stack.enter_context(progress_bar(f"Fetching {name}")))
            bar[0](done, total)

        return manifest.ensure_model(name, report)
