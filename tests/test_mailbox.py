"""The mailbox: newest wins, order is kept, nothing is taken twice, waiting ends."""

from __future__ import annotations

import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from beautymirror.mailbox import Latest


@given(st.lists(st.one_of(st.integers(), st.just("take")), max_size=60))
def test_takes_the_newest_once_and_counts_the_rest(steps: list[int | str]) -> None:
    box: Latest[int] = Latest()
    waiting: int | None = None
    put = taken = 0
    for step in steps:
        if step == "take":
            assert box.take(0) == waiting
            taken += waiting is not None
            waiting = None
        else:
            assert isinstance(step, int)
            box.put(step)
            put, waiting = put + 1, step
    assert put == taken + box.dropped + (waiting is not None)


def test_order_is_kept_between_threads() -> None:
    box: Latest[int] = Latest()
    writer = threading.Thread(target=lambda: [box.put(i) for i in range(1, 5001)] and box.close())
    writer.start()
    seen = []
    while (value := box.take(5)) is not None:
        seen.append(value)
    writer.join()
    assert seen == sorted(set(seen))
    assert seen[-1] == 5000
    assert len(seen) + box.dropped == 5000


def test_writer_does_not_wait_for_a_reader() -> None:
    box: Latest[int] = Latest()
    for i in range(1000):
        box.put(i)
    assert box.dropped == 999
    assert box.take(0) == 999


def test_taking_ends_when_the_time_is_up_and_when_the_box_closes() -> None:
    box: Latest[int] = Latest()
    assert box.take(0.01) is None
    waiting = threading.Thread(target=box.take)
    waiting.start()
    time.sleep(0.05)
    assert waiting.is_alive()
    box.close()
    waiting.join(2)
    assert not waiting.is_alive()


def test_what_lay_in_a_closed_box_can_be_taken_and_nothing_is_added() -> None:
    box: Latest[int] = Latest()
    box.put(1)
    box.close()
    box.put(2)
    assert box.take() == 1
    assert box.take() is None


def test_a_writer_may_wait_until_its_value_was_taken() -> None:
    box: Latest[int] = Latest()
    assert box.wait_empty(0)
    box.put(1)
    assert not box.wait_empty(0.01)
    reader = threading.Timer(0.05, box.take, [0])
    reader.start()
    assert box.wait_empty(5)
    reader.join()
    box.put(2)
    box.close()
    assert box.wait_empty(0)
