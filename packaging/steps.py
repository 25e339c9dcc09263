"""Say what is being done, one line a step, and keep the noise of other programs out of sight."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence

__all__ = ["Failure", "Steps"]

_TICK_S = 0.2
_TAIL_LINES = 15
_WIDTH = 79


class Failure(Exception):
    """Set-up cannot go on: what happened, what to do, and the exit code."""

    def __init__(self, message: str, remedy: str = "", detail: str = "", code: int = 4) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.detail = detail
        self.code = code


class Steps:
    """Numbered steps on standard output; on a terminal the current one shows what it is at."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._number = 0
        self._live = sys.stdout.isatty()

    def run(
        self,
        title: str,
        command: Sequence[str],
        remedy: str,
        describe: Callable[[str], str | None] = lambda line: None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Run a program as one step.

        Args:
            title: what is done, in a few words.
            command: the program and its arguments.
            remedy: what the person can do when it fails.
            describe: turns a line that the program prints into news for the person, or None.
            environment: of the program; this process's own by default.

        Raises:
            Failure: the program cannot be started or ends with an error; its last lines are given.
        """
        self._begin(title)
        started = time.monotonic()
        process = self._start(command, remedy, environment)
        tail: deque[str] = deque(maxlen=_TAIL_LINES)
        news = [""]
        reader = threading.Thread(target=self._read, args=(process, tail, describe, news))
        reader.start()
        try:
            while reader.is_alive():
                reader.join(_TICK_S)
                self._show(title, news[0], time.monotonic() - started)
            code = process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            reader.join()
            self._end("stopped")
            raise
        if code:
            self._end("failed")
            raise Failure(f"This step failed: {title}.", remedy, "".join(tail).rstrip())
        self._end(f"done ({time.monotonic() - started:.0f} s)", title)

    def note(self, title: str, outcome: str) -> None:
        """Report a step that took no time."""
        self._begin(title)
        self._end(outcome, title)

    def _start(
        self, command: Sequence[str], remedy: str, environment: Mapping[str, str] | None
    ) -> subprocess.Popen[str]:
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                env=environment,
            )
        except OSError as error:
            self._end("failed")
            raise Failure(f"{command[0]} cannot be started: {error}.", remedy) from error

    @staticmethod
    def _read(
        process: subprocess.Popen[str],
        tail: deque[str],
        describe: Callable[[str], str | None],
        news: list[str],
    ) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                if not line.startswith("WARNING: "):
                    tail.append(line)
                news[0] = describe(line) or news[0]

    def _label(self, title: str) -> str:
        return f"[{self._number}/{self._count}] {title} ..."

    def _begin(self, title: str) -> None:
        self._number += 1
        print(self._label(title), end="", flush=True)

    def _show(self, title: str, news: str, seconds: float) -> None:
        if self._live:
            line = f"{self._label(title)} {seconds:3.0f} s  {news}"[:_WIDTH]
            print(f"\r{line:<{_WIDTH}}", end="", flush=True)

    def _end(self, outcome: str, title: str = "") -> None:
        if self._live and title:
            line = f"{self._label(title)} {outcome}"
            print(f"\r{line:<{_WIDTH}}", flush=True)
        else:
            print(f" {outcome}", flush=True)


def pip_news(line: str) -> str | None:
    """Turn pip's "Downloading x-1.2-cp311...whl (35 MB)" into "x 1.2 (35 MB)"."""
    download = re.search(r"Downloading (?:\S*/)?([^\s/]+?)-(\d[^-]*)-\S+\.whl\S* \(([^)]+)\)", line)
    if download:
        return "{} {} ({})".format(*download.groups())
    if line.startswith("Installing collected packages"):
        return "unpacking"
    return None
