"""The schemas of what the program writes, with those that they refer to."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
from referencing import Registry, Resource

from policydiff.resources import resource


def _schema(name: str) -> dict[str, Any]:
    return json.loads(resource("schemas", name).read_text(encoding="utf-8"))


REGISTRY: Registry = Registry(retrieve=lambda name: Resource.from_contents(_schema(name)))


def validator(name: str) -> jsonschema.Draft202012Validator:
    """A validator of what the schema of a name (search) describes."""
    schema = _schema(f"{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, registry=REGISTRY)


def validate(value: object, name: str) -> None:
    """Check a value against the schema of a name (search)."""
    validator(name).validate(value)
