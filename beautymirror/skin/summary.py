"""An analysis in plain English, as the command line tells it."""

from __future__ import annotations

from beautymirror.skin.analysis import Analysis
from beautymirror.skin.condition import level_of
from beautymirror.skin.questionnaire import Answered
from beautymirror.skin.shape import FaceShape

__all__ = ["summary"]


def summary(analysis: Analysis, answered: Answered | None = None) -> list[str]:
    """The analysis, a line for each thing that was read."""
    tone, condition = analysis.tone, analysis.condition
    lines = [
        f"Skin tone: {tone.ita_class} (ITA {tone.ita:.0f}° ± {tone.ita_uncertainty:.0f}°), "
        f"Monk {tone.monk}, colour {tone.hex}",
        f"Undertone: {tone.undertone.name} ({max(tone.undertone.chances):.0%} sure; "
        f"hue {tone.undertone.hue:.0f}° ± {tone.undertone.uncertainty:.0f}°)",
    ]
    for name in ("eyes", "brows", "hair", "lips"):
        feature = getattr(analysis.features, name)
        lines.append(f"{name.title()}: {feature.name + ' ' + feature.hex if feature else 'unseen'}")
    lines.append(f"Contrast: {analysis.features.contrast_name}")
    shape = analysis.shape
    lines.append(f"Face shape: {shape.name} ({shape.confidence:.0%} sure){_other(shape)}")
    if condition is None:
        lines.append("Signs: the face is too small, too soft or the network is not installed")
    else:
        kind = answered.type if answered else condition.type
        chance = (answered.chances if answered else condition.chances)[kind]
        lines.append(f"Skin type: {kind} ({chance:.0%} sure)")
        if answered and answered.sensitivity:
            lines.append(f"Sensitivity, by your answers: {answered.sensitivity}")
        for name, score in condition.scores.items():
            spread = f" ± {condition.spreads[name]:.2f}" if condition.captures > 1 else ""
            label = name.replace("_", " ")
            lines.append(f"  {label:<15} {score:.2f}{spread}  {level_of(score)}")
    lines += [f"Note: {why.message} {why.remedy}".rstrip() for why in analysis.warnings]
    return lines


def _other(shape: FaceShape) -> str:
    """The doubt about a shape, in words."""
    if shape.doubt == "sure":
        return ""
    if shape.doubt == "probable":
        return f", perhaps {shape.second}"
    return f": between {shape.name} and {shape.second}"
