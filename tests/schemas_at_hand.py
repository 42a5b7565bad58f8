"""The JSON Schemas of the program, with those that they refer to."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from policydiff.resources import resource


def schema(name: str) -> dict[str, Any]:
    text = resource("schemas", f"{name}.schema.json").read_text(encoding="utf-8")
    contents: dict[str, Any] = json.loads(text)
    return contents


def validator(name: str) -> Draft202012Validator:
    """A validator of what a schema of this name describes."""
    status = schema("status")
    registry = Registry().with_resource(status["$id"], Resource.from_contents(status))
    return Draft202012Validator(schema(name), registry=registry)
