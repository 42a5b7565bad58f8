"""No change is hidden in many versions, a history, a consolidation or a chain: in any form, on
random revisions. All texts are invented.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from lanes import some
from revisions import (
    Seen,
    bare,
    check_parts,
    check_redline,
    follows,
    in_html,
    in_word,
    marked,
    page,
    revisions,
    seen_in,
    unmarked_words,
    version,
)
from versions import traced

import policydiff
from policydiff.amending.engine.chain import consolidate_chain
from policydiff.amending.engine.consolidate import consolidate
from policydiff.amending.engine.drafting.drafting import NothingToAmendError, draft_amendment
from policydiff.amending.engine.explain import explain
from policydiff.amending.engine.operations import Consolidation
from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.engine.many import diff_all, follow
from policydiff.comparing.report.table.many import BREAK, VersionsView, read_table
from policydiff.model.document import Document
from policydiff.model.history import History
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.report.page import page_of
from policydiff.tracing.engine.history import follow_clause
from policydiff.tracing.report.history import rows_of

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAIN = ReportOptions(width=100_000)

TRANSFER = (
    [["桥梁不得转让。", "甲应当通知乙。"], ["申请应当在十五日内提出。"]],
    [["桥梁转让。", "乙应当通知甲。"], ["申请应当在五日内提出。"]],
)
"""A word less, two words swapped, a number that holds another."""

PARTED = (
    [
        ["桥梁由乡镇主管部门管理，每年检查二次。", "渡口不得转让，所得收益归村集体所有。"],
        ["鱼塘的使用费由村民会议核定。"],
    ],
    [
        ["桥梁由乡镇主管部门管理，每年检查一次。"],
        ["渡口转让，所得收益归村集体所有。"],
        ["鱼塘的使用费由村民会议核定。"],
    ],
)
"""An article that was split, with a word changed in each part."""


def check_page(data: bytes, pieces) -> None:
    """A web page marks the same words in the same order, and leaves out nothing that stays."""
    wanted = seen_in(piece for piece in pieces if not piece.elided)
    found = in_html(page(data).find("body"))

    assert bare(found.gone) == bare(wanted.gone)
    assert bare(found.come) == bare(wanted.come)
    assert all(bare(line) in bare(found.kept) for line in wanted.kept.split("\n"))


def check_marks(value, pieces) -> None:
    """So does its page, whose formats have tests of their own."""
    wanted = seen_in(piece for piece in pieces if not piece.elided)
    found = marked(page_of(value, PLAIN))

    assert (bare(found.gone), bare(found.come)) == (bare(wanted.gone), bare(wanted.come))
    assert all(bare(line) in bare(found.kept) for line in wanted.kept.split("\n"))


# Many versions


def check_table(comparisons: Comparisons, table: VersionsView) -> None:
    """What each line says of the second version is the redline from the first."""
    (comparison,) = comparisons.comparisons
    old, new = (
        {node.eid: f"{node.heading or ''}\n{node.text}" for node in document.provisions}
        for document in comparisons.documents
    )
    shown = {
        after.eid: after for _, after in (line.places for line in table.lines) if after is not None
    }

    for match in (
        match
        for match in comparison.matches
        if match.right and any(side.level == "article" for side in match.right)
    ):
        parts = [side.eid for side in match.right if side.eid in shown]
        before = "\n".join(old[side.eid] for side in match.left if side.eid in old)
        seen = [seen_in((*shown[eid].heading, *BREAK, *shown[eid].text)) for eid in parts]
        formers = {former for eid in parts for former in shown[eid].formers}
        if len(match.left) <= 1 and len(match.right) <= 1 and not formers:
            for eid, one in zip(parts, seen, strict=True):
                check_redline(before, new[eid], one)
        elif parts:
            gone = Seen(gone="".join(seen_in(former.text).gone for former in formers))
            check_parts(before, [new[eid] for eid in parts], seen, gone)


@few
@given(revisions())
@example(TRANSFER)
@example(PARTED)
def test_many_versions_hide_nothing(revision):
    left, right = version("2019-01-01", revision[0]), version("2024-01-01", revision[1])
    comparisons = diff_all([left, right])
    check_table(comparisons, read_table(comparisons, PLAIN))
    for eid in (article.eid for article in right.articles):
        asked = follow(comparisons, 1, eid, "第一条")
        places = [
            place
            for line in read_table(asked, PLAIN).lines
            for place in line.places
            if place is not None
        ]
        texts = [
            text
            for place in places
            if not place.quiet
            for text in (place.text, *(former.text for former in place.formers))
        ]
        pieces = [piece for text in texts for piece in (*text, *BREAK)]
        check_page(formats.write(asked, "html", PLAIN), pieces)
        check_marks(asked, pieces)


@few
@given(revisions())
@example(TRANSFER)
@example(PARTED)
def test_a_part_of_an_article_through_many_versions_hides_nothing(revision):
    left, right = version("2019-01-01", revision[0]), version("2024-01-01", revision[1])
    comparisons = diff_all([left, right])
    old, new = ({node.eid: node.text for node in document.provisions} for document in (left, right))
    for paragraph in (node for node in right.provisions if node.level == "paragraph"):
        for line in read_table(follow(comparisons, 1, paragraph.eid, "第一款"), PLAIN).lines:
            before, after = line.places
            one = seen_in(after.text)
            if after.change in ("split", "merged", "regrouped"):
                assert follows(bare(one.kept), bare(new[after.eid]))
                assert not Counter(bare(new[after.eid])) - Counter(bare(one.kept + one.come))
            else:
                check_redline("" if before is None else old[before.eid], new[after.eid], one)


# A history


def check_history(history: History) -> None:
    """What the second version says is the redline from the first."""
    before, after = history.moments
    (clause,) = after.clauses
    shown = [seen_in(text.text) for text in rows_of(history)[-1].texts("zh")]
    old = "\n".join(one.text for one in before.clauses)
    if clause.kind in ("split", "regrouped"):
        assert follows(bare(shown[0].kept), bare(clause.text))
        assert not Counter(bare(clause.text)) - Counter(bare(shown[0].kept + shown[0].come))
    elif clause.kind != "unchanged":
        check_redline(old, clause.text, shown[0])


@few
@given(revisions())
@example(TRANSFER)
@example(PARTED)
def test_a_history_hides_nothing(revision):
    documents = [version("2019-01-01", revision[0]), version("2024-01-01", revision[1])]
    known = traced(*documents)
    for eid in [article.eid for article in documents[1].articles]:
        history = follow_clause(*known, 1, eid, "第一条")
        check_history(history)
        rows = rows_of(history)
        pieces = [
            piece
            for row in rows
            for text in row.texts("zh")
            for piece in (*text.heading, *text.text, *BREAK)
        ]
        check_page(formats.write(history, "html", PLAIN), pieces)
        check_marks(history, pieces)


@few
@given(revisions())
@example(PARTED)
def test_the_history_of_what_was_split_hides_nothing(revision):
    documents = [version("2019-01-01", revision[0]), version("2024-01-01", revision[1])]
    known = traced(*documents)
    for article in documents[0].articles:
        history = follow_clause(*known, 0, article.eid, "第一条")
        clauses = history.moments[1].clauses
        if clauses and all(clause.kind == "split" for clause in clauses):
            texts = rows_of(history)[-1].texts("zh")
            check_parts(
                article.text,
                [clause.text for clause in clauses],
                [seen_in(text.text) for text in texts],
            )
        elif not clauses:
            (gone,) = rows_of(history)[-1].texts("zh")
            assert seen_in(gone.text).gone == article.text


# A consolidation, and a chain of one step


def rows_in(form: str, data: bytes) -> list[tuple[Seen, Seen, bool]]:
    """The clauses of the table of items before and after, and whether a side holds several."""
    if form == "html":
        rows = [[row.find_class("left"), row.find_class("right")] for row in page(data).iter("tr")]
        pairs = [
            (left[0], right[0])
            for left, right in rows
            if left and right and "absent" not in left[0].get("class") + right[0].get("class")
        ]
        return [
            (
                in_html(left),
                in_html(right),
                any(len(side.find_class("provision")) > 1 for side in (left, right)),
            )
            for left, right in pairs
        ]
    tables = [table for table in docx.Document(io.BytesIO(data)).tables if len(table.columns) == 4]
    cells = [row.cells for table in tables for row in table.rows[1:]]
    pairs = [(before, after) for _, before, after, _ in cells if before._tc is not after._tc]
    return [
        (in_word(left), in_word(right), _several(left.text, right.text))
        for left, right in pairs
        if not _absent(left.text, right.text)
    ]


def _absent(*sides: str) -> bool:
    """True where a side says that there is no text, or is empty as beside 未修改任何条文."""
    return any(side.strip() in ("（新增）", "（删去）", "---", "") for side in sides)


def _several(*sides: str) -> bool:
    return any(
        len(re.findall(r"^第[一二三四五六七八九十]+条", side, re.MULTILINE)) > 1 for side in sides
    )


def whole_of(form: str, data: bytes) -> Seen:
    """All that a form shows."""
    if form == "html":
        return in_html(page(data).find("body"))
    tables = docx.Document(io.BytesIO(data)).tables
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return sum(map(in_word, cells), Seen())


def check_consolidation(form: str, data: bytes, result: Consolidation) -> None:
    """Both sides of a row leave the same text unmarked, and every changed word of the model is
    marked.
    """
    for left, right, several in rows_in(form, data):
        kept, same = bare(left.kept), bare(right.kept)
        assert Counter(kept) == Counter(same) if several else kept == same
    check_words(result, whole_of(form, data))


def check_words(result: Consolidation, seen: Seen) -> None:
    """Every changed word of the model is marked."""
    assert unmarked_words(explain(result).comparison, bare(seen.gone), bare(seen.come)) == []


def drafted(revision) -> Consolidation | None:
    """The decision that leads from one version to the other, carried out; None where nothing is to
    be decided.
    """
    left, right = version("2019-01-01", revision[0]), version("2024-01-01", revision[1])
    try:
        return draft_amendment(left, right).consolidation
    except NothingToAmendError:
        return None


@settings(few, max_examples=12)
@given(revisions())
@example(TRANSFER)
@example(PARTED)
def test_a_consolidation_hides_nothing(revision):
    result = drafted(revision)
    if result is None:
        return
    for form in ("html", "docx"):
        check_consolidation(form, formats.write(result, form, PLAIN), result)
    for room in ("page", "narrow"):
        check_words(result, marked(page_of(result, PLAIN), room))


@settings(few, max_examples=8)
@given(revisions())
@example(TRANSFER)
@example(PARTED)
def test_what_the_republished_text_has_otherwise_is_marked(revision):
    result = drafted(revision)
    if result is None:
        return
    compared = consolidate(
        result.base, result.decision, version("2024-01-01", [*revision[0][1:], revision[0][0]])
    )
    edits = [
        edit for one in compared.verification.differences for edit in one.edits if not edit.noise
    ]
    page_shown = page_of(compared, PLAIN)
    for seen in (
        *(whole_of(form, formats.write(compared, form, PLAIN)) for form in ("html", "docx")),
        marked(page_shown),
        marked(page_shown, "narrow"),
    ):
        words = [
            (edit.op, line)
            for edit in edits
            if edit.op != "equal"
            for line in map(bare, edit.text.split("\n"))
        ]
        assert all(line in bare(seen.gone if op == "delete" else seen.come) for op, line in words)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_chain_hides_nothing(form):
    result = drafted(TRANSFER)
    chain = consolidate_chain(result.base, [result.decision])
    check_consolidation(form, formats.write(chain, form, PLAIN), chain.steps[0].result)
    check_words(chain.steps[0].result, marked(page_of(chain, PLAIN)))


# Real pairs


def read_pairs(corpus: Path) -> Iterator[tuple[Document, Document]]:
    """Every fourth pair, among them light and thorough revisions; `make test-all` takes every
    one.
    """
    for path in some(sorted((corpus / "gold").glob("*.pair.json")), 4):
        told = json.loads(path.read_text(encoding="utf-8"))
        left, right = (corpus / "works" / told["work"] / told[key] for key in ("base", "after"))
        if left.exists() and right.exists():
            yield policydiff.load(left), policydiff.load(right)


@pytest.mark.corpus
def test_real_versions_hide_nothing(corpus):
    for left, right in read_pairs(corpus):
        comparisons = diff_all([left, right])
        table = read_table(comparisons, PLAIN)
        check_table(comparisons, table)
        places = [
            place
            for line in table.lines
            for place in line.places
            if place is not None and not place.quiet
        ]
        texts = [
            text
            for place in places
            for text in (place.heading, place.text, *(former.text for former in place.formers))
        ]
        pieces = [piece for text in texts for piece in (*text, *BREAK)]
        seen = in_html(page(formats.write(comparisons, "html", PLAIN)).get_element_by_id("matrix"))
        assert bare(seen.gone) == bare(seen_in(pieces).gone)
        assert bare(seen.come) == bare(seen_in(pieces).come)


@pytest.mark.corpus
@pytest.mark.slow
def test_real_histories_hide_nothing(corpus):
    for left, right in read_pairs(corpus):
        known = traced(left, right)
        for article in right.articles:
            check_history(follow_clause(*known, 1, article.eid, "第一条"))


@pytest.mark.corpus
@pytest.mark.parametrize("form", ["html", pytest.param("docx", marks=pytest.mark.slow)])
def test_real_decisions_hide_nothing(corpus, form):
    for path in some(sorted((corpus / "gold").glob("*.triple.json")), 3):
        told = json.loads(path.read_text(encoding="utf-8"))
        base, decision = (
            policydiff.load(corpus / "works" / told["work"] / told[key])
            for key in ("base", "decision")
        )
        result = policydiff.consolidate(base, decision)
        check_consolidation(form, formats.write(result, form, PLAIN), result)
        for room in ("page", "narrow"):
            check_words(result, marked(page_of(result, PLAIN), room))
