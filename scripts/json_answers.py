"""The answers, and the shapes in them that no class has.

A line of `SHAPES` has the keys of an object: each is a text, or of the type behind its colon; `*`
are several, `~` may be null, `?` may be absent, `+` adds the keys of another shape or class.
"""

from __future__ import annotations

from typing import Any

from policydiff.amending.actions.decisions import StoredDecision
from policydiff.amending.engine.chain import Chain
from policydiff.amending.engine.drafted import DraftedAmendment
from policydiff.amending.engine.operations import Consolidation, Instructions
from policydiff.amending.report.works import DecisionWorks
from policydiff.checking.engine.return_check import ReturnCheck
from policydiff.checking.engine.table_check import TableCheck
from policydiff.comparing.engine.check_record import Attribution
from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.report.brief.contracts import ClauseGroup
from policydiff.comparing.report.comment_table import CommentTable
from policydiff.comparing.report.index.index import IndexText, Remark, ReportFile
from policydiff.comparing.report.record.checked import CheckedSide
from policydiff.following.actions.sync import SyncResult
from policydiff.following.engine.affected import Affected
from policydiff.following.engine.digest import Digest
from policydiff.following.report.inventory import InventoryView
from policydiff.library.actions.list_works import Listed
from policydiff.library.actions.log import WorkLog
from policydiff.model.cited import Citations
from policydiff.model.comparison import Comparison, Summary
from policydiff.model.document import Document
from policydiff.model.history import History
from policydiff.model.origins import Blame
from policydiff.model.source import Problem
from policydiff.model.version import Computed
from policydiff.model.work_life import WorkStatus
from policydiff.relating.actions.instruments import NamedInstruments
from policydiff.relating.engine.relation import Relation
from policydiff.relating.engine.requirements.clauses import Bearers
from policydiff.relating.engine.requirements.findings import GapFinding
from policydiff.searching.engine.hits import SearchResult
from policydiff.store.git.history import LogEntry
from policydiff.store.records.followed import FollowedWork, StoredSource
from policydiff.text.lint.flaw import Flaw
from policydiff.tracing.engine.applicable import Applicable
from policydiff.works.version_status import VersionStatus

SHAPES = {
    "Written": "match:int type? basis? reason?",
    "WithReasons": "reasons:Written*?",
    "WithGroups": "groups:ClauseGroup*?",
    "ShownStatus": "text:VersionStatus* work:WorkStatus",
    "PossibleVersion": "date~ text~",
    "AsShown": "presumed:bool? url? cited_as? status:ShownStatus? candidates:PossibleVersion*?",
    "Run": "text version",
    "Sentence": "version first runs:Run* instructions*",
    "Passage": "eid level version sentences:Sentence*",
    "Part": "eid wid~ num~ level heading~ came passages:Passage*",
    "WithParts": "parts:Part*",
    "LeftOutDecision": "name citations:int",
    "LeftOut": "citations:int decisions:LeftOutDecision*",
    "WithCounts": "counts:object left_out:LeftOut",
    "ArticleName": "eid num~",
    "CheckedRow": "match:int category left:ArticleName* right:ArticleName* seen:Attribution~ type basis"
    " reason written:Attribution~ others:OtherMark*?",
    "OtherMark": "by at words:MarkWords",
    "MarkWords": "seen? reason? basis? type?",
    "CheckedPair": "left* right* apart:bool stated:Attribution~",
    "UnplacedWords": "left* right* type? basis? reason?",
    "CheckCount": "rows:int seen:int",
    "CheckRecord": "left:Document+CheckedSide right:Document+CheckedSide summary:CheckCount"
    " rows:CheckedRow* pairs:CheckedPair* unplaced:UnplacedWords*",
    "IndexPair": "left:int right:int changed:bool~ summary:Summary~ findings:int files:ReportFile*"
    " failures*",
    "IndexedWork": "title kind status:WorkStatus~ versions:IndexText* pairs:IndexPair* remarks:Remark*",
    "IndexPage": "file sha256",
    "ReportIndex": "page:IndexPage formats* works:IndexedWork* unread:Remark*",
    "LawCommit": "date~ title subject work version origin? computed:Computed? ends* path id",
    "Timeline": "ref tip kept:int unread*? commits:LawCommit*",
    "WithCitation": "citation~",
    "Lint": "document:Document findings:Flaw+WithCitation* problems:Problem*?",
    "WithUrl": "url",
    "Changes": "changes:LogEntry+WithUrl*",
    "Works": "works:Listed* unread*?",
    "Decisions": "decisions:StoredDecision*",
    "WorkTitle": "uri~ title",
    "RelatedWorks": "left:WorkTitle right:WorkTitle reviewers* links:int measures:int",
    "Relations": "relations:RelatedWorks*",
    "StatedGap": "left right reviewer fulfilment~ gap~ remedy~ department~ deadline~ stale:bool",
    "Requirement": "left binds:Bearers",
    "WithRequirements": "requirements:Requirement*? findings:GapFinding*?",
    "ServedFile": "document_number~ authority~ source_sha256~ url",
    "ServedProvision": "eid~ url level citation cited_as parent~ text sha256",
    "Provisions": "version:Document+ServedFile provisions:ServedProvision*",
    "OneProvision": "version:Document+ServedFile provision:ServedProvision csl:object node:object notes*",
    "Following": "works:FollowedWork* sources:StoredSource*",
    "Refusal": "status:int exit_code:int message details*",
}

TYPES: dict[str, Any] = {"int": int, "bool": bool, "object": Any, "Bearers": Bearers} | {
    kind.__name__: kind
    for kind in (
        *(Attribution, CheckedSide, ClauseGroup, Computed, Document, Flaw, GapFinding, IndexText),
        *(Listed, LogEntry, Problem, Remark, ReportFile, StoredDecision, Summary, VersionStatus),
        *(FollowedWork, StoredSource, WorkStatus),
    )
}
"""The types that shapes name."""

ANSWERS: dict[str, tuple[Any, ...]] = {
    "status": ("The status of a work and of a text", WorkStatus),
    "comparison": ("A comparison of two documents", Comparison, "WithReasons", "WithGroups"),
    "instructions": ("The operations of an amending decision", Instructions),
    "consolidation": ("An amending decision carried out", Consolidation),
    "consolidation-chain": ("Amending decisions carried out one after another", Chain),
    "consolidation-works": ("A decision carried out on every work that it names", DecisionWorks),
    "drafted-amendment": ("A drafted amendment", DraftedAmendment),
    "document": ("A document", Document, "whole document", "AsShown"),
    "comparisons": ("Comparisons of three and more documents", Comparisons),
    "versions": ("The versions of a work", WorkLog),
    "changes": ("What was done in a library", "Changes"),
    "sync": ("What came of the sources of texts", SyncResult),
    "following": ("The works that are followed", "Following"),
    "history": ("History of a clause", History),
    "blame": ("Origin of words", Blame, "WithParts"),
    "applicable": ("A clause on the days of an act", Applicable),
    "citations": ("Citations across the works of a repository", Citations, "WithCounts"),
    "affected": ("What rests on changes", Affected),
    "digest": ("The news of a library", Digest),
    "inventory": ("Texts to be cleaned up after changes", InventoryView),
    "search": ("Hits of a full-text search", SearchResult),
    "table-check": ("A check of a comparison table", TableCheck),
    "return-check": ("A check of a returned draft", ReturnCheck),
    "lint": ("What a check of the drafting of one document found", "Lint"),
    "check-record": ("The record of checking a comparison", "CheckRecord"),
    "comments": ("Comments on a draft beside what became of its clauses", CommentTable),
    "report-index": ("What a folder of reports holds: index.json beside index.html", "ReportIndex"),
    "timeline": (
        "The law's own history as a branch of git: one commit for each stored version",
        "Timeline",
    ),
    "work": ("A work", Listed),
    "works": ("The works of the library", "Works"),
    "decisions": ("The stored amending decisions", "Decisions"),
    "relation": ("A relation of one document to others", Relation, "WithRequirements"),
    "relations": ("The pairs of works of which people judged links", "Relations"),
    "instruments": (
        "The laws, regulations and plans that a document names, with what became of each",
        NamedInstruments,
    ),
    "provisions": ("The provisions of a version", "Provisions"),
    "provision": ("A provision with its facts", "OneProvision"),
    "error": ("A refusal", "Refusal"),
}
"""The answers by the names of their schemas: a title, a class, the name of its line, more shapes.

A value that stands in several answers is described in the first.
"""

HEADLESS = "status"
"""The one that is only a part of answers."""
