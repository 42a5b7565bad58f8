"""Windows calls that bound a process and end all that it started: a job.

Written after the documentation of Windows and never run.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from ctypes import wintypes

from policydiff.model.reading import Limits

_EXTENDED_LIMITS = 9
_PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
        ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
        ("LimitFlags", wintypes.DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", wintypes.DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", wintypes.DWORD),
        ("SchedulingClass", wintypes.DWORD),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def own_session() -> bool:
    """False: Windows has no sessions of processes.

    A job holds together what belongs together.
    """
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process.

    Where it bounded itself, its job closes with it, which ends all that it started.
    """
    process.kill()
    process.wait()


def limit_self(limits: Limits) -> None:
    """Put this process into a job of bounded memory that ends with it.

    All that the process starts is then in the job too.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            wintypes.LPVOID,
            wintypes.DWORD,
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        told = _Extended(ProcessMemoryLimit=limits.memory)
        told.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE
        job = kernel.CreateJobObjectW(None, None)
        bounded = kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(told), ctypes.sizeof(told)
        )
        if not bounded or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
            raise ctypes.WinError(ctypes.get_last_error())
