"""Which region comes from which photo, and how much of it; and the look that this makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from beautymirror.looks.look import Layer, Look, Text
from beautymirror.ui.photo.taker import Taken, Told

__all__ = ["AMOUNTS", "REGIONS", "Mix"]

# In percent, until the person changes them: a wearer's skin stays theirs unless asked.
AMOUNTS: Mapping[str, int] = {"eyes": 100, "brows": 100, "cheeks": 100, "lips": 100, "skin": 0}
REGIONS = tuple(AMOUNTS)
MOST = 5  # photos at once

_numbers = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """Photos, and what is taken from each.

    Attributes:
        parts: region to the photo that it is taken from. amounts: region to percent.
    """

    photos: tuple[Taken, ...] = ()
    parts: Mapping[str, Taken] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=lambda: dict(AMOUNTS))

    def with_photo(self, photo: Taken) -> Mix:
        """With another photo, which everything is taken from; the oldest gives way.

        One that is at hand already, as when a file is dropped twice, is not listed again.
        """
        for known in self.photos:
            if (known.name, known.face) == (photo.name, photo.face):
                return self.all_from(known)
        return replace(self, photos=(*self.photos, photo)[-MOST:]).all_from(photo)

    def all_from(self, photo: Taken) -> Mix:
        """With every region from one photo."""
        return replace(self, parts=dict.fromkeys(REGIONS, photo))

    def part_from(self, region: str, photo: Taken) -> Mix:
        """With one region from a photo."""
        return replace(self, parts={**self.parts, region: photo})

    def amount(self, region: str, percent: int) -> Mix:
        """With more or less of a region."""
        return replace(self, amounts={**self.amounts, region: percent})

    def without(self, photo: Taken) -> Mix:
        """Without a photo; what was taken from it is taken from the newest of the others."""
        left = tuple(other for other in self.photos if other is not photo)
        if not left:
            return Mix(amounts=self.amounts)
        parts = {
            region: left[-1] if source is photo else source for region, source in self.parts.items()
        }
        return replace(self, photos=left, parts=parts)

    def look(self) -> Look | None:
        """What this makes, a layer for each photo that is used; ``None`` without photos."""
        from beautymirror.transfer.look import transfer_layer

        if not self.parts:
            return None
        return self._named(
            [transfer_layer(photo.makeup, self._amounts_of(photo)) for photo in self.used()]
        )

    def editable(self, told: Told) -> Look | None:
        """The same as lipstick, blush and so on; ``None`` where nothing of it could be told.

        Args:
            told: what a closer look tells of each photo that is used.
        """
        from beautymirror.transfer.editable import editable_layers, in_order

        layers = [
            layer
            for photo in self.used()
            for layer in editable_layers(told[photo], self._amounts_of(photo))
        ]
        return self._named(in_order(layers)) if layers else None

    def used(self) -> list[Taken]:
        """The photos that some region is taken from."""
        return list(dict.fromkeys(self.parts.values()))

    def _amounts_of(self, photo: Taken) -> dict[str, float]:
        """Regions to what is taken of them from one photo, 0 to 1."""
        return {
            region: self.amounts[region] / 100 if self.parts[region] is photo else 0.0
            for region in REGIONS
        }

    def _named(self, layers: Sequence[Layer]) -> Look:
        names = " + ".join(photo.name for photo in self.used())[:60]
        return Look(
            id=f"photo-{next(_numbers)}",
            name=Text(en=names or "From a photo", zh=names or "照片妆容"),
            tags=("photo",),
            layers=tuple(layers),
        )
