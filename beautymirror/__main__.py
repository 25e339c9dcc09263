"""The program's entry: ``beautymirror`` and ``python -m beautymirror``."""

from __future__ import annotations

import _thread
import codecs
import gc
import io
import locale
import os
import re
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

__all__ = ["main"]

_SWITCH_S = 0.001
_NEW_OBJECTS = 20_000  # between two searches for lost ones; Python's own 700 suit small programs
_PLAIN = ("C.UTF-8", "en_US.UTF-8", "C")  # locales with English letters, best first
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SOON_S = 0.01
# What runs these cannot be left halfway: moderngl's own code crashes where a function of Python
# that it calls raises, and half an import is told as one that failed.
_IMPORTS = ("importlib", "_frozen_importlib", "_frozen_importlib_external")
_DELICATE = {*_IMPORTS, "moderngl", "_moderngl"}


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    # Before anything heavy is imported: Ctrl-C ends cleanly from the first moment on.
    for number in _SIGNALS:
        signal.signal(number, _end)
    if not _letters_are_plain():
        _make_letters_plain()
    _fill_missing_streams()
    _write_in_any_script()
    # A thread that has a frame to hand over waits this long, not five times as long, for one that
    # computes in Python to let it.
    sys.setswitchinterval(_SWITCH_S)
    # What is imported stays: looking through it again and again would make a start longer.
    gc.set_threshold(_NEW_OBJECTS)
    from beautymirror.cli import run

    try:
        code = run(sys.argv[1:])
    finally:
        # Nor is it searched when the program ends: the operating system takes it back at once.
        gc.freeze()
    _ignore_signals()  # all is done; the interpreter's own end is not to be disturbed
    sys.exit(code)


def _letters_are_plain() -> bool:
    """Whether I is the large i for C, as it is not in Turkish."""
    return re.match(b"i", b"I", re.IGNORECASE | re.LOCALE) is not None


def _make_letters_plain() -> None:
    """Have C make letters small and large as in English, here and in every process begun from here.

    MediaPipe and Qt turn their own names into others so, and do not find them in Turkish.
    """
    for name in _PLAIN:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        os.environ["LC_CTYPE"] = name  # Qt asks again
        if everything := os.environ.pop("LC_ALL", ""):  # which stands above it
            os.environ["LANG"] = everything
        return


def _fill_missing_streams() -> None:
    """Give what a person closed, or a program without a console never had, somewhere to go.

    Otherwise the next file that is opened takes the place of the output, and is printed into.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  stays


def _write_in_any_script() -> None:
    """Write as \\uXXXX what an output's encoding lacks of the names of looks and files.

    Windows gives pipes and files the system's own encoding, which seldom holds all scripts, and
    a bare Unix plain ASCII. Names of files that are in no encoding are written as they are.
    """
    codecs.register_error("written", _written)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="written")


def _written(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.backslashreplace_errors(error)


def _end(number: int, frame: FrameType | None) -> None:
    """Leave through every ``finally``, with the exit code that shells expect, as soon as it can."""
    while frame is not None:
        if frame.f_globals.get("__name__", "").partition(".")[0] in _DELICATE:
            again = threading.Timer(_SOON_S, _tell_again, (number,))
            again.daemon = True
            again.start()
            return
        frame = frame.f_back
    _ignore_signals()
    raise SystemExit(128 + number)


def _tell_again(number: int) -> None:
    if hasattr(signal, "pthread_kill"):  # which also wakes a thread that waits
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        _thread.interrupt_main(signal.Signals(number))


def _ignore_signals() -> None:
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
