"""The virtual environment in the checkout, and whether it is up to date."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from steps import Failure, Steps, pip_news

__all__ = ["Environment"]

_NETWORK = (
    "When pip could not reach the package index: check the connection and the proxy, then run "
    "this again; what has been downloaded is kept."
)


class Environment:
    """``.venv`` beside ``pyproject.toml``, with the package installed so that edits count at once.

    Attributes:
        root: folder of the checkout.
        python: the environment's own interpreter.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folder = root / ".venv"
        windows = os.name == "nt"
        self.python = self._folder / ("Scripts/python.exe" if windows else "bin/python")
        self._stamp = self._folder / "beautymirror-setup.json"

    def ready(self, extra: str) -> bool:
        """Whether everything was set up for this very pyproject.toml, place and Python."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
            return stamp["key"] == self._key() and extra in stamp["extras"]
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def require_leave(self) -> None:
        """Stop where this person may not set anything up.

        Raises:
            Failure: the folder, or what was set up in it, belongs to somebody else.
        """
        for place in (self.root, self._folder):
            if place.exists() and not os.access(place, os.W_OK):
                raise Failure(
                    f"You may not write to {place}.",
                    "Run this as whoever it belongs to, or get the folder again in a place of "
                    "your own.",
                )

    def make(self, steps: Steps) -> None:
        """Make the environment, anew where there is none that runs this Python version."""
        if self._usable():
            steps.note("Python environment", "kept")
            return
        command = [sys.executable, "-m", "venv", "--clear", str(self._folder)]
        steps.run("Making the Python environment .venv", command, venv_remedy())

    def install(self, steps: Steps, extra: str) -> None:
        """Install the package and all that it needs.

        Raises:
            Failure: pip did not get everything.
        """
        target = f"{self.root}[{extra}]" if extra else str(self.root)
        command = [str(self.python), "-m", "pip", "install", "--no-input", "--progress-bar=off"]
        command += ["--disable-pip-version-check", "--editable", target]
        # A personal "always install for the user" setting does not fit an environment.
        steps.run(
            "Installing packages", command, _NETWORK, pip_news, {**os.environ, "PIP_USER": "0"}
        )

    def stamp(self, extra: str) -> None:
        """Remember that everything is in place."""
        extras = {"", extra}
        if self.ready(""):
            extras.update(json.loads(self._stamp.read_text(encoding="utf-8"))["extras"])
        part = self._stamp.with_suffix(".part")
        part.write_text(
            json.dumps({"key": self._key(), "extras": sorted(extras)}), encoding="utf-8"
        )
        os.replace(part, self._stamp)

    def _usable(self) -> bool:
        code = "import sys, pip; print(*sys.version_info[:2])"
        try:
            done = subprocess.run(
                [str(self.python), "-c", code], capture_output=True, text=True, check=False
            )
        except OSError:
            return False
        return done.returncode == 0 and done.stdout.split() == [
            str(n) for n in sys.version_info[:2]
        ]

    def _key(self) -> str:
        digest = hashlib.sha256((self.root / "pyproject.toml").read_bytes())
        digest.update(f"{sys.version_info[:2]} {self.root}".encode())
        return digest.hexdigest()


def venv_fault() -> bool:
    """Whether this Python cannot make environments (Debian splits that into another package)."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return True
    return False


def venv_remedy() -> str:
    """What brings the modules that make environments."""
    return (
        f"On Debian and Ubuntu: sudo apt-get install python{sys.version_info[0]}."
        f"{sys.version_info[1]}-venv. Elsewhere: install Python from python.org."
    )


def require_space(root: Path, gigabytes: float) -> None:
    """Stop before a download that cannot fit.

    Raises:
        Failure: the disk has less room than the packages take.
    """
    free = shutil.disk_usage(root).free / 1e9
    if free < gigabytes:
        raise Failure(
            f"The packages need {gigabytes:.0f} GB, and {root} has {free:.1f} GB free.",
            "Free some space, or clone to another disk.",
        )
