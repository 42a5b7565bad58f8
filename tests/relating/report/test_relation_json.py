"""The JSON report of a relation is the contract's dictionary, and the schema says what it is."""

from __future__ import annotations

import json as standard

import pytest
from json_schemas import REGISTRY, validator
from jsonschema import Draft202012Validator, ValidationError
from relations import relation

from policydiff.model.reports import ReportOptions
from policydiff.report import json

OPTIONS = ReportOptions()


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    made = validator("relation")
    Draft202012Validator.check_schema(made.schema)
    return made


def test_keys_stand_in_the_order_of_the_contract():
    keys = list(standard.loads(json.render(relation(), OPTIONS)))
    contract = [
        "schema_version",
        "type",
        "left",
        "right",
        "thresholds",
        "links",
        "measures",
        "coverage",
        "only_right",
        "instruments",
    ]

    assert keys == [*contract, "kind", "only_left", "origins"]


def test_schema_holds_of_the_relation(schema):
    schema.validate(standard.loads(json.render(relation(), OPTIONS)))


def test_schema_names_every_key(schema):
    def named(value: object, rule: dict, whole: dict) -> None:
        rule = next((one for one in rule.get("anyOf", ()) if "$ref" in one), rule)
        if "$ref" in rule:
            name, _, place = rule["$ref"].partition("#")
            whole = REGISTRY.get_or_retrieve(name).value.contents if name else whole
            rule = whole["$defs"][place.split("/")[-1]] if place else whole
        if isinstance(value, dict):
            assert set(value) <= set(rule["properties"])
            for key, below in value.items():
                named(below, rule["properties"][key], whole)
        elif isinstance(value, list):
            for below in value:
                named(below, rule.get("items", {}), whole)

    named(relation().to_dict(), schema.schema, schema.schema)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("links", 0, "score"), 1.2),
        (("links", 0, "status"), "maybe"),
        (("links", 0, "grade"), 3),
        (("links", 0, "sentence"), [1]),
        (("coverage", 0, "status"), "full"),
        (("coverage", 0, "order"), "before"),
        (("instruments", 0, "dates", "promulgated"), "2019"),
        (("thresholds",), {"covered": 0.5}),
    ],
)
def test_schema_refuses_what_is_none(schema, path, value):
    data = relation().to_dict()
    below = data
    for key in path[:-1]:
        below = below[key]
    below[path[-1]] = value

    with pytest.raises(ValidationError):
        schema.validate(data)
