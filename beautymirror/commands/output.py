"""Is a place fit to be written to? Asked before the work, so that none is done in vain."""

from __future__ import annotations

import os
from pathlib import Path

from beautymirror.errors import InputError, UsageError

__all__ = ["check_apart", "check_folder", "check_suffix"]


def check_apart(output: Path, *others: Path | str | None) -> None:
    """Refuse to write over an input, or over another output.

    Args:
        others: files; a name that is none, such as that of a look, is never the same.

    Raises:
        UsageError: two are the same file, by whatever names.
    """
    for other in (path for path in others if path is not None):
        # Not by methods of Path, which raise where a name is longer than names may be.
        there = os.path.exists(output) and os.path.exists(other)
        same = os.path.samefile(other, output) if there else Path(other) == output
        if same:
            raise UsageError(
                f"{output} is an input itself, or named twice.",
                "Give another name to write to.",
            )


def check_folder(output: Path) -> None:
    """Refuse a file in a folder that is not there, and a folder in place of a file.

    Raises:
        UsageError: the output is a folder.
        InputError: there is no such folder.
    """
    if os.path.isdir(output):
        raise UsageError(f"{output} is a folder.", "Give the name of a file as the output.")
    if not os.path.isdir(output.parent):
        raise InputError(
            f"There is no folder {output.parent}.", "Create it, or choose another for the output."
        )


def check_suffix(output: Path, kind: str, suffixes: tuple[str, ...]) -> None:
    """Refuse a name that does not say what is to be written, or a place that is not there.

    Raises:
        UsageError: the suffix is none of these, or the output is a folder.
        InputError: there is no such folder.
    """
    if os.path.isdir(output):
        raise UsageError(f"{output} is a folder.", f"Give the name of a {kind} as the output.")
    if output.suffix.lower() not in suffixes:
        raise UsageError(
            f"{output.name} is no name for a {kind}.", f"Let it end in {', '.join(suffixes)}."
        )
    check_folder(output)
