"""A few questions of our own that a camera cannot answer, and how answers refine the type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from beautymirror.errors import UsageError
from beautymirror.inference.skin import TYPES

__all__ = ["QUESTIONS", "Answered", "Question", "refine"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers in English and Chinese.

    Attributes:
        answers: code to (en, zh) text.
        types: code to what the answer says of dry, normal, combination and oily, as odds.
        sensitivity: code to points.
    """

    code: str
    en: str
    zh: str
    answers: Mapping[str, tuple[str, str]]
    types: Mapping[str, tuple[float, float, float, float]]
    sensitivity: Mapping[str, int]


def _question(
    code: str,
    en: str,
    zh: str,
    *answers: tuple[str, str, str, tuple[float, float, float, float] | int],
) -> Question:
    texts = {name: (english, chinese) for name, english, chinese, _ in answers}
    types = {name: value for name, _, _, value in answers if isinstance(value, tuple)}
    points = {name: value for name, _, _, value in answers if isinstance(value, int)}
    return Question(code, en, zh, texts, types, points)


QUESTIONS = (
    _question(
        "after_washing",
        "Half an hour after washing, with nothing on it, my face feels",
        "洗脸后半小时，什么都不涂，我的脸感觉",
        ("tight", "tight", "紧绷", (4, 1, 1, 0.3)),
        ("easy", "comfortable", "舒适", (0.7, 3, 1, 0.7)),
        ("slick", "slick on forehead and nose", "额头和鼻子有油", (0.4, 0.8, 3, 1.5)),
        ("slick_all", "slick all over", "全脸有油", (0.2, 0.5, 1, 4)),
    ),
    _question(
        "midday",
        "By midday a tissue pressed to my forehead and cheeks shows",
        "中午用纸巾按压额头和脸颊，纸上",
        ("nothing", "nothing", "没有油", (3, 2, 0.5, 0.2)),
        ("forehead", "a trace from the forehead", "额头处有一点油", (0.5, 1.5, 3, 1)),
        ("both", "traces from both", "两处都有油", (0.2, 0.5, 1, 4)),
    ),
    _question(
        "winter",
        "In cold, dry weather my cheeks",
        "寒冷干燥的天气里，我的脸颊",
        ("same", "stay as they are", "没有变化", (0.5, 1.5, 1, 1.5)),
        ("rough", "get rough", "变得粗糙", (2.5, 1, 1.5, 0.5)),
        ("peel", "peel", "会起皮", (4, 0.7, 1.2, 0.3)),
    ),
    _question(
        "new_product",
        "A product that is new to me makes my face burn or itch",
        "使用没用过的产品时，我的脸会刺痛或发痒",
        ("never", "never", "从不", 0),
        ("sometimes", "sometimes", "有时", 2),
        ("often", "often", "经常", 4),
    ),
    _question(
        "flush",
        "Hot food, wine or wind makes my face go red",
        "吃热的食物、喝酒或吹风时，我的脸会发红",
        ("hardly", "hardly ever", "几乎不会", 0),
        ("briefly", "for a few minutes", "红几分钟", 1),
        ("long", "for a long time", "红很久", 3),
    ),
)

_SENSITIVE_FROM, _REACTIVE_FROM = 2, 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What answers and camera together say.

    Attributes:
        type, chances: as of a condition, refined. sensitivity: low, some or high; None where
            neither question about it was answered.
    """

    type: str
    chances: dict[str, float]
    sensitivity: str | None


def refine(chances: Mapping[str, float], answers: Mapping[str, str]) -> Answered:
    """Refine a type by answers (question code to answer code); unanswered questions are fine.

    The camera's chances are multiplied by the odds that each answer gives (naive Bayes).

    Raises:
        UsageError: a question or an answer is unknown.
    """
    known = {question.code: question for question in QUESTIONS}
    odds = np.array([max(chances[name], 0.02) for name in TYPES])
    points, asked = 0, False
    for code, answer in answers.items():
        question = known.get(code)
        if question is None:
            raise UsageError(f"There is no question {code!r}.", f"There are: {', '.join(known)}.")
        if answer not in question.answers:
            raise UsageError(
                f"{answer!r} does not answer {code}.", f"Choose: {', '.join(question.answers)}."
            )
        if answer in question.types:
            odds = odds * np.array(question.types[answer])
        if answer in question.sensitivity:
            points, asked = points + question.sensitivity[answer], True
    odds = odds / odds.sum()
    level = "high" if points >= _REACTIVE_FROM else "some" if points >= _SENSITIVE_FROM else "low"
    return Answered(
        TYPES[int(odds.argmax())],
        dict(zip(TYPES, odds.tolist(), strict=True)),
        level if asked else None,
    )
