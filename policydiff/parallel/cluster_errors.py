"""Errors that a person meets who asks a cluster of Dask to do the work."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.errors import PolicyDiffError, UsageError
from policydiff.messages import Message


class ScaleMissingError(UsageError):
    """Dask is not installed."""

    def __init__(self) -> None:
        """Make the error, with the way to install it."""
        super().__init__(
            Message(
                "a cluster needs packages that are not installed: pip install 'policydiff[scale]'"
            )
        )


class SchedulerAddressError(UsageError):
    """The address is none of a scheduler, or cannot be used from here."""

    def __init__(self, address: str, why: Message | None = None) -> None:
        """`why` is the reason where the address itself is right."""
        form = Message("an address of a scheduler is tcp://HOST:PORT or tls://HOST:PORT")
        super().__init__(Message("{name}: {why}", name=address, why=why or form))


class UnfitClusterError(UsageError):
    """A cluster whose workers would give other results than this program."""

    def __init__(self, address: str, workers: Iterable[Message]) -> None:
        """`workers` state in what they differ."""
        super().__init__(
            Message(
                "{address}: no worker has what this machine has; install the same versions there",
                address=address,
            ),
            tuple(workers),
        )


class ClusterError(PolicyDiffError):
    """The cluster does not answer, or cannot work: trying again later may help."""

    exit_code = 75
