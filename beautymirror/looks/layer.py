"""A layer: one coat of makeup with its parameters, checked by a model made of its declaration."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from beautymirror.looks.makeup import KINDS, Makeup

__all__ = ["Layer", "layer_models"]


class Layer(BaseModel):
    """One coat: a kind of makeup with its parameters. Each kind has a model of its own.

    Attributes:
        kind: a key of ``KINDS``.
        intensity: 0 leaves the face as it is.
        optional: an older program that does not know the kind may leave the layer out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    kind: str
    intensity: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] = 1.0
    optional: bool = False

    @property
    def makeup(self) -> Makeup:
        """The declaration of this layer's kind."""
        return KINDS[self.kind]


def _model(makeup: Makeup) -> type[Layer]:
    fields: dict[str, Any] = {"kind": (Literal[makeup.kind], makeup.kind)}
    for parameter in makeup.parameters:
        kind, default = parameter.field()
        fields[parameter.name] = (kind, default)
    return create_model(makeup.kind.title().replace("_", ""), __base__=Layer, **fields)


layer_models: dict[str, type[Layer]] = {kind: _model(makeup) for kind, makeup in KINDS.items()}
