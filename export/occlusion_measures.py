"""How well the occlusion network does on people whom it never saw, for each kind and each tone.

python -m export.occlusion_measures --faces FOLDER [--model FILE] [--samples 40]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from beautymirror.face.mesh import canonical_mesh
from beautymirror.inference.occlusion import OcclusionNetwork
from beautymirror.resources import models_dir
from export.occlusion_faces import Portrait, load_portraits
from export.occlusion_samples import KINDS, Sample, SampleMaker

__all__ = ["Shares", "main", "measure"]

_HIDDEN, _OPEN = 0.75, 0.05
_SAID = 0.25  # an answer from which the program leaves out half of the makeup
_TONES = ("very light", "light", "intermediate", "tan", "brown", "dark")
_SEED = 77  # no sample of a training run

Shares = tuple[float, float]
"""In per cent: what is hidden and was not found; what is open and was taken for hidden."""


def measure(network: OcclusionNetwork, samples: Iterator[Sample]) -> Shares:
    """What is missed and what is seen wrongly, over all texels whose truth is known."""
    hidden = missed = open_ = wrong = 0
    for sample in samples:
        said = network.read(sample.flat, sample.coverage) > _SAID
        known = (sample.known > 0) & (sample.coverage > 0.5)
        behind, bare = known & (sample.truth > _HIDDEN), known & (sample.truth < _OPEN)
        hidden, missed = hidden + behind.sum(), missed + (behind & ~said).sum()
        open_, wrong = open_ + bare.sum(), wrong + (bare & said).sum()
    return 100.0 * missed / max(hidden, 1), 100.0 * wrong / max(open_, 1)


def of_tone(portraits: list[Portrait], tone: str) -> list[Portrait]:
    """The portraits of one tone alone."""
    return [portrait for portrait in portraits if portrait.tone == tone]


def main() -> None:
    """Print a table: kinds down, tones across, missed / wrong in per cent."""
    parser = argparse.ArgumentParser(description="Measure the occlusion network.")
    parser.add_argument("--faces", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=models_dir() / "onnx" / "occlusion.onnx")
    parser.add_argument("--samples", type=int, default=40, help="of each kind and tone")
    options = parser.parse_args()
    network = OcclusionNetwork(options.model)
    held = [portrait for portrait in load_portraits(options.faces) if portrait.held]
    tones = [tone for tone in _TONES if of_tone(held, tone)]
    sys.stdout.write("| before the face | " + " | ".join(tones) + " |\n")
    sys.stdout.write("|---" * (len(tones) + 1) + "|\n")
    for kind in (*KINDS, ""):
        cells = []
        for tone in tones:
            maker = SampleMaker(of_tone(held, tone), canonical_mesh(), _SEED)
            samples = (maker.make(number, kind) for number in range(options.samples))
            missed, wrong = measure(network, samples)
            cells.append(f"{missed:.1f} / {wrong:.2f}" if kind else f"{wrong:.2f}")
        sys.stdout.write(f"| {kind or 'nothing'} | " + " | ".join(cells) + " |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
