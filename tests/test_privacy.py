"""A full run opens no network socket: the kernel itself is asked to end a process that tries."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

# Numbers of <linux/audit.h> and of the system call socket(2).
_ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}

# Where these are not set, there is no screen for a window.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
# Where these are set, onnxruntime reports nothing of itself, and nothing would be tested.
_QUIET = ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in _ARCHITECTURES,
    reason="needs seccomp filters, which are Linux's",
)

# Sets a filter (seccomp, BPF) that outlives exec and covers native code, threads and children: any
# socket(AF_INET) or socket(AF_INET6) ends the process with SIGSYS. Then becomes the program.
_WITHOUT_NETWORK = """
import ctypes, os, struct, sys
architecture, socket = int(sys.argv[1]), int(sys.argv[2])
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, KILL_PROCESS = 0x7FFF0000, 0x80000000
AF_INET, AF_INET6 = 2, 10
program = [
    (LOAD, 0, 0, 4),                    # architecture
    (JUMP_EQUAL, 0, 5, architecture),
    (LOAD, 0, 0, 0),                    # system call
    (JUMP_EQUAL, 0, 3, socket),
    (LOAD, 0, 0, 16),                   # first argument: the address family
    (JUMP_EQUAL, 2, 0, AF_INET),
    (JUMP_EQUAL, 1, 0, AF_INET6),
    (RETURN, 0, 0, ALLOW),
    (RETURN, 0, 0, KILL_PROCESS),
]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_void_p] * 4]
given = Program(len(program), ctypes.addressof(code))
if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
    PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(given), 0, 0
):
    sys.exit(77)
os.execv(sys.executable, [sys.executable, *sys.argv[3:]])
"""


def without_network(
    *arguments: str, folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments so that opening a network socket kills it."""
    numbers = [str(number) for number in _ARCHITECTURES[platform.machine()]]
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_NETWORK, *numbers, *arguments],
        cwd=folder,
        env={key: value for key, value in os.environ.items() if key not in (*_SCREENS, *_QUIET)}
        | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    if done.returncode == 77:
        pytest.skip("this kernel or container allows no seccomp filters")
    return done


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "import socket; socket.socket(socket.AF_INET6)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/', timeout=1)",
        "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",  # past Python, as native code would
        "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', "
        "'import socket; socket.socket()']))",
    ],
)
def test_filter_catches_whoever_opens_a_socket(code: str, tmp_path: Path) -> None:
    assert without_network("-c", code, folder=tmp_path).returncode in (-signal.SIGSYS, 256 - 31)


def test_filter_lets_local_sockets_through(tmp_path: Path) -> None:
    code = "import socket; socket.socketpair(); print('local')"
    assert without_network("-c", code, folder=tmp_path).stdout == "local\n"


def test_headless_run_opens_no_network_socket(landmarker_model: Path, tmp_path: Path) -> None:
    arguments = ["run", "--headless", "--source", "demo", "--frames", "30"]
    arguments += ["--screenshot", str(tmp_path / "last.png")]
    done = without_network("-m", "beautymirror", *arguments, folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "last.png").stat().st_size > 10_000


def test_run_without_a_display_opens_no_network_socket(
    landmarker_model: Path, tmp_path: Path
) -> None:
    done = without_network("-m", "beautymirror", "run", "--frames", "10", folder=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "beautymirror-demo.mp4").stat().st_size > 10_000
    assert (tmp_path / "beautymirror-demo.png").stat().st_size > 10_000


def test_a_network_that_runs_leaves_no_number_of_the_computer_to_report(tmp_path: Path) -> None:
    # The reports themselves leave after ten seconds; what they are gathered in is there at once.
    code = (
        "from beautymirror.inference.manifest import ensure_model\n"
        "from beautymirror.inference.providers import session\n"
        "session(ensure_model('occlusion'), on=('CPUExecutionProvider',))"
    )
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = without_network("-c", code, folder=tmp_path, **home)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
