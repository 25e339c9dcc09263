"""Keeps what native libraries print at start-up out of a person's terminal."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["hushed"]

# glog and absl lines (W0000 00:00:..), their preamble, and TensorFlow Lite's own.
_CHATTER = re.compile(
    rb"[IWEF]\d{4} \d\d:\d\d|WARNING: All log messages before|INFO: Created TensorFlow|"
    rb"INFO: Initialized TensorFlow"
)
_STDERR = 2
_log = logging.getLogger(__name__)


@contextmanager
def hushed() -> Iterator[None]:
    """Hold back the process's standard error; log the chatter, pass the rest on at the end.

    MediaPipe writes to the file descriptor itself and has no switch for it.
    """
    try:
        kept = os.dup(_STDERR)
    except OSError:  # No standard error at all: a windowed program on Windows.
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
            held.seek(0)
            for line in held:
                if _CHATTER.match(line):
                    _log.debug("%s", line.decode(errors="replace").rstrip())
                else:
                    os.write(_STDERR, line)
