"""The process that reads one file: bounded, ``in`` to stdout."""

from __future__ import annotations

import errno
import json
import os
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from policydiff.errors import CANNOT_WRITE, InputError
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.safety.wire import pack
from policydiff.system import limit_self


def answer(asked: dict[str, Any]) -> None:
    """Write the reader's text, or its error, as JSON; libraries print to stderr."""
    out = os.dup(1)
    os.dup2(2, 1)
    limit_self(**asked["limits"])
    encoded = _encoded(asked)
    try:
        with os.fdopen(out, "wb") as stream:
            stream.write(encoded)
    except OSError as error:
        os._exit(CANNOT_WRITE if error.errno in (errno.ENOSPC, errno.EDQUOT) else 1)


def _encoded(asked: dict[str, Any]) -> bytes:
    try:
        return json.dumps(_answer(asked)).encode("ascii")
    except MemoryError:
        return b'{"memory": true}'


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        reader = import_module(asked["module"])
        return {
            "source": pack(
                reader.read(Path("in").read_bytes(), asked["name"], ReadOptions(**asked["options"]))
            )
        }
    except InputError as error:
        return {"refused": error.message.to_record()}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 the caller raises it again
        return {"bug": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()}
