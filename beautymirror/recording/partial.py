"""A file that appears under its name only when it is whole."""

from __future__ import annotations

import errno
import os
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from beautymirror.errors import InputError, MirrorError

if TYPE_CHECKING:
    from av.error import FFmpegError

__all__ = ["Output", "Partial", "write_failure", "write_whole"]

_NAME_BYTES = 200
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Output(ABC):
    """What a ``with`` keeps when its block ends well, and discards when it does not."""

    @abstractmethod
    def keep(self) -> None:
        """Finish it and put it in its place."""

    @abstractmethod
    def discard(self) -> None:
        """Leave nothing behind; harmless after ``keep``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.keep()
        else:
            self.discard()


class Partial(Output):
    """A file that is written beside its place under another name, then renamed over it.

    A link stays, and what it leads to is written. Devices and pipes, such as ``/dev/null``, are
    written to as they are: a file that took their place would be missed by every other program.

    Attributes:
        file: open for binary writing.
    """

    def __init__(self, path: Path) -> None:
        """Open the file for writing.

        Raises:
            InputError: the folder is missing or may not be written.
        """
        self._device = os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path))
        if os.path.islink(path) and not self._device:
            path = Path(os.path.realpath(path))
        self.path = path
        # A name may have 255 bytes, and this one must not be too long where that one is not.
        beginning = path.name.encode(errors="ignore")[:_NAME_BYTES].decode(errors="ignore")
        self._hidden = path.with_name(f".{beginning}.{os.getpid()}.part")
        try:
            self.file: BinaryIO = (path if self._device else self._hidden).open("wb")
        except OSError as error:
            raise write_failure(path, error) from error

    def keep(self) -> None:
        """Close the file and put it in its place.

        Raises:
            InputError: the rest could not be written; nothing is left behind.
        """
        try:
            self.file.flush()
            if self._device:
                self.file.close()
                return
            os.fsync(self.file.fileno())  # a full disk may show only now
            self.file.close()
            os.replace(self._hidden, self.path)
        except OSError as error:
            self.discard()
            raise write_failure(self.path, error) from error

    def discard(self) -> None:
        """Leave nothing behind; harmless after ``keep``."""
        with suppress(OSError):  # what cannot be written out is being thrown away
            self.file.close()
        if not self._device:
            self._hidden.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file, whole or not at all.

    Raises:
        InputError: it cannot be written; nothing is left behind.
    """
    with Partial(path) as partial:
        try:
            partial.file.write(data)
        except OSError as error:
            raise write_failure(path, error) from error


def write_failure(path: Path, error: OSError | FFmpegError) -> MirrorError:
    """Why a file could not be written, in words, with the remedy."""
    if error.errno in _NO_ROOM:
        return InputError(
            f"There is no room left to write {path.name}.",
            "Free some space, or choose another folder.",
        )
    if error.errno in _REFUSED:
        return InputError(
            f"{path.parent} may not be written to.", "Choose another folder for the output."
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return InputError(
            f"There is no folder {path.parent}.", "Create it, or choose another for the output."
        )
    return InputError(
        f"{path.name} could not be written: {error.strerror or error}.",
        "Choose another name or folder for the output.",
    )
