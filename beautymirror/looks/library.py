"""The looks at hand: those that ship and those that the person saved."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from beautymirror.errors import InputError, UsageError
from beautymirror.looks.look import Look, load_look, written
from beautymirror.resources import looks_dir, user_looks_dir

__all__ = ["all_looks", "find_look", "free_id", "remove_look", "save_look", "unread_looks"]

_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)\d")  # on Windows no file can be called so


@lru_cache(maxsize=1)
def _shipped(folder: Path) -> tuple[Look, ...]:
    return tuple(load_look(path) for path in sorted(folder.glob("*.json")))


def all_looks() -> tuple[Look, ...]:
    """Shipped looks in the order of their file names, then the person's own.

    A saved look that cannot be read is not among them, so that one bad file does not hide the
    rest: ``unread_looks`` tells of it.
    """
    return _shipped(looks_dir()) + _own()[0]


def unread_looks() -> tuple[tuple[Path, InputError], ...]:
    """Files of the person's own looks that cannot be read, and why; nothing touches them."""
    return _own()[1]


def _own() -> tuple[tuple[Look, ...], tuple[tuple[Path, InputError], ...]]:
    looks, unread = [], []
    for path in _own_files():
        try:
            looks.append(load_look(path))
        except InputError as error:
            unread.append((path, error))
    return tuple(looks), tuple(unread)


def _own_files() -> list[Path]:
    return sorted(user_looks_dir().glob("*.json"))


def find_look(text: str) -> Look:
    """The look with this id or English or Chinese name, or in this file.

    Raises:
        UsageError: there is none; names the nearest.
        InputError: the file is not a valid look.
    """
    looks = all_looks()
    wanted = text.strip().casefold()
    for look in looks:
        if wanted in (look.id, look.name.en.casefold(), look.name.zh.casefold()):
            return look
    if text.endswith(".json") or _is_file(text):
        return load_look(Path(text))
    near = difflib.get_close_matches(wanted, [look.id for look in looks], n=3)
    remedy = f"Did you mean {', '.join(near)}?" if near else "See `beautymirror looks list`."
    raise UsageError(f"There is no look called {text!r:.80}.", remedy)


def save_look(look: Look) -> Path:
    """Keep a look of the person's own, whole or not at all; one with the same id is replaced.

    Raises:
        UsageError: a look that ships has this id; take one from ``free_id``.
        InputError: the folder cannot be written.
    """
    if any(look.id == other.id for other in _shipped(looks_dir())):
        raise UsageError(f"{look.id} is a look that ships.", "Give yours another name.")
    path = user_looks_dir() / f"{look.id}.json"
    partial = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".part", f".{look.id}-", path.parent)
        partial = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(written(look))
        os.replace(partial, path)
    except OSError as problem:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise InputError(
            f"The look cannot be saved in {path.parent}: {problem.strerror}.",
            "Make room there, or allow writing to that folder.",
        ) from None
    return path


def remove_look(name: str) -> None:
    """Delete the person's own look with this id; nothing happens if there is none.

    Raises:
        UsageError: the look ships with the program.
        InputError: the file cannot be deleted.
    """
    if any(look.id == name for look in _shipped(looks_dir())):
        raise UsageError(f"{name} is a look that ships.", "Only your own can be removed.")
    if any(look.id == name for look in all_looks()):
        path = user_looks_dir() / f"{name}.json"
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise InputError(
                f"{path} cannot be deleted: {problem.strerror}.", "Allow writing to its folder."
            ) from None


def free_id(name: str) -> str:
    """An id that no look has yet, made of a name in any language."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:48].strip("-") or "look"
    if _DEVICE.fullmatch(stem):
        stem = f"look-{stem}"
    # Names of files, too: one that cannot be read may be mended, and must not be written over.
    taken = {look.id for look in all_looks()} | {path.stem.casefold() for path in _own_files()}
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # longer than a file name can be
        return False
