"""``beautymirror doctor``: what is here, what is missing, and what to do about it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from beautymirror.commands.console import print_json
from beautymirror.errors import MirrorError
from beautymirror.stats import machine, versions

__all__ = ["Finding", "doctor", "examine"]

Verdict = Literal["good", "could be better", "missing"]
_SIGNS = {"good": "ok", "could be better": "--", "missing": "!!"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        area: "camera", "screen", "opengl", "inference", "model" or "folder".
        verdict: "missing" keeps the mirror from working; "could be better" does not.
        found: what there is, or is not.
        remedy: what would make it better; empty where nothing would.
    """

    area: str
    verdict: Verdict
    found: str
    remedy: str = ""


def doctor(*, as_json: bool) -> int:
    """Look at everything and print it; 0 when the mirror can work, else 4."""
    findings = examine()
    able = all(finding.verdict != "missing" for finding in findings)
    if as_json:
        about = {"machine": machine(), "versions": versions()}
        print_json({"able": able, "findings": [asdict(f) for f in findings], **about})
    else:
        _print(findings)
    return 0 if able else 4


def examine() -> tuple[Finding, ...]:
    """Look at everything; a part that fails is a finding and keeps none from the rest."""
    looks: tuple[tuple[str, Callable[[], list[Finding]]], ...] = (
        ("camera", _cameras),
        ("screen", _screen),
        ("opengl", _opengl),
        ("inference", _inference),
        ("model", _models),
        ("folder", _folders),
    )
    findings: list[Finding] = []
    for area, look in looks:
        try:
            findings += look()
        except MirrorError as error:
            findings.append(Finding(area, "missing", error.message, error.remedy))
        except ImportError as error:
            remedy = "Install BeautyMirror again with all it requires."
            findings.append(Finding(area, "missing", f"{error}", remedy))
    return tuple(findings)


def _cameras() -> list[Finding]:
    from beautymirror.capture.camera import list_cameras

    cameras = list_cameras()
    if not cameras:
        remedy = 'Plug one in, or use "--source demo", a photo or a video.'
        return [Finding("camera", "could be better", "no camera", remedy)]
    return [Finding("camera", "good", f"webcam:{c.index} {c.name}") for c in cameras]


def _screen() -> list[Finding]:
    from beautymirror.commands.screen import has_screen

    if has_screen():
        return [Finding("screen", "good", "a window can be shown")]
    remedy = 'Start it on a desktop; "run --headless" and "render" work without.'
    return [Finding("screen", "could be better", "no screen for a window", remedy)]


def _opengl() -> list[Finding]:
    from beautymirror.render.context import headless_context

    with headless_context() as context:
        name, version = context.info["GL_RENDERER"], context.info["GL_VERSION"]
    found = f"{name}, OpenGL {version}"
    if any(word in name.lower() for word in ("llvmpipe", "softpipe", "swrast", "basic render")):
        remedy = "The processor draws. With a GPU, install its graphics driver."
        return [Finding("opengl", "could be better", found, remedy)]
    return [Finding("opengl", "good", found)]


def _inference() -> list[Finding]:
    from beautymirror.inference.providers import report

    findings = []
    for provider in report():
        if provider.used:
            findings.append(Finding("inference", "good", f"{provider.name} is used"))
        elif provider.reason:
            found = f"{provider.name} is not used: {provider.reason}"
            findings.append(Finding("inference", "could be better", found, provider.remedy))
    return findings


def _models() -> list[Finding]:
    from beautymirror.commands.models import TRACKING_MODEL
    from beautymirror.inference.manifest import verify_models
    from beautymirror.tracking import check

    findings = []
    for state in verify_models():
        name = state.model.name
        if state.state != "ready":
            verdict: Verdict = "missing" if name == TRACKING_MODEL else "could be better"
            remedy = "Fetch it with: beautymirror models fetch"
            findings.append(Finding("model", verdict, f"{name}: {state.detail}", remedy))
            continue
        detail = "whole"
        if name == TRACKING_MODEL:
            detail += f", finds a known face within {check(state.path):.1%} of its eye distance"
        findings.append(Finding("model", "good", f"{name}: {detail}"))
    return findings


def _folders() -> list[Finding]:
    from beautymirror.looks.library import unread_looks
    from beautymirror.resources import model_cache_dir, settings_dir, user_looks_dir

    places = (
        ("models", model_cache_dir()),
        ("settings", settings_dir()),
        ("looks", user_looks_dir()),
    )
    findings = []
    for purpose, folder in places:
        if _writable(folder):
            findings.append(Finding("folder", "good", f"{purpose}: {folder}"))
        else:
            remedy = "Allow writing to it; until then they are not kept."
            found = f"{purpose}: {folder} may not be written to"
            findings.append(Finding("folder", "could be better", found, remedy))
    for path, error in unread_looks():
        remedy = "Mend it, as `beautymirror looks check` says, or move it away."
        findings.append(Finding("look", "could be better", f"{path}: {error.message}", remedy))
    return findings


def _writable(folder: Path) -> bool:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _print(findings: tuple[Finding, ...]) -> None:
    about: dict[str, Any] = machine()
    memory = f", {about['memory_gb']} GB" if about["memory_gb"] else ""
    print(f"{about['system']}, {about['processor']}, {about['cores']} cores{memory}")
    print(", ".join(f"{name} {version}" for name, version in versions().items()))
    for finding in findings:
        print(f"[{_SIGNS[finding.verdict]}] {finding.area}: {finding.found}")
        if finding.remedy:
            print(f"     {finding.remedy}")
