"""What the commands say: words and progress to standard error, results to standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from beautymirror.recording.document import encoded

__all__ = ["print_json", "progress", "tell", "warn", "watched"]

Item = TypeVar("Item")


def tell(text: str) -> None:
    """Say something to the person."""
    print(text, file=sys.stderr, flush=True)


def warn(text: str) -> None:
    """Say something that they may want to change."""
    tell(f"Warning: {text}")


def print_json(value: Any) -> None:
    """Print a result for programs, in UTF-8."""
    text = encoded(value)
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text.decode())


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar on the terminal, moved on by each call; nothing where there is no terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


def watched(label: str, items: Iterable[Item], total: int | None) -> Iterator[Item]:
    """The same items, with a bar that moves on with each."""
    with progress(label, total) as step:
        for item in items:
            yield item
            step()
