"""Identity: the same person keeps the same number."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from beautymirror.tracking.identity import Identities, Place

FPS = 30.0


def face(x: float, y: float = 300.0, size: float = 100.0) -> Place:
    return Place(x, y, size)


def test_faces_keep_their_numbers_whatever_order_they_come_in() -> None:
    identities = Identities()
    people = [face(100), face(400), face(700), face(1000)]
    numbers = dict(zip(range(4), identities.match(people, 0.0), strict=True))
    for frame, order in enumerate(itertools.permutations(range(4)), start=1):
        given_numbers = identities.match([people[i] for i in order], frame / FPS)
        assert given_numbers == [numbers[i] for i in order]


def test_two_people_who_pass_each_other_keep_their_numbers() -> None:
    identities = Identities()
    for frame in range(60):
        left = face(100 + 10 * frame, 300)
        right = face(690 - 10 * frame, 330)
        swapped = frame % 2 == 1
        numbers = identities.match([right, left] if swapped else [left, right], frame / FPS)
        assert (numbers[::-1] if swapped else numbers) == [0, 1]


def test_one_who_is_hidden_in_the_crossing_gets_the_number_back() -> None:
    identities = Identities()
    for frame in range(60):
        walker, passer = face(100 + 10 * frame), face(690 - 10 * frame)
        hidden = 26 <= frame <= 34  # the two overlap, and only the nearer one is found
        numbers = identities.match([walker] if hidden else [walker, passer], frame / FPS)
        assert numbers == ([0] if hidden else [0, 1])


def test_a_short_absence_keeps_the_number_and_a_long_one_does_not() -> None:
    identities = Identities(hold=0.5)
    assert identities.match([face(100)], 0.0) == [0]
    assert identities.match([], 0.2) == []
    assert identities.match([face(110)], 0.4) == [0]
    assert identities.match([face(110)], 1.5) == [1]


def test_a_face_elsewhere_or_of_another_size_is_somebody_else() -> None:
    identities = Identities()
    identities.match([face(100)], 0.0)
    assert identities.match([face(400)], 1 / FPS) == [1]
    assert identities.match([face(400, size=250)], 2 / FPS) == [2]


def test_numbers_are_not_given_out_again_after_a_reset() -> None:
    identities = Identities()
    identities.match([face(100), face(400)], 0.0)
    identities.reset()
    assert identities.match([face(100)], 1 / FPS) == [2]


places = st.builds(
    Place,
    st.floats(-5000, 5000),
    st.floats(-5000, 5000),
    st.floats(0, 5000),
)


@given(st.lists(st.lists(places, max_size=5), max_size=8))
def test_each_face_has_one_number_and_no_two_share_it(frames: list[list[Place]]) -> None:
    identities = Identities()
    for index, faces in enumerate(frames):
        numbers = identities.match(faces, index / FPS)
        assert len(numbers) == len(faces) == len(set(numbers))
