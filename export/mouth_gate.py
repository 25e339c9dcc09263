"""Teach the closer look at the lips whether they wear a coat at all, after all else is learned.

    python -m export.mouth_gate --run runs/transfer

Nearly all lips that it learns from are coated, and it is judged by those: natural lips look to it
like a sheer lipstick. One linear answer to what is told of the whole face says how far a coat is
believed in. Of what shows that lips are bare, faces that wear nothing at all count for two thirds,
and lips left bare between made-up eyes and cheeks for the rest.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from beautymirror.face.mesh import canonical_mesh
from export.learning import write_checkpoint
from export.transfer_mouth import MouthNet
from export.transfer_trained import load_mouth
from export.worn_bank import WornBank, load_worn

__all__ = ["fit_gate", "main"]

_STEPS, _RATE, _STIFF = 400, 0.02, 1e-2
_NONE, _ALL = -1.5, 0.5  # log odds below which no coat is believed in, and from which all of it
_FEW = 128  # photos at a time


@torch.no_grad()
def _told(mouth: MouthNet, bank: WornBank) -> Tensor:
    """What is told of each photo that was read, (n, 105)."""
    parts = []
    for photos in np.split(bank.photos(), range(_FEW, len(bank.photos()), _FEW)):
        batch = bank.batch(photos, np.empty((0, len(photos)), np.int64))
        light = mouth.light(batch.light)
        parts.append(mouth.look(batch.face, batch.skin, batch.heard, batch.style, light)[1])
    return torch.cat(parts)


def fit_gate(mouth: MouthNet, bank: WornBank) -> None:
    """Fit ``mouth.coated``: logistic regression, each of the three kinds of photos as it counts."""
    told, coated = _told(mouth, bank), torch.from_numpy(bank.coated[bank.photos()])
    nothing = torch.from_numpy(bank.look[bank.photos()] < 0)
    counts = torch.zeros(len(told))
    for kind, share in ((coated, 4 / 7), (nothing, 2 / 7), (~coated & ~nothing, 1 / 7)):
        counts[kind] = share / max(int(kind.sum()), 1)
    middle, spread = told.mean(dim=0), told.std(dim=0) + 1e-3
    given, answer = (told - middle) / spread, nn.Linear(told.shape[1], 1)
    optimiser = torch.optim.AdamW(answer.parameters(), lr=_RATE, weight_decay=_STIFF)
    for _ in range(_STEPS):
        off = nn.functional.binary_cross_entropy_with_logits(
            answer(given)[:, 0], coated.float(), reduction="none"
        )
        loss = (off * counts).sum() + _STIFF * answer.weight.square().sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        weight = answer.weight / spread
        bias = answer.bias - weight @ middle
        mouth.coated.weight.copy_(weight / (_ALL - _NONE))
        mouth.coated.bias.copy_((bias - _NONE) / (_ALL - _NONE))


def main() -> None:
    """Fit it and write it into the run's mouth.pt."""
    parser = argparse.ArgumentParser(description="Teach whether lips wear a coat at all.")
    parser.add_argument("--run", type=Path, required=True)
    options = parser.parse_args()
    file = options.run / "mouth.pt"
    mouth = load_mouth(file, canonical_mesh())
    fit_gate(mouth, load_worn(options.run / "worn"))
    state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
    for name, value in mouth.coated.state_dict().items():
        state["average"][f"module.coated.{name}"] = value
        state["network"][f"coated.{name}"] = value
    write_checkpoint(state, file)


if __name__ == "__main__":
    main()
