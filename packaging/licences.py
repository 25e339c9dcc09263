"""Write THIRD_PARTY.md: every package that the program runs on, with its licence.

    .venv/bin/python packaging/licences.py

Reads the metadata of what is installed; run it after a change of the dependencies.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["ACCEPTED", "Row", "rows", "table"]

# Licences under which a package may be used by, and shipped beside, a program under Apache-2.0.
ACCEPTED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-3.0-only",
        "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
    }
)  # fmt: skip

# What packages write in place of an SPDX identifier.
_SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
}

# Installed in place of, or beside, the packages of the computer that this ran on.
_ELSEWHERE = {
    "colorama": ("BSD-3-Clause", "https://github.com/tartley/colorama"),
    "onnxruntime": ("MIT", "https://onnxruntime.ai"),
    "onnxruntime-gpu": ("MIT", "https://onnxruntime.ai"),
}

_HEADER = """# Third-party software and data

BeautyMirror is under the Apache License 2.0 (`LICENSE`). It stands on the packages below, which are
installed beside it and not changed. Written by `packaging/licences.py`.

Native libraries inside these packages have licences of their own, which matter to whoever passes
the packages on in one bundle:

- PySide6 and Qt are used under the LGPL 3.0: as separate, replaceable libraries.
- The `av` package carries FFmpeg with x264 and x265, which are under the GPL 2.0 or later. The
  Apache License 2.0 goes together with version 3 of the GPL, so a bundle with them is to be passed
  on under the GPL 3.0, with the offer of source that it asks for.
- `opencv-contrib-python` carries FFmpeg and Qt 5 under the LGPL.
- The extras `cuda` and `tensorrt` install NVIDIA's libraries under NVIDIA's own terms. They are
  never installed unless asked for, and no bundle holds them.

| what is used besides | licence |
|---|---|
| Face Landmarker model, fetched once (Google, MediaPipe) | Apache-2.0 |
| Portrait of the demo: astronaut Eileen Collins (NASA; comes with scikit-image) | public domain |

| package | licence | project |
|---|---|---|
"""


class Row(NamedTuple):
    """One package: its name, SPDX expression and project page."""

    name: str
    licence: str
    page: str


def rows() -> list[Row]:
    """List everything that is installed with the program and without an extra, by name."""
    found: dict[str, Distribution] = {}
    _collect("beautymirror", found)
    del found["beautymirror"]
    listed = {name: (_licence(package), _page(package)) for name, package in found.items()}
    return [Row(name, *both) for name, both in sorted((_ELSEWHERE | listed).items())]


def table() -> str:
    """Return the whole of THIRD_PARTY.md."""
    return _HEADER + "".join(f"| {name} | {licence} | {page} |\n" for name, licence, page in rows())


def _collect(name: str, found: dict[str, Distribution]) -> None:
    key = canonicalize_name(name)
    if key in found:
        return
    found[key] = distribution(name)
    for line in found[key].requires or ():
        requirement = Requirement(line)
        if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
            _collect(requirement.name, found)


def _licence(package: Distribution) -> str:
    first_line = _field(package, "License").partition("\n")[0]
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    for text in (_field(package, "License-Expression"), first_line, *reversed(classifiers)):
        if text and (text in _SPDX or _accepted(text)):
            return _SPDX.get(text, text)
    return first_line or "unknown"


def _accepted(expression: str) -> bool:
    return any(
        all(part in ACCEPTED for part in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def _page(package: Distribution) -> str:
    links = dict(
        link.split(", ", 1)
        for link in package.metadata.get_all("Project-URL") or ()
        if ", " in link
    )
    named = {label.lower(): address for label, address in links.items()}
    for label in ("homepage", "source", "source code", "repository", "home", "documentation"):
        if label in named:
            return named[label]
    return _field(package, "Home-page")


def _field(package: Distribution, name: str) -> str:
    return package.metadata[name].strip() if name in package.metadata else ""


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "THIRD_PARTY.md"
    part = target.with_suffix(".part")
    part.write_text(table(), encoding="utf-8")
    os.replace(part, target)
    sys.exit(0)
