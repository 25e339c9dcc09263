"""The stable codes of a reading in the language of the window: words of a mirror, never medical.

Chinese is found in the translations under the English that stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

__all__ = [
    "ADVICE",
    "CLASSES",
    "COLOURS",
    "CONTRASTS",
    "HARMONIES",
    "KINDS",
    "LEVELS",
    "OCCASIONS",
    "SEEN",
    "SENSITIVITIES",
    "SHAPES",
    "SIGNS",
    "TYPES",
    "UNDERTONES",
    "WHYS",
    "advice",
    "said",
]  # fmt: skip

CLASSES = {
    "very light": QT_TRANSLATE_NOOP("Skin", "Very light"),
    "light": QT_TRANSLATE_NOOP("Skin", "Light"),
    "intermediate": QT_TRANSLATE_NOOP("Skin", "Intermediate"),
    "tan": QT_TRANSLATE_NOOP("Skin", "Tan"),
    "brown": QT_TRANSLATE_NOOP("Skin", "Brown"),
    "dark": QT_TRANSLATE_NOOP("Skin", "Dark"),
}
UNDERTONES = {
    "cool": QT_TRANSLATE_NOOP("Skin", "Cool"),
    "neutral": QT_TRANSLATE_NOOP("Skin", "Neutral"),
    "warm": QT_TRANSLATE_NOOP("Skin", "Warm"),
}
COLOURS = {
    "black": QT_TRANSLATE_NOOP("Skin", "black"),
    "dark brown": QT_TRANSLATE_NOOP("Skin", "dark brown"),
    "brown": QT_TRANSLATE_NOOP("Skin", "brown"),
    "red": QT_TRANSLATE_NOOP("Skin", "red"),
    "blond": QT_TRANSLATE_NOOP("Skin", "blond"),
    "grey": QT_TRANSLATE_NOOP("Skin", "grey"),
    "white": QT_TRANSLATE_NOOP("Skin", "white"),
    "blue": QT_TRANSLATE_NOOP("Skin", "blue"),
    "green": QT_TRANSLATE_NOOP("Skin", "green"),
    "hazel": QT_TRANSLATE_NOOP("Skin", "hazel"),
    "pink": QT_TRANSLATE_NOOP("Skin", "pink"),
    "rose": QT_TRANSLATE_NOOP("Skin", "rose"),
    "deep": QT_TRANSLATE_NOOP("Skin", "deep"),
}
CONTRASTS = {
    "low": QT_TRANSLATE_NOOP("Skin", "soft"),
    "medium": QT_TRANSLATE_NOOP("Skin", "medium"),
    "high": QT_TRANSLATE_NOOP("Skin", "strong"),
}
SHAPES = {
    "oval": QT_TRANSLATE_NOOP("Skin", "oval"),
    "round": QT_TRANSLATE_NOOP("Skin", "round"),
    "square": QT_TRANSLATE_NOOP("Skin", "square"),
    "heart": QT_TRANSLATE_NOOP("Skin", "heart"),
    "long": QT_TRANSLATE_NOOP("Skin", "long"),
    "diamond": QT_TRANSLATE_NOOP("Skin", "diamond"),
}
SIGNS = {
    "shine_forehead": QT_TRANSLATE_NOOP("Skin", "Forehead shine"),
    "shine_nose": QT_TRANSLATE_NOOP("Skin", "Nose shine"),
    "shine_cheeks": QT_TRANSLATE_NOOP("Skin", "Cheek shine"),
    "shine_chin": QT_TRANSLATE_NOOP("Skin", "Chin shine"),
    "redness": QT_TRANSLATE_NOOP("Skin", "Redness"),
    "blemishes": QT_TRANSLATE_NOOP("Skin", "Blemishes"),
    "dark_circles": QT_TRANSLATE_NOOP("Skin", "Dark circles"),
    "fine_lines": QT_TRANSLATE_NOOP("Skin", "Fine lines"),
    "pores": QT_TRANSLATE_NOOP("Skin", "Visible pores"),
    "unevenness": QT_TRANSLATE_NOOP("Skin", "Uneven tone"),
    "flaking": QT_TRANSLATE_NOOP("Skin", "Flaking"),
}
SEEN = {"shine": QT_TRANSLATE_NOOP("Skin", "Shine")} | SIGNS  # of the maps
LEVELS = {
    "not seen": QT_TRANSLATE_NOOP("Skin", "not seen"),
    "slight": QT_TRANSLATE_NOOP("Skin", "slight"),
    "clear": QT_TRANSLATE_NOOP("Skin", "clear"),
    "strong": QT_TRANSLATE_NOOP("Skin", "strong"),
}
TYPES = {
    "dry": QT_TRANSLATE_NOOP("Skin", "Dry"),
    "normal": QT_TRANSLATE_NOOP("Skin", "Normal"),
    "combination": QT_TRANSLATE_NOOP("Skin", "Combination"),
    "oily": QT_TRANSLATE_NOOP("Skin", "Oily"),
}
SENSITIVITIES = {
    "low": QT_TRANSLATE_NOOP("Skin", "hardly sensitive"),
    "some": QT_TRANSLATE_NOOP("Skin", "somewhat sensitive"),
    "high": QT_TRANSLATE_NOOP("Skin", "very sensitive"),
}
OCCASIONS = {
    "": QT_TRANSLATE_NOOP("Skin", "Any occasion"),
    "everyday": QT_TRANSLATE_NOOP("Skin", "Every day"),
    "office": QT_TRANSLATE_NOOP("Skin", "The office"),
    "date": QT_TRANSLATE_NOOP("Skin", "A date"),
    "evening": QT_TRANSLATE_NOOP("Skin", "An evening out"),
    "party": QT_TRANSLATE_NOOP("Skin", "A party"),
}
# Why a look is suggested. A reason that depends on the person or the occasion has one text for
# each, under the code, a colon and what it depends on.
WHYS = {
    "occasion:everyday": QT_TRANSLATE_NOOP("Skin", "Made for every day."),
    "occasion:office": QT_TRANSLATE_NOOP("Skin", "Made for the office."),
    "occasion:date": QT_TRANSLATE_NOOP("Skin", "Made for a date."),
    "occasion:evening": QT_TRANSLATE_NOOP("Skin", "Made for an evening out."),
    "occasion:party": QT_TRANSLATE_NOOP("Skin", "Made for a party."),
    "undertone_warm": QT_TRANSLATE_NOOP("Skin", "Its warm colours follow your warm undertone."),
    "undertone_cool": QT_TRANSLATE_NOOP("Skin", "Its cool colours follow your cool undertone."),
    "undertone_neutral": QT_TRANSLATE_NOOP("Skin", "Neither warm nor cool, like your undertone."),
    "contrast_high": QT_TRANSLATE_NOOP(
        "Skin", "As strong as the contrast between your hair, eyes and skin."
    ),
    "contrast_medium": QT_TRANSLATE_NOOP(
        "Skin", "Its strength goes with the contrast of your face."
    ),
    "contrast_low": QT_TRANSLATE_NOOP(
        "Skin", "As gentle as the contrast between your hair, eyes and skin."
    ),
    "depth": QT_TRANSLATE_NOOP("Skin", "Deep enough to show on your skin tone."),
    "eyes:blue": QT_TRANSLATE_NOOP("Skin", "Its bronze and copper set off blue eyes."),
    "eyes:grey": QT_TRANSLATE_NOOP("Skin", "Its bronze and copper set off grey eyes."),
    "eyes:green": QT_TRANSLATE_NOOP("Skin", "Its plum and rose set off green eyes."),
    "eyes:hazel": QT_TRANSLATE_NOOP("Skin", "Its plum and mauve set off hazel eyes."),
    "eyes:brown": QT_TRANSLATE_NOOP("Skin", "Its gold and bronze set off brown eyes."),
    "eyes:dark brown": QT_TRANSLATE_NOOP("Skin", "Its gold and bronze set off dark eyes."),
    "nearest": QT_TRANSLATE_NOOP("Skin", "The nearest of all looks to your colours."),
    "different": QT_TRANSLATE_NOOP("Skin", "Something different to try."),
}
KINDS = {
    "lipstick": QT_TRANSLATE_NOOP("Skin", "Lipstick"),
    "blush": QT_TRANSLATE_NOOP("Skin", "Blush"),
    "eyeshadow": QT_TRANSLATE_NOOP("Skin", "Eye shadow"),
    "eyeliner": QT_TRANSLATE_NOOP("Skin", "Eyeliner"),
    "eyebrows": QT_TRANSLATE_NOOP("Skin", "Brow colour"),
}
# Why a shade is suggested; as with looks.
HARMONIES = {
    "harmony_cool": QT_TRANSLATE_NOOP("Skin", "Leans to blue, like your cool undertone."),
    "harmony_warm": QT_TRANSLATE_NOOP("Skin", "Leans to orange, like your warm undertone."),
    "harmony_neutral": QT_TRANSLATE_NOOP("Skin", "Between warm and cool, like your undertone."),
    "harmony_eyes": QT_TRANSLATE_NOOP("Skin", "Sets off the colour of your eyes."),
    "harmony_hair": QT_TRANSLATE_NOOP("Skin", "As dark as goes with your hair."),
}
# What to do, in a few words: over the picture while it is looked at, and beside a reading.
ADVICE = {
    "no_face": QT_TRANSLATE_NOOP("Skin", "Look into the camera, with your whole face in view"),
    "several_faces": QT_TRANSLATE_NOOP("Skin", "One person at a time, please"),
    "too_far": QT_TRANSLATE_NOOP("Skin", "Come closer"),
    "far": QT_TRANSLATE_NOOP("Skin", "A little closer shows fine signs better"),
    "turned": QT_TRANSLATE_NOOP("Skin", "Look straight into the camera"),
    "slightly_turned": QT_TRANSLATE_NOOP("Skin", "Turn a little more towards the camera"),
    "too_dark": QT_TRANSLATE_NOOP("Skin", "Too dark: turn a lamp or a window towards you"),
    "clipped": QT_TRANSLATE_NOOP("Skin", "Too bright: move away from the light"),
    "bright": QT_TRANSLATE_NOOP("Skin", "Some skin is too bright: soften the light a little"),
    "blurred": QT_TRANSLATE_NOOP("Skin", "Blurred: hold still, and wipe the lens"),
    "soft": QT_TRANSLATE_NOOP("Skin", "A little soft: hold still, and add light"),
    "tinted_light": QT_TRANSLATE_NOOP(
        "Skin", "The light is coloured: use daylight or a white lamp"
    ),
    "uneven_light": QT_TRANSLATE_NOOP(
        "Skin", "One side is much darker: face the window or the lamp"
    ),
    "black_and_white": QT_TRANSLATE_NOOP("Skin", "The picture has no colour: use a colour picture"),
    "sunglasses": QT_TRANSLATE_NOOP("Skin", "The eyes are covered: take the glasses off"),
    "hidden": QT_TRANSLATE_NOOP("Skin", "Too little skin is seen: move hair, hands or a mask away"),
    "makeup": QT_TRANSLATE_NOOP(
        "Skin", "You seem to wear makeup: this is its colour. Take it off to read your skin"
    ),
    "beard": QT_TRANSLATE_NOOP(
        "Skin", "The jaw is covered by a beard or a shadow: it was left out"
    ),
    "unsteady": QT_TRANSLATE_NOOP("Skin", "The captures differ: keep still, in the same light"),
    "uncalibrated": QT_TRANSLATE_NOOP(
        "Skin", "The light was estimated from the picture: even daylight makes it surer"
    ),
    "no_card": QT_TRANSLATE_NOOP(
        "Skin",
        "None was found: hold it flat under your chin, before something darker or brighter, and "
        "larger than your hand",
    ),
    "card_clipped": QT_TRANSLATE_NOOP(
        "Skin", "It is too bright: tilt it a little, move away from the light, or take a grey card"
    ),
}


def said(words: Mapping[str, object], code: str) -> str:
    """A code in the language of the window; as it stands where it is not known."""
    known = words.get(code)
    return QCoreApplication.translate("Skin", str(known)) if known else code


def advice(code: str) -> str:
    """What to do about a finding; empty for one that is not known."""
    return said(ADVICE, code) if code in ADVICE else ""
