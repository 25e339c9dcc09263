"""What a kind of makeup can be told: colours, amounts and choices, each with its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

__all__ = ["Amount", "Choice", "Color", "Label", "Option", "Parameter"]

_HEX = r"^#[0-9A-Fa-f]{6}$"


@dataclass(frozen=True, slots=True)
class Label:
    """A name that a person sees."""

    en: str
    zh: str

    def text(self, language: str) -> str:
        """In the language of a locale name: "zh_CN" is Chinese, all else English."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Color:
    """An sRGB colour "#RRGGBB"; the shader sees a linear-light vec3."""

    name: str
    label: Label
    default: str

    glsl = "vec3"

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        return Annotated[str, StringConstraints(pattern=_HEX)], self.default


@dataclass(frozen=True, slots=True)
class Amount:
    """A number from ``low`` to ``high``; the shader sees a float."""

    name: str
    label: Label
    default: float
    low: float = 0.0
    high: float = 1.0

    glsl = "float"

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        return Annotated[float, Field(ge=self.low, le=self.high, allow_inf_nan=False)], self.default


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several named options; the shader sees an int and a constant for each option."""

    name: str
    label: Label
    options: tuple[Option, ...]

    glsl = "int"

    @property
    def default(self) -> str:
        """The first option."""
        return self.options[0].name

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        names = tuple(option.name for option in self.options)
        return Literal[names], self.default

    def index(self, name: str) -> int:
        """Number of an option, as the shader knows it."""
        return next(i for i, option in enumerate(self.options) if option.name == name)


Parameter = Color | Amount | Choice
