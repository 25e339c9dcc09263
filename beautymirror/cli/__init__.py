"""The command line: runs one, and ends with its exit code.

Exit codes: 0 done; 1 a defect; 2 wrong use; 3 an input cannot be used; 4 something is missing;
130 and 143 ended by Ctrl-C and by SIGTERM, where there is no window to be closed. What a person
reads goes to standard error, results to standard output.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from beautymirror.cli.program import app
from beautymirror.errors import MirrorError, UsageError

__all__ = ["run"]


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit code."""
    try:
        _check_filled(arguments)
        try:
            app(list(arguments), prog_name="beautymirror")
        finally:
            sys.stdout.flush()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            return _unread()
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except MirrorError as error:
        print(f"Error: {error}", file=sys.stderr)
        if isinstance(error, UsageError):
            print("Help: beautymirror --help", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return _unread()
    except Exception as error:  # noqa: BLE001  the program's edge: logged, told in words
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _no_room()
        from beautymirror.commands.defect import report

        return report(error)
    return 0


def _check_filled(arguments: Sequence[str]) -> None:
    """Refuse empty values: as a path one would be the current folder, and scripts pass them by
    mistake, where a variable is not set."""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if argument == "" or (argument.startswith("--") and argument.endswith("=")):
            option = argument[:-1] or (before if before.startswith("-") else "")
            where = f"The value of {option}" if option else "An argument"
            raise UsageError(f"{where} is empty.", "Say what is meant, or leave it out.")


def _no_room() -> int:
    """Files tell a full disk themselves; this is the output, where it is led into a file."""
    print("Error: There is no room left for the output. Free some space.", file=sys.stderr)
    _unread()
    return 3


def _unread() -> int:
    """The reader has read enough, as `head` does; what is left goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
