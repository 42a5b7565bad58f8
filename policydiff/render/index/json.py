"""The index for programs; by it a later run knows which files of the folder are ours."""

from __future__ import annotations

import json
from typing import Any

from policydiff.model.document import force_dict, origin_dict
from policydiff.views.index import Overview, Remark, Step, Text, Work


def render(overview: Overview, page: tuple[str, str]) -> bytes:
    """JSON in UTF-8; `page` is the name and the SHA-256 of the index page."""
    return (
        json.dumps(to_dict(overview, page), ensure_ascii=False, indent=1).encode("utf-8", "replace")
        + b"\n"
    )


def to_dict(overview: Overview, page: tuple[str, str]) -> dict[str, Any]:
    """As in `schemas/report-index.schema.json`."""
    return {
        "schema_version": 1,
        "type": "report-index",
        "page": {"file": page[0], "sha256": page[1]},
        "formats": list(overview.forms),
        "works": [_work(work) for work in overview.works],
        "unread": [_remark(remark) for remark in overview.unread],
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "title": work.title,
        "kind": work.kind,
        "versions": [_text(text) for text in work.texts],
        "pairs": [_step(step, work) for step in work.steps],
        "remarks": [_remark(remark) for remark in work.remarks],
    }


def _text(text: Text) -> dict[str, Any]:
    facts = text.facts
    return {
        "date": text.date,
        "called": None if facts is None or facts.called is None else facts.called.plain,
        "in_force": None if facts is None else facts.in_force,
        **(
            force_dict(None, None)
            if facts is None
            else force_dict(facts.in_force_ground, facts.in_force_act)
        ),
        "title": text.title,
        "source": text.source,
        "articles": text.articles,
        **origin_dict(text.computed),
    }


def _step(step: Step, work: Work) -> dict[str, Any]:
    """The sides are places in the list of versions."""
    return {
        "left": work.texts.index(step.left),
        "right": work.texts.index(step.right),
        "changed": step.changed if step.summary is not None else None,
        "summary": None if step.summary is None else step.summary.to_dict(),
        "findings": step.findings,
        "files": [
            {"format": file.form, "file": file.name, "sha256": file.sha256} for file in step.files
        ],
        "failures": list(step.failures),
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "name": remark.name,
        "other": remark.other,
        "detail": remark.detail,
    }
