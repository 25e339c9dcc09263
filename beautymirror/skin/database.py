"""Where what is kept lies: a file of the person's own, or the database that a URL leads to.

A SQLite file that is damaged is moved aside under a new name and never overwritten.
"""

from __future__ import annotations

import os
from pathlib import Path
from sqlite3 import SQLITE_BUSY

from sqlalchemy import Engine, ExceptionContext, MetaData, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError, SQLAlchemyError

from beautymirror.errors import MissingError
from beautymirror.resources import data_dir

__all__ = ["default_file", "default_url", "is_there", "open_database"]

_URL = "BEAUTYMIRROR_DATABASE"


def default_url() -> str:
    """URL of the person's own database: the one that ``BEAUTYMIRROR_DATABASE`` tells, or a file."""
    return os.environ.get(_URL) or _own_url()


def _own_url() -> str:
    return f"sqlite:///{default_file()}"


def is_there() -> bool:
    """Whether the person has a database of their own; asking makes none."""
    return bool(os.environ.get(_URL)) or default_file().exists()


def default_file() -> Path:
    """The person's own database file; it need not be there."""
    return data_dir() / "beautymirror.db"


def open_database(url: str, tables: MetaData) -> tuple[Engine, Path | None]:
    """Open the database of a URL, make the tables that it lacks, and tell its failures in words.

    Returns:
        The engine, from whose every use a ``MissingError`` comes when the database fails; where a
        damaged file was moved to, or None.

    Raises:
        MissingError: it cannot be opened.
    """
    aside = None
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _careful)
            aside = _move_damaged_aside(engine)
        _make(tables, engine)
        event.listen(engine, "handle_error", _tell)
    except ImportError as problem:
        raise MissingError(
            f"The database needs {problem.name or 'a driver'}, which is not installed.",
            "Install it beside the program, or leave the URL out to use a file of your own.",
        ) from problem
    except (SQLAlchemyError, OSError) as problem:
        raise MissingError(
            f"The database cannot be opened: {_first_line(problem)}.",
            "Check its URL, or leave it out to use a file of your own."
            if url != _own_url()
            else f"Make room in {default_file().parent}, or allow writing there.",
        ) from problem
    return engine, aside


def _make(tables: MetaData, engine: Engine) -> None:
    try:
        tables.create_all(engine)
    except (OperationalError, ProgrammingError):
        # Another program may have made them since they were looked for; else it fails again.
        tables.create_all(engine)


def _tell(context: ExceptionContext) -> None:
    """Say in words that a database that was opened fails: no room, gone, of another program."""
    if isinstance(context.sqlalchemy_exception, OperationalError | ProgrammingError):
        if getattr(context.original_exception, "sqlite_errorcode", None) == SQLITE_BUSY:
            raise MissingError(
                "The database is being written by another program.", "Try again in a moment."
            ) from context.original_exception
        raise MissingError(
            f"The database fails: {_first_line(context.original_exception)}.",
            "Make room on its disk, or move it away to begin a new one.",
        ) from context.original_exception


def _careful(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _move_damaged_aside(engine: Engine) -> Path | None:
    """Rename a SQLite file that is no sound database; its new name, or None if all is well."""
    name = engine.url.database
    if not name or name == ":memory:":
        return None
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        with engine.connect() as connection:
            sound = connection.execute(text("PRAGMA quick_check")).scalar() == "ok"
    except OperationalError:
        raise  # in use by another program, or not to be read: it may be sound
    except DatabaseError:
        sound = False
    if sound:
        return None
    engine.dispose()
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
    return aside


def _first_line(problem: BaseException) -> str:
    cause = getattr(problem, "orig", None) or problem  # what the database itself said
    text = getattr(cause, "strerror", None) or str(cause)
    return text.splitlines()[0][:200].rstrip(".")
