"""What every module may ask for when it is imported: nothing that has yet to be fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import importlib, pkgutil, beautymirror
names = [m.name for m in pkgutil.walk_packages(beautymirror.__path__, "beautymirror.")]
for name in names:
    if not name.endswith("__main__"):
        importlib.import_module(name)
print(len(names))
"""


def test_modules_are_imported_before_the_tracking_model_is_there(tmp_path: Path) -> None:
    """The window has to open to offer to fetch it."""
    environment = {**os.environ, "BEAUTYMIRROR_MODELS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200
    assert not any(tmp_path.iterdir())
