"""Failures that a person can act on: what happened, and what to do about it."""

from __future__ import annotations

__all__ = ["InputError", "MirrorError", "MissingError", "UsageError"]


class MirrorError(Exception):
    """A failure with a remedy, shown as words and never as a traceback.

    Attributes:
        message: what happened, one sentence.
        remedy: what the person can do now, one sentence; may be empty.
        exit_code: of the command line when this ends it.
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(MirrorError):
    """The request itself is wrong: an unknown look, a value out of range."""

    exit_code = 2


class InputError(MirrorError):
    """An input cannot be used: not a picture, cut short, empty."""

    exit_code = 3


class MissingError(MirrorError):
    """Something that the work needs is missing: a model, a camera, OpenGL."""

    exit_code = 4
