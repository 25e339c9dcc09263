"""Workers: start, stop by a deadline, report their failure."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time

import pytest

from beautymirror.errors import InputError
from beautymirror.worker import Worker


def test_runs_under_its_name_and_stops() -> None:
    names: list[str] = []

    def body(stopping: threading.Event) -> None:
        names.append(threading.current_thread().name)
        stopping.wait(10)

    worker = Worker("painter", body)
    worker.start()
    assert worker.stop(2.0)
    assert names == ["painter"]
    assert worker.error is None


def test_a_body_that_does_not_stop_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    release = threading.Event()
    worker = Worker("stuck", lambda stopping: release.wait(10) and None)
    worker.start()
    began = time.monotonic()
    assert not worker.stop(0.05)
    assert time.monotonic() - began < 5
    assert "stuck did not end" in caplog.text
    release.set()
    assert worker.stop(2.0)


def test_a_failure_is_kept_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Exception | None] = []
    worker = Worker("clumsy", lambda stopping: 1 / 0 and None, lambda: told.append(worker.error))
    with caplog.at_level(logging.ERROR):
        worker.start()
        assert worker.stop(2.0)
    assert isinstance(worker.error, ZeroDivisionError)
    assert told == [worker.error]
    assert "Traceback" in caplog.text


def test_what_a_person_can_act_on_comes_without_a_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def body(stopping: threading.Event) -> None:
        raise InputError("The film is torn.", "Take another.")

    worker = Worker("reader", body)
    worker.start()
    worker.stop(2.0)
    assert isinstance(worker.error, InputError)
    assert "The film is torn." in caplog.text
    assert "Traceback" not in caplog.text


def test_nothing_is_printed_where_no_log_is_kept() -> None:
    program = (
        "from beautymirror.worker import Worker\n"
        "worker = Worker('reader', lambda stopping: 1 / 0)\n"
        "worker.start(); worker.stop(5.0)\n"
        "assert isinstance(worker.error, ZeroDivisionError)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_stopping_before_the_start_is_harmless() -> None:
    assert Worker("idle", lambda stopping: None).stop(1.0)
