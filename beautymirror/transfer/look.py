"""Looks made of the makeup of photos: one photo, or each region from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from beautymirror.errors import UsageError
from beautymirror.looks.layer import Layer, layer_models
from beautymirror.looks.library import free_id
from beautymirror.looks.look import Look, Text
from beautymirror.transfer.makeup import PhotoMakeup, Reads, take_makeup
from beautymirror.transfer.reference import Reference

__all__ = [
    "DEFAULTS",
    "REGIONS",
    "check_amounts",
    "dialled",
    "dimmed",
    "look_from_reference",
    "look_of",
    "mixed_look",
    "transfer_layer",
]

# How much of each region is taken over unless it is said otherwise.
DEFAULTS: Final[Mapping[str, float]] = {
    "skin": 0.0,
    "eyes": 1.0,
    "brows": 1.0,
    "cheeks": 1.0,
    "lips": 1.0,
}
REGIONS: Final = tuple(DEFAULTS)
_KIND = "transfer"
_NAME = Text(en="From a photo", zh="照片妆容")


def check_amounts(amounts: Mapping[str, float]) -> None:
    """See that regions are known and amounts between 0 and 1.

    Raises:
        UsageError: names the first that is wrong.
    """
    for region, amount in amounts.items():
        if region not in DEFAULTS:
            raise UsageError(f"There is no region {region!r}.", f"Choose {', '.join(REGIONS)}.")
        if not 0.0 <= amount <= 1.0:
            raise UsageError(f"{region} cannot be {amount:g}.", "Choose from 0 to 1.")


def transfer_layer(
    makeup: PhotoMakeup, amounts: Mapping[str, float] | None = None, intensity: float = 1.0
) -> Layer:
    """The layer that puts the makeup of a photo on; regions not named keep their default."""
    values: dict[str, Any] = {**DEFAULTS, **(amounts or {})}
    values |= {"paint": makeup.paint, "shine": makeup.shine, "base_color": makeup.complexion}
    return layer_models[_KIND](intensity=intensity, **values)


def look_of(*layers: Layer, name: Text | None = None, author: str = "") -> Look:
    """A look of these layers, with an id that is free."""
    name = name or _NAME
    return Look(id=free_id(name.en), name=name, tags=("photo",), author=author, layers=layers)


def look_from_reference(
    reference: Reference,
    network: Reads,
    amounts: Mapping[str, float] | None = None,
    name: Text | None = None,
) -> Look:
    """The look of a face that was read: one layer."""
    return look_of(transfer_layer(take_makeup(reference, network), amounts), name=name)


def mixed_look(
    parts: Mapping[str, PhotoMakeup],
    amounts: Mapping[str, float] | None = None,
    name: Text | None = None,
) -> Look:
    """A look with each region from its own photo: a layer for each photo.

    Args:
        parts: region to the makeup that it is taken from; others stay bare.
        amounts: of the regions; see ``DEFAULTS``.
    """
    given = {**DEFAULTS, **(amounts or {})}
    photos: dict[int, tuple[PhotoMakeup, list[str]]] = {}
    for region, makeup in parts.items():
        photos.setdefault(id(makeup), (makeup, []))[1].append(region)
    layers = [
        transfer_layer(makeup, {r: given[r] if r in regions else 0.0 for r in REGIONS})
        for makeup, regions in photos.values()
    ]
    return look_of(*layers, name=name)


def dimmed(look: Look, intensity: float) -> Look:
    """The same look with every layer this much fainter."""
    layers = (
        layer.model_copy(update={"intensity": layer.intensity * intensity}) for layer in look.layers
    )
    return look.model_copy(update={"layers": tuple(layers)})


def dialled(look: Look, amounts: Mapping[str, float], intensity: float | None = None) -> Look:
    """The same look with other amounts of some regions in every layer that is from a photo.

    With several photos the amount of a region goes to the layers that it is taken from; whoever
    wants to turn one off and on again keeps the photos' makeup and calls ``mixed_look``.
    """
    of_photos = [layer for layer in look.layers if layer.kind == _KIND]

    def turned(layer: Layer) -> Layer:
        if layer.kind != _KIND:
            return layer
        mine = {
            region: amount
            for region, amount in amounts.items()
            if len(of_photos) == 1 or getattr(layer, region) > 0.0
        }
        if intensity is not None:
            mine["intensity"] = intensity
        return layer.model_copy(update=mine)

    return look.model_copy(update={"layers": tuple(turned(layer) for layer in look.layers)})
