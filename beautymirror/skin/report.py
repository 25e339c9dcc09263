"""An analysis as a document, with stable codes: what ``--json`` prints and the window saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from beautymirror.inference.skin import SCORES, TYPES
from beautymirror.skin.analysis import Analysis
from beautymirror.skin.condition import Condition, level_of
from beautymirror.skin.features import Feature
from beautymirror.skin.questionnaire import Answered
from beautymirror.skin.reason import Reason
from beautymirror.skin.shades import Match, ThreeShades
from beautymirror.skin.suggestion import SHAPED, Suggestion
from beautymirror.skin.tone import Tone
from beautymirror.skin.wearer import Why

__all__ = [
    "advice_document",
    "analysis_document",
    "colour_document",
    "match_document",
    "reason_document",
    "suggestion_document",
]

NOTE = (
    "A reading of pictures, not of skin under a microscope: it names what is seen, as the camera "
    "and the light show it."
)


def analysis_document(analysis: Analysis, answered: Answered | None = None) -> dict[str, Any]:
    """The whole analysis in plain values."""
    condition = analysis.condition
    return {
        "version": 1,
        "note": NOTE,
        "captures": {"read": analysis.captures, "refused": analysis.refused},
        "seconds": round(analysis.seconds, 3),
        "warnings": [reason_document(why) for why in analysis.warnings],
        "tone": _tone(analysis.tone),
        "neck": None if analysis.neck is None else _rounded(analysis.neck),
        "eyes": _feature(analysis.features.eyes),
        "lips": _feature(analysis.features.lips),
        "brows": _feature(analysis.features.brows),
        "hair": _feature(analysis.features.hair),
        "contrast": {
            "value": round(analysis.features.contrast, 1),
            "name": analysis.features.contrast_name,
        },
        "face_shape": {
            "name": analysis.shape.name,
            "confidence": round(analysis.shape.confidence, 2),
            "second": analysis.shape.second or None,
            "proportions": {k: round(v, 3) for k, v in analysis.shape.proportions.items()},
        },
        "condition": None if condition is None else _condition(condition, answered),
    }


def reason_document(why: Reason) -> dict[str, Any]:
    """A reason with its code, words and whether it refuses."""
    return {
        "code": why.code,
        "message": why.message,
        "remedy": why.remedy,
        "refused": why.refused,
    }


def advice_document(
    analysis: Analysis,
    occasion: str,
    foundation: ThreeShades | None,
    looks: Sequence[Suggestion],
    answered: Answered | None = None,
) -> dict[str, Any]:
    """The whole analysis with what suits it; ``occasion`` is empty for any."""
    return {
        "version": 1,
        "skin": analysis_document(analysis, answered),
        "occasion": occasion,
        "foundation": _three(foundation),
        "looks": [suggestion_document(look) for look in looks],
    }


def colour_document(match: Match, why: Why) -> dict[str, Any]:
    """A shade with its distance and the reason for it."""
    return {**match_document(match), "reason": _why(why)}


def match_document(match: Match) -> dict[str, Any]:
    """A shade with its distance."""
    return {**match.shade.model_dump(), "distance": round(match.distance, 2)}


def suggestion_document(suggestion: Suggestion) -> dict[str, Any]:
    """A suggested look with its reasons."""
    look = suggestion.look
    return {
        "id": look.id,
        "name": {"en": look.name.en, "zh": look.name.zh},
        "tags": list(look.tags),
        "score": round(suggestion.score, 3),
        "contour": _contour(suggestion),
        "reasons": [_why(why) for why in suggestion.reasons],
    }


def _three(three: ThreeShades | None) -> dict[str, Any] | None:
    if three is None:
        return None
    shades = {"best": three.best, "lighter": three.lighter, "deeper": three.deeper}
    return {name: match and match_document(match) for name, match in shades.items()}


def _tone(tone: Tone) -> dict[str, Any]:
    return {
        "hex": tone.hex,
        "lab": _rounded(tone.lab),
        "ita": round(tone.ita, 1),
        "ita_class": tone.ita_class,
        "ita_spread": round(tone.ita_spread, 2),
        "ita_uncertainty": round(tone.ita_uncertainty, 1),
        "ita_convention": "Chardon 1991: 55, 41, 28, 10, -30 degrees",
        "monk": tone.monk,
        "fitzpatrick": {
            "value": tone.fitzpatrick,
            "note": "by convention from ITA; the scale itself asks how skin takes the sun",
        },
        "undertone": {
            "name": tone.undertone.name,
            "hue": round(tone.undertone.hue, 1),
            "uncertainty": round(tone.undertone.uncertainty, 1),
            "chances": dict(
                zip(("cool", "neutral", "warm"), _rounded(tone.undertone.chances), strict=True)
            ),
        },
        "base_lab": _rounded(tone.base),
        "uncorrected_lab": _rounded(tone.raw),
        "readings": {
            "statistics_lab": _rounded(tone.lab),
            "clusters_lab": _rounded(tone.cluster),
            "difference": round(tone.agreement, 2),
        },
        "patch_spread": round(tone.patch_spread, 2),
        "light": tone.light_source,
    }


def _condition(condition: Condition, answered: Answered | None) -> dict[str, Any]:
    return {
        "signs": {
            name: {
                "score": round(condition.scores[name], 3),
                "spread": round(condition.spreads[name], 3),
                "level": level_of(condition.scores[name]),
            }
            for name in SCORES
        },
        "type": answered.type if answered else condition.type,
        "type_seen": condition.type,
        "chances": {
            name: round((answered.chances if answered else condition.chances)[name], 3)
            for name in TYPES
        },
        "sensitivity": answered.sensitivity if answered else None,
        "captures": condition.captures,
    }


def _feature(feature: Feature | None) -> dict[str, Any] | None:
    if feature is None:
        return None
    return {"name": feature.name, "hex": feature.hex, "lab": _rounded(feature.lab)}


def _contour(suggestion: Suggestion) -> str | None:
    """The pattern of contour, bronzer and highlighter for this face; None without any of them."""
    shaped = (layer for layer in suggestion.fitted.layers if layer.kind in SHAPED)
    return next((str(layer.model_dump()["pattern"]) for layer in shaped), None)


def _why(why: Why) -> dict[str, str]:
    return {"code": why.code, "text": why.text}


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 2) for value in values]
