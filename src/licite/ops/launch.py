"""Child processes that die with us.

This file is also a program: a step between us and the child, which gives up root, asks the kernel to be
signalled when our thread ends, and becomes the child. `preexec_fn` would run Python between fork and exec,
unsafe beside threads; and PR_SET_PDEATHSIG is lost when the uid changes, so the order matters.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1


def launch(
    argv: Sequence[str],
    *,
    on_our_death: signal.Signals,
    env: Mapping[str, str],
    run_as: tuple[int, int] | None = None,
    output: int | None = None,
    cwd: str = "/",
) -> subprocess.Popen[bytes]:
    """Start `argv` in a session of its own, to be sent `on_our_death` when this process ends.

    `run_as` is (uid, gid) for root to change to; `output` a descriptor for both outputs (None: ours).
    Raises RuntimeError outside the main thread: the kernel watches the thread, not the process.
    """
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("children are started from the main thread: they die with the starting thread")
    uid, gid = run_as if run_as and os.geteuid() == 0 else (-1, -1)
    step = [sys.executable, "-I", "-S", str(Path(__file__).resolve())]
    order = [str(number) for number in (os.getpid(), int(on_our_death), uid, gid)]
    return subprocess.Popen(
        [*step, *order, *argv],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=cwd,
        env=dict(env),
        start_new_session=True,
    )


def become(parent: int, death: int, uid: int, gid: int, argv: Sequence[str]) -> None:
    """Turn this process into `argv` under `uid` and `gid` (-1: unchanged), tied to `parent`."""
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:  # it ended before the kernel was asked
        sys.exit(1)
    os.execvpe(argv[0], list(argv), os.environ)  # noqa: S606 (a shell is what we avoid)


if __name__ == "__main__":
    our_parent, death_signal, new_uid, new_gid = map(int, sys.argv[1:5])
    become(our_parent, death_signal, new_uid, new_gid, sys.argv[5:])
