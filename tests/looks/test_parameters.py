"""Parameters: what the model of a layer takes, and what the shader is handed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError, create_model

from beautymirror.looks.makeup import KINDS
from beautymirror.looks.parameters import (
    Amount,
    Choice,
    Choices,
    Color,
    Colors,
    Label,
    Option,
    Parameter,
    linear_color,
)

NAME = Label("Name", "名称")
OPTIONS = (Option("matte", NAME), Option("gloss", NAME))


def taken(parameter: Parameter, value: object) -> Any:
    """The value as a model with this parameter holds it."""
    model = create_model("Holder", value=parameter.field())
    return model.model_validate({"value": value}).value  # type: ignore[attr-defined]


def test_white_and_black_are_the_ends_of_linear_light() -> None:
    assert linear_color("#FFFFFF") == pytest.approx((1.0, 1.0, 1.0))
    assert linear_color("#000000") == (0.0, 0.0, 0.0)
    assert linear_color("#bc0000")[0] == pytest.approx(0.5029, abs=1e-3)


@pytest.mark.parametrize("value", ["red", "#12345", "#12345G", "#1234567", 7])
def test_a_colour_is_six_hexadecimal_digits(value: object) -> None:
    with pytest.raises(ValidationError):
        taken(Color("color", NAME, "#000000"), value)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf"), "much"])
def test_an_amount_stays_within_its_limits(value: object) -> None:
    with pytest.raises(ValidationError):
        taken(Amount("amount", NAME, 0.5), value)


def test_colours_fill_the_shaders_array_with_the_last() -> None:
    colors = Colors("colors", NAME, ("#000000",), 3)
    assert taken(colors, ["#FFFFFF", "#FF0000"]) == ("#FFFFFF", "#FF0000")
    (name, values), (count, number) = colors.uniforms(("#FFFFFF", "#FF0000"))
    assert (name, count, number) == ("colors", "colors_count", 2)
    assert values == [linear_color("#FFFFFF"), linear_color("#FF0000"), linear_color("#FF0000")]
    assert colors.glsl() == "vec3 colors[3]; int colors_count;"


@pytest.mark.parametrize("value", [[], ["#000000"] * 4, ["black"]])
def test_too_few_too_many_or_wrong_colours_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        taken(Colors("colors", NAME, ("#000000",), 3), value)


def test_choices_are_numbered_as_their_options() -> None:
    choices = Choices("finishes", NAME, OPTIONS, 3)
    assert choices.default == ("matte",)
    assert taken(choices, ["gloss", "matte"]) == ("gloss", "matte")
    assert choices.uniforms(("gloss", "matte")) == (("finishes", [1, 0, 0]),)
    with pytest.raises(ValidationError):
        taken(choices, ["glossy"])


def test_the_first_option_is_the_default() -> None:
    choice = Choice("finish", NAME, OPTIONS)
    assert choice.default == "matte"
    assert choice.uniforms("gloss") == (("finish", 1),)


def test_labels_speak_chinese_only_to_the_chinese() -> None:
    assert NAME.text("zh_CN") == "名称"
    assert NAME.text("de") == "Name"


@pytest.mark.parametrize("kind", KINDS)
def test_every_declaration_is_complete(kind: str) -> None:
    makeup = KINDS[kind]
    names = [parameter.name for parameter in makeup.parameters]
    assert len(set(names)) == len(names)
    assert not {"kind", "intensity", "optional"} & set(names)
    for parameter in makeup.parameters:
        assert parameter.label.en
        assert parameter.label.zh
        if isinstance(parameter, Amount):
            assert parameter.low <= parameter.default <= parameter.high
        if isinstance(parameter, Choice | Choices):
            assert len({option.name for option in parameter.options}) == len(parameter.options)
        if isinstance(parameter, Colors):
            assert len(parameter.default) <= parameter.most
            assert not parameter.zones or len(parameter.zones) == parameter.most
