"""The evaluation as a page that a person can read, and as tables for the model card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["WAYS", "tables", "write_page"]

WAYS = ("network", "editable look", "mean colour", "histogram")

_REGIONS = ("lips", "eyes", "cheeks", "brows")
_KEPT = ("skin", "eyeballs", "mouth")
_TARGETS = {"lips": 3.0, "eyes": 5.0, "cheeks": 4.0, "skin": 1.0, "eyeballs": 1.5, "mouth": 1.5}


def tables(summary: dict[str, Any]) -> str:
    """Markdown tables by skin tone: the network, and what it is compared with."""
    by_tone = summary["by tone"]
    names = (*_REGIONS, *_KEPT)
    head = [f"{name} (≤ {_TARGETS[name]:g})" if name in _TARGETS else name for name in names]
    lines = _row("skin tone", "pairs", *head, "PSNR dB (≥ 32)", "SSIM (≥ 0.97)", "bare (< 0.03)")
    lines += _row(*["---"] * (len(names) + 5))
    for tone, line in by_tone.items():
        values = [line["network"][name] for name in names]
        rest = (line["psnr"], line["ssim"], line["bare opacity"])
        lines += _row(tone, line["pairs"], *values, *rest)
    lines += "\n" + _row("over all tones", *names) + _row(*["---"] * (len(names) + 1))
    everyone = by_tone["all"]
    for way in WAYS:
        lines += _row(way, *(everyone[way][name] for name in names))
    untouched = [everyone["untouched"].get(name) for name in _REGIONS]
    lines += _row("no transfer at all", *untouched, *["0"] * len(_KEPT))
    worst = [_spread(by_tone, name) for name in names]
    lines += _row("worst tone over best", *worst)
    told = everyone["told"]
    lines += "\n" + _row("editable look", *told) + _row(*["---"] * (len(told) + 1))
    lines += _row("rightly worn or not", *(kind["right"] for kind in told.values()))
    return lines + _row("strength off by", *(kind["strength"] for kind in told.values()))


def _spread(by_tone: dict[str, Any], name: str) -> float | None:
    """How much worse the network does on the worst skin tone than on the best."""
    values = [line["network"][name] for tone, line in by_tone.items() if tone != "all"]
    known = [value for value in values if value is not None]
    return round(max(known) / min(known), 2) if known and min(known) > 0 else None


def _row(*cells: object) -> str:
    return "| " + " | ".join("–" if cell is None else str(cell) for cell in cells) + " |\n"


def write_page(summary: dict[str, Any], out: Path) -> None:
    """Write ``out/evaluation.md`` with all pictures that lie beside it."""
    pictures = sorted(path.name for path in out.glob("*-*.jpg"))
    text = "# Makeup transfer on people and looks that were never trained on\n\n"
    text += "Mean CIEDE2000. Lips, eyes, cheeks and brows: to the exact result where it is made\n"
    text += "up. Skin, eyeballs and mouth: to the bare wearer. Bare: mean opacity that is seen on\n"
    text += "a face without makeup.\n\n" + tables(summary)
    text += f"\nThe network takes {summary['milliseconds']} ms at best ({summary['machine']}).\n"
    text += "Largest change outside of the face: "
    text += f"{summary['by tone']['all']['outside']} of 255.\n\n"
    text += "## Photos (left) and their makeup on wearers of every tone\n\n![](grid.jpg)\n\n"
    text += "## Photo, bare wearer, exact result, transferred, as an editable look\n\n"
    text += "\n".join(f"{name.removesuffix('.jpg')}\n\n![]({name})\n" for name in pictures)
    (out / "evaluation.md").write_text(text, encoding="utf-8")
