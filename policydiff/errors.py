"""Errors that the caller can cause.

Every error that a person can cause has one class, one line and one exit code. Concrete errors stand
next to the code that raises them; here are the base class and the codes they share.
"""

import errno
from typing import Any

from policydiff.messages import NOTHING, Message, template

CANNOT_WRITE = 74
"""The exit code where the system refuses to write: the disk is full, read-only, or not ours to
write to.
"""

FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS))
"""Errors of the system that only writing meets."""

SYSTEM = (
    template("No such file or directory"),
    template("Permission denied"),
    template("No space left on device"),
    template("Read-only file system"),
    template("File too large"),
    template("Disk quota exceeded"),
    template("Is a directory"),
    template("Not a directory"),
    template("File exists"),
    template("File name too long"),
    template("Input/output error"),
    template("Invalid argument"),
)
"""What systems say of a file, for translators: the words themselves come with the error."""

_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM))


def code_of_writing(error: OSError, otherwise: int) -> int:
    """The exit code of an error met while writing.

    It is `otherwise` where the place is wrong, such as a folder that does not exist.
    """
    return CANNOT_WRITE if error.errno in FULL | _FORBIDDEN else otherwise


def words_of(error: OSError) -> Message:
    """The system's message for an error, e.g. ``Permission denied``.

    Windows refuses a file that another program shows in the same words as one that is not ours.
    """
    if isinstance(error, PermissionError):
        from policydiff.system import is_locked  # noqa: PLC0415 - a start needs no system

        if is_locked(error):
            return Message(
                "another program has it open, or it is protected; close it there (in Word, for example), and try again"
            )
    return Message(error.strerror) if error.strerror else Message.foreign(str(error))


class PolicyDiffError(Exception):
    """An error that the caller can fix.

    The message states what is wrong, where, and what to do; `details` list the items that it is
    about, where there are several.
    """

    exit_code = 70
    details: tuple[Message, ...] = ()

    def __init__(self, message: Message = NOTHING, details: tuple[Message, ...] = ()) -> None:
        """Both are shown to the person in their language.

        `details` are no part of the message.
        """
        super().__init__(message)
        self.message = message
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        """The class and the state, as each class has its own way to be made."""
        return _from_state, (type(self), self.args, self.__dict__)


def _from_state(
    kind: type[PolicyDiffError], args: tuple[object, ...], state: dict[str, object]
) -> PolicyDiffError:
    """An error that was pickled."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class UsageError(PolicyDiffError):
    """The request makes no sense as it stands."""

    exit_code = 2


class InputError(PolicyDiffError):
    """The input cannot be read, or is not what it claims to be."""

    exit_code = 3


class NotFoundError(PolicyDiffError):
    """The named file, work, version or provision does not exist."""

    exit_code = 4


class DamagedError(PolicyDiffError):
    """The repository contradicts itself."""

    exit_code = 5


class IncompleteError(PolicyDiffError):
    """The work was done, but not all of it."""

    exit_code = 6


class LockedError(PolicyDiffError):
    """Another process holds what is needed; trying again later may help."""

    exit_code = 75


class OutdatedError(LockedError):
    """A change would overwrite another that the person did not see."""
