"""What a kind of makeup can be told: colours, amounts and choices, each with its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from beautymirror.looks.picture import BLANK, Pixels

__all__ = [
    "Amount",
    "Choice",
    "Choices",
    "Color",
    "Colors",
    "Label",
    "Option",
    "Parameter",
    "Picture",
    "linear_color",
]

_HEX = r"^#[0-9A-Fa-f]{6}$"
_HexColor = Annotated[str, StringConstraints(pattern=_HEX)]
Uniforms = tuple[tuple[str, object], ...]


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

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        return _HexColor, self.default

    def glsl(self) -> str:
        """Its members of the shader's uniform struct."""
        return f"vec3 {self.name};"

    def uniforms(self, value: str) -> Uniforms:
        """Names and values of those members."""
        return ((self.name, linear_color(value)),)


@dataclass(frozen=True, slots=True)
class Colors:
    """One to ``most`` sRGB colours, in the order of the zones that they are for.

    The shader sees an array of ``most`` linear-light vec3, filled up with the last colour given,
    and how many were given as ``<name>_count``.
    """

    name: str
    label: Label
    default: tuple[str, ...]
    most: int
    zones: tuple[Label, ...] = ()

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer; a list is taken for a tuple."""
        limits = Field(min_length=1, max_length=self.most, strict=False)
        return Annotated[tuple[_HexColor, ...], limits], self.default

    def glsl(self) -> str:
        """Its members of the shader's uniform struct."""
        return f"vec3 {self.name}[{self.most}]; int {self.name}_count;"

    def uniforms(self, value: tuple[str, ...]) -> Uniforms:
        """Names and values of those members."""
        linear = [linear_color(color) for color in _filled(value, self.most)]
        return ((self.name, linear), (f"{self.name}_count", len(value)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number from ``low`` to ``high``; the shader sees a float."""

    name: str
    label: Label
    default: float
    low: float = 0.0
    high: float = 1.0

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        return Annotated[float, Field(ge=self.low, le=self.high, allow_inf_nan=False)], self.default

    def glsl(self) -> str:
        """Its members of the shader's uniform struct."""
        return f"float {self.name};"

    def uniforms(self, value: float) -> Uniforms:
        """Names and values of those members."""
        return ((self.name, value),)


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

    @property
    def default(self) -> str:
        """The first option."""
        return self.options[0].name

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        names = tuple(option.name for option in self.options)
        return Literal[names], self.default

    def glsl(self) -> str:
        """Its members of the shader's uniform struct."""
        return f"int {self.name};"

    def uniforms(self, value: str) -> Uniforms:
        """Names and values of those members."""
        return ((self.name, self.index(value)),)

    def index(self, name: str) -> int:
        """Number of an option, as the shader knows it."""
        return next(i for i, option in enumerate(self.options) if option.name == name)


@dataclass(frozen=True, slots=True)
class Choices:
    """One to ``most`` named options, one for each zone; the shader sees an array of int.

    The array is filled up with the last option given.
    """

    name: str
    label: Label
    options: tuple[Option, ...]
    most: int

    @property
    def default(self) -> tuple[str, ...]:
        """The first option for every zone."""
        return (self.options[0].name,)

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer; a list is taken for a tuple."""
        names = tuple(option.name for option in self.options)
        limits = Field(min_length=1, max_length=self.most, strict=False)
        one_of = Annotated[tuple[Literal[names], ...], limits]  # type: ignore[valid-type]
        return one_of, self.default

    def glsl(self) -> str:
        """Its members of the shader's uniform struct."""
        return f"int {self.name}[{self.most}];"

    def uniforms(self, value: tuple[str, ...]) -> Uniforms:
        """Names and values of those members."""
        numbers = {option.name: number for number, option in enumerate(self.options)}
        return ((self.name, [numbers[name] for name in _filled(value, self.most)]),)


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture over the canonical face; the shader sees it as a texture.

    It is handed over by whoever owns the textures (``render.bake``), so it has no uniforms itself.
    """

    name: str
    label: Label

    @property
    def default(self) -> Pixels:
        """The blank picture."""
        return BLANK

    def field(self) -> tuple[Any, Any]:
        """Type and default for the model of a layer."""
        return Pixels, self.default

    def glsl(self) -> str:
        """Its members of the shader's uniform struct."""
        return f"sampler2D {self.name};"

    def uniforms(self, value: Pixels) -> Uniforms:
        """Names and values of those members."""
        return ()


Parameter = Color | Colors | Amount | Choice | Choices | Picture


def linear_color(text: str) -> tuple[float, float, float]:
    """Linear RGB of "#RRGGBB" (IEC 61966-2-1)."""
    red, green, blue = (_linear(int(text[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return red, green, blue


def _linear(srgb: float) -> float:
    return srgb / 12.92 if srgb <= 0.04045 else float(((srgb + 0.055) / 1.055) ** 2.4)


def _filled(values: tuple[str, ...], most: int) -> tuple[str, ...]:
    return values + values[-1:] * (most - len(values))
