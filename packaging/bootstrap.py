"""Set BeautyMirror up on a fresh computer and run it, or its tests, with one command.

    python3 packaging/bootstrap.py run [arguments of "beautymirror run"]
    python3 packaging/bootstrap.py test [arguments of pytest]

Needs nothing but Python. Everything goes into .venv in this folder, and the tracking model into
your cache folder; on Debian and Ubuntu, as root, missing system libraries are installed too. A
second time there is nothing left to do, and it starts at once.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import system
from environment import Environment, require_space, venv_fault, venv_remedy
from steps import Failure, Steps

OLDEST, NEWEST = (3, 11), (3, 13)  # as pyproject.toml says
_ROOM_GB = 3.0
_STEPS = 4
_INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Set up what is missing, then run the wished command and return its exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print((__doc__ or "").strip())
        return 0 if arguments else 2
    command, rest = arguments[0], arguments[1:]
    if command not in ("run", "test"):
        print(f"There is no command {command!r}. There are: run, test.", file=sys.stderr)
        return 2
    environment = Environment(Path(__file__).resolve().parent.parent)
    extra = "dev" if command == "test" else ""
    try:
        require_python(command, rest)
        if not environment.ready(extra):
            set_up(environment, extra)
        return start(environment, command, rest)
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on.", file=sys.stderr)
        return _INTERRUPTED
    except Failure as failure:
        for text in (failure.detail, f"\nError: {failure.message}", failure.remedy):
            if text:
                print(text, file=sys.stderr)
        return failure.code


def require_python(command: str, rest: list[str]) -> None:
    """Go on with a suitable Python: this one, or another that is installed.

    Raises:
        Failure: there is none, or the packages do not exist for this computer.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        other = suitable_python()
        if other is None:
            raise Failure(
                f"This is Python {sys.version.split()[0]}; BeautyMirror needs "
                f"{OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}.",
                f"Install Python {OLDEST[0]}.{OLDEST[1]} or newer, for instance from python.org, "
                "and run this with it.",
            )
        sys.exit(subprocess.call([other, str(Path(__file__).resolve()), command, *rest]))
    unsupported = system.platform_fault()
    if unsupported:
        raise Failure(
            f"This is {unsupported}, and there are no packages for it.",
            "BeautyMirror runs on Linux (x86-64, glibc 2.34 or newer), Windows (x86-64) and macOS "
            "(Apple silicon).",
        )


def suitable_python() -> str | None:
    """Find another interpreter of a suitable version on the search path, the newest first."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        path = shutil.which(f"python3.{minor}")
        code = f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"
        if path and subprocess.call([path, "-c", code], stderr=subprocess.DEVNULL) == 0:
            return path
    return None


def set_up(environment: Environment, extra: str) -> None:
    """Bring everything that the command needs.

    Raises:
        Failure: something could not be had, or the folder may not be written to.
    """
    environment.require_leave()
    print(f"Setting up BeautyMirror in {environment.root} (once, some minutes).", flush=True)
    steps = Steps(_STEPS)
    bring_system_libraries(steps, tests=bool(extra))
    if venv_fault():
        raise Failure("This Python cannot make virtual environments.", venv_remedy())
    require_space(environment.root, _ROOM_GB)
    environment.make(steps)
    environment.install(steps, extra)
    fetch_models(environment, steps, vital=not extra)
    environment.stamp(extra)


def bring_system_libraries(steps: Steps, tests: bool) -> None:
    """Install missing system libraries where that needs no password, or say what to run.

    Raises:
        Failure: something is missing without which nothing works.
    """
    title = "System libraries"
    lacking = system.missing(tests)
    if venv_fault():
        lacking.append(system.Need("venv", "python3-venv", "python3", True))
    if not lacking:
        steps.note(title, "all here")
        return
    line, vital = system.remedy(lacking), any(need.vital for need in lacking)
    if system.can_install():
        update, install = system.install_commands(lacking)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            steps.run(
                "Installing system libraries (apt-get)",
                ["sh", "-c", f"{' '.join(update)} && {' '.join(install)}"],
                f"Run this yourself and look at what it says: {' '.join(install)}",
                environment=quiet,
            )
        except Failure:
            if vital:
                raise
        else:
            return
    else:
        steps.note(title, f"missing: {', '.join(need.name for need in lacking)}")
        if vital:
            raise Failure("System libraries are missing.", f"Run this, then try again:\n  {line}")
    print(f"    The window or its tests need them; to have them, run:\n      {line}")


def fetch_models(environment: Environment, steps: Steps, vital: bool) -> None:
    """Fetch the tracking model with its own progress bar.

    Raises:
        Failure: it could not be had, and nothing works without it.
    """
    print(f"[{_STEPS}/{_STEPS}] Tracking model", flush=True)
    command = [str(environment.python), "-m", "beautymirror", "models", "fetch"]
    code = subprocess.call(command, cwd=environment.root)
    if code and vital:
        raise Failure("The tracking model could not be fetched.", code=code)


def start(environment: Environment, command: str, rest: list[str]) -> int:
    """Run the program or its tests in the environment, in place of this process where possible."""
    python = str(environment.python)
    if command == "run":
        line = [python, "-m", "beautymirror", "run", *rest]
    else:
        os.chdir(environment.root)
        line = [python, "-m", "pytest", *rest]
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(python, line)
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program itself answers Ctrl-C
    try:
        return subprocess.call(line)
    finally:
        signal.signal(signal.SIGINT, previous)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
