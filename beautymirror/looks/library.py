"""The looks at hand: those that ship and those that the person saved."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path

from beautymirror.errors import InputError, UsageError
from beautymirror.looks.look import Look, load_look
from beautymirror.resources import looks_dir, user_looks_dir

__all__ = ["all_looks", "find_look"]


@lru_cache(maxsize=1)
def _shipped(folder: Path) -> tuple[Look, ...]:
    return tuple(load_look(path) for path in sorted(folder.glob("*.json")))


def all_looks() -> tuple[Look, ...]:
    """Shipped looks in the order of their file names, then the person's own.

    A saved look that cannot be read is passed over, so that one bad file does not hide the rest.
    """
    own = []
    for path in sorted(user_looks_dir().glob("*.json")):
        try:
            own.append(load_look(path))
        except InputError:
            continue
    return _shipped(looks_dir()) + tuple(own)


def find_look(text: str) -> Look:
    """The look with this id or English or Chinese name, or in this file.

    Raises:
        UsageError: there is none; names the nearest.
        InputError: the file is not a valid look.
    """
    if text.endswith(".json") or Path(text).is_file():
        return load_look(Path(text))
    looks = all_looks()
    wanted = text.strip().casefold()
    for look in looks:
        if wanted in (look.id, look.name.en.casefold(), look.name.zh.casefold()):
            return look
    near = difflib.get_close_matches(wanted, [look.id for look in looks], n=3)
    remedy = f"Did you mean {', '.join(near)}?" if near else "See `beautymirror looks list`."
    raise UsageError(f"There is no look called {text!r}.", remedy)
