"""Is a place fit to be written to? Asked before the work, so that none is done in vain."""

from __future__ import annotations

from pathlib import Path

from beautymirror.errors import UsageError

__all__ = ["check_apart", "check_suffix"]


def check_apart(source: Path, output: Path) -> None:
    """Refuse to write over an input.

    Raises:
        UsageError: both are the same file, by whatever names.
    """
    if output.exists() and output.samefile(source):
        raise UsageError(f"{output} is an input itself.", "Give another output.")


def check_suffix(output: Path, kind: str, suffixes: tuple[str, ...]) -> None:
    """Refuse a name that does not say what is to be written.

    Raises:
        UsageError: the suffix is none of these, or the output is a folder.
    """
    if output.is_dir():
        raise UsageError(f"{output} is a folder.", f"Give the name of a {kind} as the output.")
    if output.suffix.lower() not in suffixes:
        raise UsageError(
            f"{output.name} is no name for a {kind}.", f"Let it end in {', '.join(suffixes)}."
        )
