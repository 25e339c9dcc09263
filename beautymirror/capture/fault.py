"""Why a file cannot be shown, told apart by type."""

from __future__ import annotations

from beautymirror.errors import InputError

__all__ = ["FileAbsent", "FileDamaged", "FileDenied", "FileEmpty", "FileTooLarge"]


class FileAbsent(InputError):
    """There is no such file or folder."""


class FileEmpty(InputError):
    """The file or folder is there, but nothing in it can be shown."""


class FileTooLarge(InputError):
    """The picture has more pixels than are taken."""


class FileDenied(InputError):
    """The file is there but this person may not read it."""


class FileDamaged(InputError):
    """The file is a picture, but broken or not complete."""
