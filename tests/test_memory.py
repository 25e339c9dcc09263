"""What one frame frees serves the next."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

ROUNDS = 20
BLOCKS = """
import resource
import numpy as np
from beautymirror.memory import keep_freed
if {kept}:
    assert keep_freed()
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def frame():
    blocks = [np.ones(size, np.uint8) for size in (3_686_400, 2_764_800, 786_432, 3_686_400)]
    del blocks
for _ in range(5):
    frame()
before = faults()
for _ in range({rounds}):
    frame()
print((faults() - before) / {rounds})
"""


def faults(kept: bool) -> float:
    """Page faults of a round of blocks as a frame has them, in a process of its own."""
    program = BLOCKS.format(kept=kept, rounds=ROUNDS)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="needs glibc, whose habit it is")
def test_blocks_of_a_frame_are_not_fetched_anew_for_the_next() -> None:
    assert faults(kept=False) > 500
    assert faults(kept=True) < 20
