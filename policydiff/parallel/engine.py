"""Engines: they call a function with many inputs and give results in order.

The results are the same from this process, others on this machine, or a cluster.
"""

from __future__ import annotations

import os
import pickle
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from threading import Lock
from typing import Protocol, TypeVar

from policydiff.errors import PolicyDiffError, UsageError
from policydiff.messages import Message

CHUNK = 16
"""Inputs of a chunk: texts take a tenth of a second, sending them a hundredth of that."""

CHUNK_OCTETS = 4 * 1024 * 1024
"""The bytes that complete a chunk of inputs with a size."""

AHEAD = 4
"""Chunks for each worker that are sent, at work or waiting to be asked for."""

In = TypeVar("In")
Out = TypeVar("Out")
Sent = TypeVar("Sent")

Chunk = Sequence[In]
Report = Callable[[Message], None]
"""Called with a message on workers that ended before their time."""


class WorkerLostError(PolicyDiffError):
    """The work on an input ended its worker twice, so that there is no result."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            Message("the work on it ended a worker process twice, for want of memory perhaps")
        )


class IncompleteWorkError(PolicyDiffError):
    """There is no result of the whole, as there is none of a part."""

    def __init__(self, name: str, error: PolicyDiffError) -> None:
        """`name` is that of the part, or of the whole."""
        super().__init__(Message("{name}: {why}", name=name, why=error.message))
        self.exit_code = error.exit_code


class ScaleMissingError(UsageError):
    """Dask is not installed."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "a cluster needs packages that are not installed: pip install 'policydiff[scale]'"
            )
        )


class SchedulerAddressError(UsageError):
    """The address is none of a scheduler, or cannot be used from here."""

    def __init__(self, address: str, why: Message | None = None) -> None:
        """`why` is the reason if the address itself is right."""
        form = Message("an address of a scheduler is tcp://HOST:PORT or tls://HOST:PORT")
        super().__init__(Message("{name}: {why}", name=address, why=why or form))


class UnfitClusterError(UsageError):
    """A cluster whose workers would give other results than this program."""

    def __init__(self, address: str, workers: Iterable[Message]) -> None:
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


class Engine(Protocol):
    """A caller of a function with many inputs."""

    @abstractmethod
    def run(
        self, task: Callable[[In], Out], inputs: Iterable[In], *, size: int = CHUNK
    ) -> Iterator[Out | WorkerLostError]:
        """Yield the result of `task` for each input, in order.

        `task` is a function of a module, or `functools.partial` of one; it, inputs and results can
        be pickled. Shared values stand in the task, which is sent to a worker once. Its exceptions
        stop the run; other errors are results. At most some chunks of `size` inputs, fewer of large
        ones (`octets`, in bytes), are taken ahead of the results. `WorkerLostError` stands for the
        result if no worker survived the input.
        """

    @contextmanager
    def running(
        self, task: Callable[[In], Out], inputs: Iterable[In], *, size: int = CHUNK
    ) -> Iterator[Iterator[Out | WorkerLostError]]:
        """The results in a context, which ends all work on them."""
        results = self.run(task, inputs, size=size)
        try:
            yield results
        finally:
            if isinstance(results, Generator):
                results.close()


class OneProcess(Engine):
    """The engine that does the work in this process, one input after the other."""

    def run(
        self,
        task: Callable[[In], Out],
        inputs: Iterable[In],
        *,
        size: int = CHUNK,  # noqa: ARG002 each result is given at once
    ) -> Iterator[Out | WorkerLostError]:
        """Yield the result of each input, see `Engine.run`."""
        return map(task, inputs)


ONE_PROCESS = OneProcess()
"""The engine if nobody chose one."""


_SAFE_PATH = "PYTHONSAFEPATH"
_BEFORE: list[str | None] = []
"""The environment's value before each run that is under way."""

_ENVIRONMENT = Lock()
"""Held while the environment is changed."""


@contextmanager
def without_current_folder() -> Iterator[None]:
    """Let no Python that is started meanwhile load modules from the current folder.

    Workers begin as `python -c`, which looks there first; the folder may come from a stranger.
    """
    with _ENVIRONMENT:
        _BEFORE.append(os.environ.get(_SAFE_PATH))
        os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        with _ENVIRONMENT:
            before = _BEFORE.pop()
            if before is None:
                del os.environ[_SAFE_PATH]
            else:
                os.environ[_SAFE_PATH] = before


def work_on(task: Callable[[In], Out], chunk: Chunk[In]) -> list[Out]:
    """The results of `task` for each input of a chunk."""
    return [task(item) for item in chunk]


def as_sent(error: Exception) -> Exception:
    """The error as a worker sends it: its type and text if pickling loses it."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever the class of an error does there
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def chunks_of(inputs: Iterable[In], size: int) -> Iterator[Chunk[In]]:
    """The inputs by `size`, or less of large ones, taken as they are needed."""
    chunk: list[In] = []
    octets = 0
    for item in inputs:
        chunk.append(item)
        octets += getattr(item, "octets", 0)
        if len(chunk) >= size or octets >= CHUNK_OCTETS:
            yield tuple(chunk)
            chunk, octets = [], 0
    if chunk:
        yield tuple(chunk)


def count_first(chunks: Iterator[Chunk[In]], most: int) -> tuple[int, Iterator[Chunk[In]]]:
    """The number of chunks, counted up to `most`, and all of them."""
    first = tuple(islice(chunks, most))
    return len(first), chain(first, chunks)


def in_order(
    chunks: Iterator[Chunk[In]],
    submit: Callable[[Chunk[In]], Sent],
    finish: Callable[[Sent], Iterable[Out | WorkerLostError]],
    most: Callable[[], int],
) -> Iterator[Out | WorkerLostError]:
    """Yield the results of chunks in order; `finish` waits for that of `submit`."""
    sent: deque[Sent] = deque()
    while True:
        sent.extend(map(submit, islice(chunks, max(0, most() - len(sent)))))
        if not sent:
            return
        yield from finish(sent.popleft())
