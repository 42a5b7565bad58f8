"""POSIX calls that bound a process and end all that it started."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from contextlib import suppress

from policydiff.model.reading import Limits

LEADER = "POLICYDIFF_LEADER"
"""Set in the environment of a process that leads a group of its own: what it starts stays in the
group, and ends with it.
"""


def own_session() -> bool:
    """True where a new process must lead a session of its own.

    All that it starts can then be ended.
    """
    return LEADER not in os.environ


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, unless it is one of our own group, whatever it started."""
    with suppress(ProcessLookupError):  # all of it is gone already
        if own_session():
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def limit_self(limits: Limits) -> None:
    """Bound this process and all that it starts.

    Stricter bounds that hold already stay. macOS does not heed that of memory.
    """
    os.environ[LEADER] = str(os.getpid())
    _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_FSIZE, limits.written)
    _lower(resource.RLIMIT_CPU, int(limits.seconds) + 1)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, most: int) -> None:
    held = (bound for bound in resource.getrlimit(which) if bound != resource.RLIM_INFINITY)
    least = min((most, *held))
    with suppress(OSError, ValueError):  # a system that knows no such bound
        resource.setrlimit(which, (least, least))
