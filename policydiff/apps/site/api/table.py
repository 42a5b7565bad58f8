"""The table of the JSON API: each address with its parameters, schema and answer."""

from __future__ import annotations

from typing import Any, get_args

from policydiff.apps.site.api import pages, texts, works
from policydiff.apps.site.api.calls import CURSOR, ApiRoute, Parameter
from policydiff.model.work_life import WorkStatusKind
from policydiff.web.counterparts import API

ROOT = API

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 500}
_FLAG: dict[str, Any] = {"type": "boolean", "default": False}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}


def _several(most: int) -> dict[str, Any]:
    return {"type": "array", "items": _TEXT, "maxItems": most}


def _named(name: str, description: str, *, required: bool = False) -> Parameter:
    return Parameter(name=name, description=description, schema=_TEXT, required=required)


def _flag(name: str, description: str) -> Parameter:
    return Parameter(name=name, description=description, schema=_FLAG)


SLUG = Parameter(
    name="slug",
    description=(
        "The slug of a work; its title or another name will do. Where several works share a slug:"
        " slug~year~kind~jurisdiction, the parts of its folder; the list of works has it as `address`."
    ),
    schema=_TEXT,
    place="path",
    required=True,
)
VERSION = Parameter(
    name="version",
    description=(
        "A date (2016-11-07), a year, undated, @@ and a day (the version in force then), or newest."
    ),
    schema=_TEXT,
    place="path",
    required=True,
)
PROVISION = Parameter(
    name="provision",
    description="An eId (art_18__para_2) or a citation (第十八条第二款).",
    schema=_TEXT,
    place="path",
    required=True,
)
ON = Parameter(
    name="on", description="The day of which the status is given; today without it.", schema=_DAY
)
_STORED = "WORK, WORK@DATE or WORK@@DAY of the library; never a file."


def _given(name: str, description: str) -> Parameter:
    described = f"{description}: a file, or a field that names a stored text (WORK, WORK@DATE)."
    return Parameter(
        name=name, description=described, schema=_TEXT, place="form", required=True, text=True
    )


def _choice(name: str, description: str, schema: dict[str, Any]) -> Parameter:
    return Parameter(name=name, description=description, schema=schema, place="form")


_UNIT: dict[str, Any] = {"type": "string", "enum": ["word", "char"], "default": "word"}

ROUTES = (
    ApiRoute(
        path=f"{ROOT}/works",
        summary="The works of the library",
        schema="works",
        answer=works.works,
        page=pages.of_works,
        parameters=(
            Parameter(name="kind", description="Only works of this kind.", schema=_TEXT),
            ON,
            Parameter(
                name="status",
                description="Only works of these statuses.",
                schema={
                    "type": "array",
                    "items": _TEXT | {"enum": list(get_args(WorkStatusKind))},
                    "maxItems": len(get_args(WorkStatusKind)),
                },
            ),
            Parameter(
                name="ending_before",
                description="Only works with an end or a term after that day and before this one.",
                schema=_DAY,
            ),
        ),
        rows="works",
        command="list",
    ),
    ApiRoute(
        path=f"{ROOT}/works/{{slug}}",
        summary="One work with its versions",
        schema="work",
        answer=works.work,
        page=pages.of_work(""),
        parameters=(SLUG, ON),
    ),
    ApiRoute(
        path=f"{ROOT}/works/{{slug}}/versions",
        summary="The versions of a work, the newest first",
        schema="versions",
        answer=works.versions,
        page=pages.of_work("/versions"),
        parameters=(SLUG,),
        rows="versions",
        command="log WORK",
    ),
    ApiRoute(
        path=f"{ROOT}/works/{{slug}}/changes",
        summary="What was done to a work in this library, the newest first",
        schema="changes",
        answer=works.work_changes,
        page=pages.of_work(""),
        parameters=(SLUG,),
        rows="changes",
        command="log WORK --changes",
    ),
    ApiRoute(
        path=f"{ROOT}/works/{{slug}}/versions/{{version}}",
        summary="One version: its facts and the whole document",
        schema="document",
        answer=works.version,
        page=pages.at(None),
        parameters=(SLUG, VERSION),
        command="show WORK@DATE",
    ),
    ApiRoute(
        path=f"{ROOT}/works/{{slug}}/versions/{{version}}/provisions",
        summary="The provisions of a version in reading order, each with its text",
        schema="provisions",
        answer=works.provisions,
        page=pages.of_version,
        parameters=(SLUG, VERSION),
        rows="provisions",
    ),
    ApiRoute(
        path=f"{ROOT}/works/{{slug}}/versions/{{version}}/provisions/{{provision}}",
        summary="One provision with its facts",
        schema="provision",
        answer=works.provision,
        page=pages.of_version,
        parameters=(SLUG, VERSION, PROVISION),
    ),
    ApiRoute(
        path=f"{ROOT}/changes",
        summary="What was done in this library, the newest first",
        schema="changes",
        answer=works.changes,
        page=pages.at("/works"),
        rows="changes",
        command="log",
    ),
    ApiRoute(
        path=f"{ROOT}/compare",
        summary="The changes from one version to another",
        schema="comparison",
        answer=texts.compare,
        page=pages.COMPARISON,
        parameters=(
            _named("left", _STORED, required=True),
            _named("right", _STORED, required=True),
            Parameter(
                name="granularity",
                description="The unit of the redline.",
                schema=_UNIT,
            ),
            _flag("show_noise", "Also mark what the noise rule leaves out."),
        ),
        rows="matches",
        command="diff LEFT RIGHT",
    ),
    ApiRoute(
        path=f"{ROOT}/compare-many",
        summary="The changes of several versions, each from the one before",
        schema="comparisons",
        answer=texts.compare_many,
        page=pages.at(None),
        parameters=(
            Parameter(
                name="text",
                description=f"{_STORED} Two or more.",
                schema=_several(20),
                required=True,
            ),
            _named("provision", "Only this provision, by its citation or eId."),
        ),
        command="diff TEXT TEXT TEXT",
    ),
    ApiRoute(
        path=f"{ROOT}/history",
        summary="A clause through all versions of its work",
        schema="history",
        answer=texts.history,
        page=pages.of_history,
        parameters=(_named("name", "WORK#PROVISION, WORK@DATE#PROVISION.", required=True),),
        command="history NAME",
    ),
    ApiRoute(
        path=f"{ROOT}/blame",
        summary="The version that introduced each word",
        schema="blame",
        answer=texts.blame,
        page=pages.of_blame,
        parameters=(
            _named("name", "WORK or WORK@DATE, with or without #PROVISION.", required=True),
        ),
        command="blame NAME",
    ),
    ApiRoute(
        path=f"{ROOT}/citations",
        summary="Who cites a work or a provision; what a text cites; what is cited in vain",
        schema="citations",
        answer=texts.citations,
        page=pages.of_citations,
        parameters=(
            _named("cited", "The cited WORK, WORK@DATE, each with or without #PROVISION."),
            _named("from", f"The text that cites: {_STORED}"),
            _flag("dangling", "Only citations that lead to no provision."),
            _flag("outdated", "Only citations whose target was changed or replaced since."),
            _flag("decisions", "With dangling or outdated, those in amending decisions too."),
            _flag("internal", "Also the citations of a text to itself."),
            _flag("every_version", "Read all versions of the citing works, not the newest alone."),
        ),
        rows="citations",
        command="cites",
    ),
    ApiRoute(
        path=f"{ROOT}/decisions",
        summary="The stored amending decisions with the works that they amend, the newest first",
        schema="decisions",
        answer=texts.decisions,
        page=pages.at("/decisions"),
        rows="decisions",
    ),
    ApiRoute(
        path=f"{ROOT}/instructions",
        summary="The operations that an amending decision orders",
        schema="instructions",
        answer=texts.instructions,
        page=pages.of_text("decision"),
        parameters=(_named("decision", _STORED, required=True),),
        rows="operations",
        command="instructions DECISION",
    ),
    ApiRoute(
        path=f"{ROOT}/consolidation",
        summary="The text to which a decision leads, and its difference from the republished one",
        schema="consolidation",
        answer=texts.consolidation,
        page=pages.of_outcome,
        parameters=(
            _named("base", _STORED, required=True),
            _named("decision", _STORED, required=True),
            _named("against", f"The republished text: {_STORED}"),
        ),
        command="consolidate BASE DECISION",
    ),
    ApiRoute(
        path=f"{ROOT}/search",
        summary="The provisions of all stored versions in which words stand",
        schema="search",
        answer=texts.search,
        page=pages.of_search,
        parameters=(
            Parameter(
                name="q",
                description='Words with AND, OR, NOT and parentheses; "…" as it stands.',
                schema={"type": "string", "minLength": 1, "maxLength": 4000},
                required=True,
            ),
            Parameter(name="work", description="Only these works.", schema=_several(100)),
            Parameter(name="kind", description="Only these kinds.", schema=_several(30)),
            Parameter(name="authority", description="Only these bodies.", schema=_several(30)),
            Parameter(name="on", description="Only versions in force on this day.", schema=_DAY),
            _flag("newest", "Only the newest version of each work."),
            Parameter(
                name="limit",
                description="Hits, at the most.",
                schema={"type": "integer", "minimum": 1, "maximum": 1000, "default": 20},
            ),
            CURSOR,
        ),
        next="next",
        command="search QUERY",
    ),
    ApiRoute(
        path=f"{ROOT}/relations",
        summary="The pairs of works of which people judged links",
        schema="relations",
        answer=texts.relations,
        page=pages.at("/relations"),
        rows="relations",
    ),
    ApiRoute(
        path=f"{ROOT}/relation",
        summary="The articles of laws that correspond to those of an opinion, with coverage",
        schema="relation",
        answer=texts.relation,
        page=pages.of_relation,
        parameters=(
            _named("opinion", _STORED, required=True),
            Parameter(name="law", description=_STORED, schema=_several(20), required=True),
            Parameter(name="item", description="Only this item.", schema=_several(100)),
            Parameter(
                name="most",
                description="Links of one item into one text, at the most.",
                schema={"type": "integer", "minimum": 1, "maximum": 1000, "default": 10},
            ),
            Parameter(
                name="after",
                description="The day of the opinion where its text states none.",
                schema=_DAY,
            ),
            _flag("only_uncovered", "Only the items that no text covers."),
            _flag("no_reviews", "Leave out the judgements that the library holds."),
        ),
        command="relate OPINION LAW",
    ),
    ApiRoute(
        path=f"{ROOT}/compare",
        summary="The changes from one text to another that are sent",
        schema="comparison",
        answer=texts.compare_texts,
        page=pages.GIVEN_COMPARISON,
        parameters=(
            _given("former", "The former text"),
            _given("latter", "The latter text"),
            _choice("granularity", "The unit of the redline.", _UNIT),
            _choice("show_noise", "Also mark what the noise rule leaves out.", _FLAG),
        ),
        command="diff FORMER LATTER",
    ),
    ApiRoute(
        path=f"{ROOT}/check-return",
        summary="What a returned draft changes without a trace",
        schema="return-check",
        answer=texts.check_returned,
        page=pages.RETURN,
        parameters=(
            _given("sent", "The text that was sent"),
            _given("returned", "The Word file that came back"),
            _choice("strict", "Count differences in spaces and width too.", _FLAG),
        ),
        command="check-return SENT RETURNED",
    ),
    ApiRoute(
        path=f"{ROOT}/check-table",
        summary="The faults of a comparison table against its two texts",
        schema="table-check",
        answer=texts.check_somebodys_table,
        page=pages.TABLE,
        parameters=(
            _given("table", "The table: a Word file, a workbook or a PDF"),
            _given("old", "The old text"),
            _given("new", "The new text"),
        ),
        command="check-table TABLE OLD NEW",
    ),
    ApiRoute(
        path=f"{ROOT}/cites",
        summary="The citations in a text that is sent, checked",
        schema="citations",
        answer=texts.check_citations,
        page=pages.of_file_citations,
        parameters=(
            _given("file", "The text whose citations are checked"),
            _choice("written", "The day of the file, where it states none.", _DAY),
            _choice("on", "Check against the versions in force on this day.", _DAY),
        ),
        command="cites --from FILE",
    ),
)
"""All addresses but that of the description itself."""
