"""The description of the JSON API (OpenAPI 3.1), from its table and the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from policydiff import __version__
from policydiff.apps.site.api.calls import JSON, ApiRoute, Parameter
from policydiff.apps.site.api.table import ROOT, ROUTES
from policydiff.report.json import encode
from policydiff.resources import resource

ADDRESS = f"{ROOT}/openapi.json"
_ENDING = ".schema.json"
_ERRORS = {
    "400": "The request makes no sense as it stands",
    "404": "Nothing of this name is stored",
    "413": "A text or its work is beyond the limits",
    "415": "What was sent is no form",
    "422": "A text cannot be read",
    "500": "The library is damaged",
    "503": "Another process holds what is needed; try again",
}
"""The statuses of refusals; each comes with the sentence of the command line."""


@cache
def openapi() -> bytes:
    """The description as JSON."""
    names = dict.fromkeys((*(route.schema for route in ROUTES), "error"))
    return encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "policydiff",
                "version": __version__,
                "description": (
                    "The library of laws and policy documents, read-only. Each answer is the JSON"
                    " of a command, with the path of its page as `url`; texts are named as on the"
                    " command line. Files come with a POST alone, which stores nothing."
                ),
            },
            "paths": {
                path: {
                    "post" if one.takes_form else "get": _operation(one)
                    for one in ROUTES
                    if one.path == path
                }
                for path in dict.fromkeys(route.path for route in ROUTES)
            },
            "components": {
                "schemas": _schemas(names),
                "responses": {
                    status: {
                        "description": line,
                        "content": {JSON: {"schema": {"$ref": _place("error")}}},
                    }
                    for status, line in _ERRORS.items()
                },
            },
        }
    )


def _operation(route: ApiRoute) -> dict[str, Any]:
    heads = {"ETag": _head("Names the state of the library and the request.")}
    if route.rows is not None or route.next is not None:
        heads["Link"] = _head("The next page, where there is one.")
    if route.rows is not None:
        heads["X-Total-Count"] = _head("The number of rows of all pages.")
    same = f" As `policydiff {route.command} --format json`, with `url`." if route.command else ""
    schema = {"allOf": [{"$ref": _place(route.schema)}, {"required": ["url"]}]}
    answered = {"description": route.summary, "content": {JSON: {"schema": schema}}}
    return {
        "operationId": route.name,
        "summary": route.summary,
        "description": f"{route.summary}.{same}",
        "parameters": [_parameter(one) for one in route.all_parameters if one.place != "form"],
        **(_body(route) if route.takes_form else {}),
        "responses": {
            "200": answered if route.takes_form else answered | {"headers": heads},
            **({} if route.takes_form else _UNCHANGED),
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _ERRORS},
        },
    }


_UNCHANGED = {"304": {"description": "As the tag of If-None-Match says"}}


def _body(route: ApiRoute) -> dict[str, Any]:
    """The form that a route takes."""
    fields = [one for one in route.parameters if one.place == "form"]
    schema = {
        "type": "object",
        "properties": {
            one.name: {"type": "string", "format": "binary", "description": one.description}
            if one.text
            else {**one.schema, "description": one.description}
            for one in fields
        },
        "required": [one.name for one in fields if one.required],
        "additionalProperties": False,
    }
    return {"requestBody": {"required": True, "content": {_FORM: {"schema": schema}}}}


_FORM = "multipart/form-data"


def _head(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _parameter(one: Parameter) -> dict[str, Any]:
    exploded = {"style": "form", "explode": True} if one.schema["type"] == "array" else {}
    return {
        "name": one.name,
        "in": one.place,
        "description": one.description,
        "required": one.required,
        "schema": dict(one.schema),
        **exploded,
    }


_URL = {
    "description": "The path of the page about it; null where there is none.",
    "type": ["string", "null"],
}


def _place(name: str) -> str:
    return f"#/components/schemas/{name}"


def _schemas(names: Iterable[str]) -> dict[str, Any]:
    """The schemas of these names, and all that they refer to."""
    found: dict[str, Any] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        path = resource("schemas", f"{name}{_ENDING}")
        schema = json.loads(path.read_text(encoding="utf-8"))
        if "schema_version" in schema.get("properties", {}):
            schema["properties"] = {"url": _URL} | schema["properties"]
        referred: list[str] = []
        found[name] = _moved(
            {key: value for key, value in schema.items() if key not in ("$schema", "$id")},
            name,
            referred,
        )
        waiting += referred
    return dict(sorted(found.items()))


def _moved(value: Any, name: str, referred: list[str]) -> Any:
    """A part of a schema with its references into the description.

    `referred` grows by the names of other schemas.
    """
    if isinstance(value, list):
        return [_moved(one, name, referred) for one in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _moved(one, name, referred) for key, one in value.items()}
    if isinstance(value.get("$ref"), str):
        file, _, place = value["$ref"].partition("#")
        other = file.removesuffix(_ENDING) or name
        referred.append(other)
        moved["$ref"] = _place(other) + place
    return moved
