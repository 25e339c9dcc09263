"""The set-up scripts lie beside the package, not in it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def script(repository: Path):
    """Import a script of the packaging folder by name."""
    folder = str(repository / "packaging")

    def load(name: str) -> ModuleType:
        sys.path.insert(0, folder)
        try:
            return importlib.import_module(name)
        finally:
            sys.path.remove(folder)

    return load
