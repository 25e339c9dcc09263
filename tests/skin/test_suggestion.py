"""What suits: looks and colours follow the person, with reasons that hold."""

from __future__ import annotations

import dataclasses

import numpy as np

from beautymirror.looks.library import all_looks
from beautymirror.looks.look import Look, parse_look
from beautymirror.skin.report import suggestion_document
from beautymirror.skin.shape import SHAPES, contour_pattern
from beautymirror.skin.suggestion import (
    FEATURES,
    OCCASIONS,
    SHAPED,
    START,
    contexts,
    fitted,
    suggest_looks,
)
from beautymirror.skin.wearer import Wearer

LIGHT = Wearer((68, 9, 15), "cool", 50, "blue", "dark brown", "oval")
DEEP = Wearer((36, 12, 16), "warm", 18, "dark brown", "black", "round")


def lips(name: str, colour: str, *tags: str) -> Look:
    text = (
        f'{{"id": "{name}", "name": {{"en": "{name}", "zh": "{name}"}}, "tags": {list(tags)!r}, '
        f'"layers": [{{"kind": "lipstick", "color": "{colour}"}}]}}'
    )
    return parse_look(text.replace("'", '"'))


def test_warm_people_get_warm_colours_and_cool_people_cool_ones() -> None:
    looks = [lips("coral", "#c8503a"), lips("berry", "#b03068")]
    person = Wearer((60, 10, 16), "warm", 35)
    assert suggest_looks(person, looks)[0].look.id == "coral"
    cool = dataclasses.replace(person, undertone="cool")
    assert suggest_looks(cool, looks)[0].look.id == "berry"


def test_contours_follow_the_shape_of_the_face() -> None:
    looks = all_looks()
    shaped = 0
    for suggestion in suggest_looks(DEEP, looks, top=len(looks)):
        assert fitted(suggestion.look, "") is suggestion.look
        for before, after in zip(suggestion.look.layers, suggestion.fitted.layers, strict=True):
            if before.kind in SHAPED:
                shaped += 1
                assert after.model_dump() == {**before.model_dump(), "pattern": "round"}
            else:
                assert after == before
        assert suggestion_document(suggestion)["contour"] in (None, "round")
    assert shaped > 10
    assert {contour_pattern(shape) for shape in SHAPES} == set(SHAPES) - {"diamond"}


def test_the_occasion_counts() -> None:
    looks = [lips("plain", "#b06060", "office"), lips("loud", "#b06060", "party")]
    for occasion, name in (("office", "plain"), ("party", "loud")):
        best = suggest_looks(LIGHT, looks, occasion)[0]
        assert best.look.id == name
        assert "occasion" in {why.code for why in best.reasons}


def test_every_suggestion_has_reasons_and_fits_the_features() -> None:
    for person in (LIGHT, DEEP):
        for occasion in ("", *OCCASIONS):
            found = suggest_looks(person, all_looks(), occasion, top=5)
            assert found
            assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
            for suggestion in found:
                assert suggestion.reasons
                assert len(suggestion.context) == len(FEATURES)
                assert all(why.text.endswith(".") for why in suggestion.reasons)


def test_reasons_name_the_persons_own_undertone() -> None:
    for person in (LIGHT, DEEP):
        for suggestion in suggest_looks(person, all_looks(), top=20):
            for why in suggestion.reasons:
                if why.code.startswith("undertone_"):
                    assert why.code == f"undertone_{person.undertone}"


def test_learned_weights_change_the_order() -> None:
    looks = list(all_looks())
    weights = START.copy()
    weights[FEATURES.index("look_strong")] = 5.0
    strongest = suggest_looks(LIGHT, looks, weights=weights, top=1)[0]
    table = contexts(LIGHT, looks)
    column = table[:, FEATURES.index("look_strong")]
    assert looks[int(np.argmax(column))].id == strongest.look.id


def test_no_looks_give_no_suggestions() -> None:
    assert suggest_looks(LIGHT, []) == []
    assert contexts(LIGHT, []).shape == (0, len(FEATURES))
