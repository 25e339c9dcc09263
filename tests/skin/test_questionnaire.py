"""Answers of a person: they move the type of skin, and are checked."""

from __future__ import annotations

import pytest

from beautymirror.errors import UsageError
from beautymirror.inference.skin import TYPES
from beautymirror.skin.questionnaire import QUESTIONS, refine


def test_answers_move_the_type() -> None:
    even = dict.fromkeys(TYPES, 0.25)
    dry = refine(even, {"after_washing": "tight", "winter": "peel"})
    oily = refine(even, {"after_washing": "slick_all", "midday": "both"})
    assert (dry.type, oily.type) == ("dry", "oily")
    assert sum(dry.chances.values()) == pytest.approx(1)
    assert dry.sensitivity is None


def test_answers_do_not_overrule_a_sure_camera_at_once() -> None:
    sure = {"dry": 0.02, "normal": 0.02, "combination": 0.02, "oily": 0.94}
    assert refine(sure, {"winter": "rough"}).type == "oily"


def test_sensitivity_comes_from_answers_alone() -> None:
    even = dict.fromkeys(TYPES, 0.25)
    assert refine(even, {"new_product": "never", "flush": "hardly"}).sensitivity == "low"
    assert refine(even, {"new_product": "sometimes"}).sensitivity == "some"
    assert refine(even, {"new_product": "often", "flush": "long"}).sensitivity == "high"


@pytest.mark.parametrize("answers", [{"nothing": "x"}, {"midday": "x"}])
def test_unknown_questions_and_answers_are_refused(answers: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        refine(dict.fromkeys(TYPES, 0.25), answers)


def test_questions_speak_both_languages() -> None:
    for question in QUESTIONS:
        texts = [(question.en, question.zh), *question.answers.values()]
        assert all(en.isascii() and en and zh and not zh.isascii() for en, zh in texts)
        assert set(question.types) | set(question.sensitivity) == set(question.answers)
