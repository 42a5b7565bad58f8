"""Calls of the operating system that POSIX and Windows do not share.

No other module names one of them. The Windows side is written after the documentation and was never
run there.
"""

from __future__ import annotations

try:
    from policydiff.system._posix import (
        END_OF_INPUT,
        NO_LINK,
        OVER_TIME,
        PLAIN_FILE,
        claim,
        end,
        end_group,
        ending_at_once,
        ending_on_request,
        give_way,
        has_colours,
        hold,
        ignore_interrupts,
        is_locked,
        is_private,
        keyboard,
        lead_group,
        limit_self,
        limit_time,
        most_open_files,
        open_directory,
        own_session,
        program_folders,
        read_key,
        request_end,
        state_folder,
        typed_line,
        without_interrupts,
    )
except ImportError:
    from policydiff.system._windows import (
        END_OF_INPUT,
        NO_LINK,
        OVER_TIME,
        PLAIN_FILE,
        claim,
        end,
        end_group,
        ending_at_once,
        ending_on_request,
        give_way,
        has_colours,
        hold,
        ignore_interrupts,
        is_locked,
        is_private,
        keyboard,
        lead_group,
        limit_self,
        limit_time,
        most_open_files,
        open_directory,
        own_session,
        program_folders,
        read_key,
        request_end,
        state_folder,
        typed_line,
        without_interrupts,
    )

__all__ = [
    "END_OF_INPUT",
    "NO_LINK",
    "OVER_TIME",
    "PLAIN_FILE",
    "RESERVED_NAMES",
    "claim",
    "end",
    "end_group",
    "ending_at_once",
    "ending_on_request",
    "give_way",
    "has_colours",
    "hold",
    "ignore_interrupts",
    "is_locked",
    "is_private",
    "keyboard",
    "lead_group",
    "limit_self",
    "limit_time",
    "most_open_files",
    "open_directory",
    "own_session",
    "program_folders",
    "read_key",
    "request_end",
    "state_folder",
    "typed_line",
    "without_interrupts",
]

RESERVED_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""Names of devices of Windows, in small letters: no file can have them, whatever its ending."""
