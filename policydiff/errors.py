"""Trouble of the caller: every error that a person can cause has one class, one line and one exit code.

Concrete errors stand beside the code that raises them; here are the base class and the codes they share.
"""


class PolicyDiffError(Exception):
    """What the caller can mend: the message says what is wrong, where, and what to do."""

    exit_code = 70


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
