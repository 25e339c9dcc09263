"""What is kept: the imported catalogue and, with consent, what a person liked. SQL by SQLAlchemy.

The same tables work on SQLite and PostgreSQL; the database's URL decides.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    Engine,
    Insert,
    String,
    UniqueConstraint,
    Update,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from beautymirror.closing import Closing
from beautymirror.skin.catalogue import Shade
from beautymirror.skin.database import default_url, open_database

__all__ = ["Added", "Feedback", "Store", "open_store"]

_CHUNK = 5000  # rows in one statement
_MUTABLE = ("hex", "finish", "undertone")  # of a shade that is otherwise the same


class _Table(DeclarativeBase):
    pass


class _ShadeRow(_Table):
    __tablename__ = "shades"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(512))
    brand: Mapped[str] = mapped_column(String(120))
    product: Mapped[str] = mapped_column(String(120))
    type: Mapped[str] = mapped_column(String(20), index=True)
    shade: Mapped[str] = mapped_column(String(120))
    hex: Mapped[str] = mapped_column(String(7))
    finish: Mapped[str] = mapped_column(String(40))
    undertone: Mapped[str] = mapped_column(String(10))


class _FeedbackRow(_Table):
    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(40), index=True)
    look: Mapped[str] = mapped_column(String(64))
    occasion: Mapped[str] = mapped_column(String(40))
    reward: Mapped[float]
    person_features: Mapped[str] = mapped_column(String(1000))
    at: Mapped[float]


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that a person let us know about a look.

    Attributes:
        reward: 1 liked, 0 disliked, between for how long it was worn.
        context: features of the suggestion as they were then, see ``taste``.
    """

    look: str
    occasion: str
    reward: float
    context: tuple[float, ...]


class Added(NamedTuple):
    """How many shades were new, were there in another colour or finish, and were there already."""

    added: int
    changed: int
    already: int


class _Batch:
    """Rows on their way into a table, some thousand with each statement.

    Attributes:
        total: how many were added.
    """

    def __init__(self, session: Session, statement: Insert | Update) -> None:
        self._session, self._statement = session, statement
        self._rows: list[dict[str, Any]] = []
        self.total = 0

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        self.total += 1
        if len(self._rows) == _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Send what is left."""
        if self._rows:
            self._session.execute(self._statement, self._rows)
            self._rows = []


class Store(Closing):
    """An open database. Use it from one thread, and close it.

    Raises:
        MissingError: from every method, when the database fails.

    Attributes:
        aside: where a damaged file was moved to, or None.
    """

    def __init__(self, engine: Engine, aside: Path | None = None) -> None:
        self._engine = engine
        self.aside = aside

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add_shades(self, shades: Iterable[Shade]) -> Added:
        """Add shades, and correct those that are there in another colour; all of them or none.

        What another program adds at the same time is counted by both.
        """
        columns = (_ShadeRow.key, _ShadeRow.id, *(getattr(_ShadeRow, name) for name in _MUTABLE))
        with Session(self._engine) as session, session.begin():
            known = {key: rest for key, *rest in session.execute(select(*columns))}
            fresh, other = _Batch(session, self._adding()), _Batch(session, update(_ShadeRow))
            already = 0
            for shade in shades:
                key, now = "\x1f".join(shade.key), [getattr(shade, name) for name in _MUTABLE]
                if key not in known:
                    known[key] = [None, *now]
                    fresh.add({"key": key, **shade.model_dump()})
                elif known[key][1:] == now or known[key][0] is None:
                    already += 1
                else:
                    other.add({"id": known[key][0], **dict(zip(_MUTABLE, now, strict=True))})
            fresh.flush()
            other.flush()
        return Added(fresh.total, other.total, already)

    def _adding(self) -> Insert:
        """How a shade is added, unless another program has done so since it was looked for."""
        dialect = {"sqlite": sqlite, "postgresql": postgresql}.get(self._engine.dialect.name)
        if dialect is None:
            return insert(_ShadeRow)
        return dialect.insert(_ShadeRow).on_conflict_do_nothing()

    def shades(self, kind: str | None = None) -> tuple[Shade, ...]:
        """The imported shades, of one product type or of all."""
        columns = [getattr(_ShadeRow, name) for name in Shade.model_fields]
        wanted = select(*columns).order_by(_ShadeRow.id)
        if kind is not None:
            wanted = wanted.where(_ShadeRow.type == kind)
        with self._engine.connect() as connection:
            # The rows were checked on their way in.
            return tuple(
                Shade.model_construct(**row._mapping) for row in connection.execute(wanted)
            )

    def remember(self, person: str, feedback: Feedback) -> None:
        """Keep one piece of feedback."""
        packed = ",".join(f"{value:.5g}" for value in feedback.context)
        with Session(self._engine) as session, session.begin():
            session.add(
                _FeedbackRow(
                    person=person,
                    look=feedback.look,
                    occasion=feedback.occasion,
                    reward=feedback.reward,
                    person_features=packed,
                    at=time.time(),
                )
            )

    def feedback(self, person: str) -> Sequence[Feedback]:
        """All that a person let us know, oldest first."""
        wanted = select(_FeedbackRow).where(_FeedbackRow.person == person)
        with Session(self._engine) as session:
            rows = session.scalars(wanted.order_by(_FeedbackRow.id)).all()
            return [
                Feedback(
                    row.look,
                    row.occasion,
                    row.reward,
                    tuple(float(value) for value in row.person_features.split(",") if value),
                )
                for row in rows
            ]

    def forget(self, person: str) -> None:
        """Delete all feedback of a person."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(_FeedbackRow).where(_FeedbackRow.person == person))


def open_store(url: str | None = None) -> Store:
    """Open the database of a URL, by default the person's own; ``sqlite://`` is in memory.

    Raises:
        MissingError: it cannot be opened.
    """
    return Store(*open_database(url or default_url(), _Table.metadata))
