"""A sitting takes five good frames; a learner moves towards what one person likes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from beautymirror.face.mesh import FaceMesh
from beautymirror.frame import Frame, Tracked
from beautymirror.looks.library import all_looks
from beautymirror.skin.analysis import Analyst
from beautymirror.skin.learning import Learner
from beautymirror.skin.light import Light
from beautymirror.skin.reason import SkinError
from beautymirror.skin.sitting import Sitting
from beautymirror.skin.store import open_store
from beautymirror.skin.suggestion import FEATURES, suggest_looks
from beautymirror.skin.wearer import Wearer
from tests.skin.conftest import MadeFace, Maker

PERSON = Wearer((62, 11, 16), "neutral", 35, "brown", "dark brown", "oval")
DAY = Light(np.ones(3), np.eye(3) * 0.0036, "card")


def at(face: MadeFace, seconds: float, faces: int = 1) -> Tracked:
    tracked = face.tracked(faces)
    return Tracked(Frame(face.image, seconds, 0), tracked.faces)


@pytest.fixture
def sitting(mesh: FaceMesh) -> Sitting:
    return Sitting(Analyst(mesh=mesh, known_light=DAY))


def test_five_frames_a_third_of_a_second_apart(made_face: Maker, sitting: Sitting) -> None:
    face = made_face()
    held = [sitting.offer(at(face, number / 30)).held for number in range(60)]
    assert held[0] == 1
    assert held[9] == 1
    assert held[11] == 2
    assert held[-1] == 5
    assert sitting.offer(at(face, 9.0)).done
    assert sitting.analyse().captures == 5


def test_bad_frames_are_advised_and_not_held(made_face: Maker, sitting: Sitting) -> None:
    face = made_face()
    progress = sitting.offer(at(face, 0.0, faces=2))
    assert progress.held == 0
    assert progress.advice is not None
    assert progress.advice.code == "several_faces"
    turned = sitting.offer(at(made_face(yaw=27), 1.0))
    assert turned.held == 1  # doubtful frames are held, and the doubt is told
    assert turned.advice is not None
    assert turned.advice.code == "slightly_turned"


def test_an_analysis_lets_go_of_the_frames(made_face: Maker, sitting: Sitting) -> None:
    sitting.offer(at(made_face(), 0.0))
    sitting.analyse()
    assert sitting.offer(at(made_face(), 10.0)).held == 1
    sitting.clear()
    with pytest.raises(SkinError):
        sitting.analyse()


def test_a_learner_starts_as_computed_and_moves() -> None:
    looks = all_looks()
    with open_store("sqlite://") as store:
        learner = Learner(store)
        start = learner.suggest(PERSON, looks, "evening", top=len(looks))
        plain = suggest_looks(PERSON, looks, "evening", top=len(looks))
        assert [s.look.id for s in start] == [s.look.id for s in plain]
        # Likes whatever is bold on the lips, dislikes the rest.
        bold = FEATURES.index("look_bold_lip")
        middle = float(np.median([s.context[bold] for s in start]))
        for _ in range(3):
            for suggestion in start:
                if suggestion.context[bold] > middle:
                    learner.liked(suggestion, "evening")
                else:
                    learner.disliked(suggestion, "evening")
        top = learner.suggest(PERSON, looks, "evening", top=3)
        assert np.mean([s.context[bold] for s in top]) > middle


def test_what_was_learned_survives_and_can_be_forgotten() -> None:
    looks = all_looks()
    with open_store("sqlite://") as store:
        first = Learner(store)
        offered = first.suggest(PERSON, looks, top=len(looks))
        for suggestion in offered[-3:]:
            first.liked(suggestion)
            first.worn(suggestion, 120.0)
        again = Learner(store).suggest(PERSON, looks, top=len(looks))
        assert [s.score for s in again] == pytest.approx(
            [s.score for s in first.suggest(PERSON, looks, top=len(looks))], abs=1e-4
        )
        guest = Learner(store, "guest").suggest(PERSON, looks, top=len(looks))
        assert [s.look.id for s in guest] == [s.look.id for s in offered]
        first.forget()
        fresh = Learner(store).suggest(PERSON, looks, top=len(looks))
        assert [s.look.id for s in fresh] == [s.look.id for s in offered]


def test_the_last_place_is_for_trying_out_once_something_was_heard() -> None:
    looks = all_looks()
    tried = []
    with open_store("sqlite://") as store:
        learner = Learner(store)
        assert learner.suggest(PERSON, looks) == suggest_looks(PERSON, looks)
        favourite = learner.suggest(PERSON, looks)[0]
        for _ in range(12):
            learner.liked(favourite)
            ranked = learner.suggest(PERSON, looks, top=len(looks))
            shown = learner.suggest(PERSON, looks, top=5)
            assert [s.look.id for s in shown[:4]] == [s.look.id for s in ranked[:4]]
            assert "different" not in {why.code for s in shown[:4] for why in s.reasons}
            assert shown == learner.suggest(PERSON, looks, top=5)  # asked again, the same
            better_half = {s.look.id for s in ranked[4 : len(ranked) // 2]}
            assert shown[4].look.id in better_half
            is_said = shown[4].reasons[0].code == "different"
            assert is_said == (shown[4].look.id != ranked[4].look.id)
            assert len(shown[4].reasons) <= 3
            assert "nearest" not in {why.code for why in shown[4].reasons if is_said}
            assert learner.suggest(PERSON, looks, top=1) == ranked[:1]
            tried.append(shown[4].look.id)
        learner.forget()
        assert learner.suggest(PERSON, looks) == suggest_looks(PERSON, looks)
    assert len(set(tried)) > 3


def test_the_person_counts_in_what_is_suggested() -> None:
    looks = all_looks()
    other = dataclasses.replace(PERSON, undertone="warm", contrast=12.0, lab=(35.0, 12.0, 16.0))
    one = [s.score for s in suggest_looks(PERSON, looks, top=len(looks))]
    two = [s.score for s in suggest_looks(other, looks, top=len(looks))]
    assert one != two
