"""The tools for assistants: read-only questions about stored works."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal, TypeVar

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from policydiff.amending import tool as decisions
from policydiff.citing import tool as citations
from policydiff.errors import PolicyDiffError
from policydiff.library.tools import library, reading
from policydiff.locale import Language
from policydiff.mcp.answers import (
    MOST_ROWS,
    Answer,
    Findings,
    QuotedRow,
    answer_failure,
    answer_page,
    refusal,
)
from policydiff.searching import tool as searching
from policydiff.searching.engine.hits import SearchOptions
from policydiff.tracing import tool as changes
from policydiff.works.session import OpenLibrary, Session

Row = TypeVar("Row", bound=QuotedRow)

REMEMBERED = 4
"""Answers whose further pages need not be computed again."""

Work = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        description="A stored work: its title, short title, alias, slug or URI, as find_work gives it.",
    ),
]
Version = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        description=(
            "A stored version: WORK (the newest stored one), WORK@2023-12-29 (exactly that version)"
            " or WORK@@2021-03-15 (the one in force on that day). WORK is a title, short title,"
            " alias, slug or URI. It is never a file."
        ),
    ),
]
Provision = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="A citation, such as 第十八条第二款, 一（一） or 附件一第二条, or an eId, such as art_18.",
    ),
]
Cursor = Annotated[
    str | None,
    Field(
        max_length=40,
        description="next_cursor of the page before, with the other arguments unchanged.",
    ),
]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description="Rows of a page, at most.")]


@dataclass(slots=True)
class Tools:
    """The tools on one repository, one call at a time."""

    opened: OpenLibrary
    language: Language
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _found: dict[str, Findings[Any]] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """The session with its repository open. Raises `LibraryGoneError`."""
        return self.opened.session()

    def find_work(
        self,
        *,
        name: Annotated[
            str | None, Field(max_length=300, description="Words of a title; none lists all works.")
        ] = None,
        kind: Annotated[
            str | None,
            Field(
                max_length=40, description="Only this kind: law, regulation, opinion, decision …"
            ),
        ] = None,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> Answer[library.WorkRow]:
        """Find stored works by title, short title, abbreviation, alias, slug or URI.

        Use it first, to learn under which name a law, regulation or policy document is stored, and
        if it is stored at all. Not for words inside the text: that is search_text. "not found"
        means that the library does not hold it, not that there is no such law.
        """
        return self._answer(
            ("find_work", name, kind),
            cursor,
            limit,
            lambda: library.list_found_works(self.session, name, kind),
        )

    def list_versions(
        self, *, work: Work, cursor: Cursor = None, limit: Limit = 20
    ) -> Answer[library.VersionRow]:
        """List the stored versions of a work, the newest first, with their dates.

        Use it to choose a version, or to see which amendments are stored. Not for the text
        (read_provision) nor for what changed (compare_versions, follow_clause). The newest stored
        version need not be the one in force today: look at in_force, and at the notes.
        """
        return self._answer(
            ("list_versions", work),
            cursor,
            limit,
            lambda: library.list_all_versions(self.session, work),
        )

    def read_version(
        self, *, version: Version, cursor: Cursor = None, limit: Limit = 20
    ) -> Answer[reading.OutlineRow]:
        """Read the outline of a version: its chapters with their articles.

        Use it to find the place of a subject in a text. Not for the words of the law: it gives no
        whole article. read_provision reads a part that it lists.
        """
        return self._answer(
            ("read_version", version),
            cursor,
            limit,
            lambda: reading.read_outline(self.session, version),
        )

    def read_provision(
        self,
        *,
        version: Version,
        provision: Annotated[
            Provision | None, Field(description="The part to read; none reads the whole text.")
        ] = None,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> Answer[reading.TextRow]:
        """Read the exact text of a provision, a chapter or a whole version.

        Use it before quoting. With WORK@@DAY it gives what was in force on that day; where that is
        presumed, each possible text has a row. Not for what changed over time: follow_clause gives
        the old and the new text of every change in one call.
        """
        return self._answer(
            ("read_provision", version, provision),
            cursor,
            limit,
            lambda: reading.read_text(self.session, version, provision),
        )

    def search_text(  # noqa: PLR0913 - each is a choice of the assistant
        self,
        *,
        query: Annotated[
            str,
            Field(
                min_length=1,
                max_length=1000,
                description='Words with AND, OR, NOT and parentheses, "…" as it stands: 数据 AND 出境.',
            ),
        ],
        work: Annotated[Work | None, Field(description="Only in this work.")] = None,
        kind: Annotated[
            str | None, Field(max_length=40, description="Only this kind: law, regulation …")
        ] = None,
        on: Annotated[
            str | None, Field(max_length=10, description="Only versions in force on YYYY-MM-DD.")
        ] = None,
        newest: Annotated[bool, Field(description="Only the newest version of each work.")] = True,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> Answer[searching.HitRow]:
        """Search the words of all stored texts.

        A hit is an article, or a block outside of articles. Use it for a subject whose law is not
        named. Matching is exact, without synonyms: try other words before saying that there is nothing. Not for a title (find_work), nor for a known
        provision (read_provision): a hit has a snippet, no whole article. The first search of a
        library of thousands of laws may take half a minute.
        """
        options = SearchOptions(
            works=() if work is None else (work,),
            kinds=() if kind is None else (kind,),
            on=on,
            newest=newest,
            limit=limit,
            after=cursor,
        )
        return self._guarded(lambda: searching.search_page(self.session, query, options))

    def compare_versions(
        self,
        *,
        old: Version,
        new: Version,
        whole: Annotated[
            bool,
            Field(description="Also list changes of nothing but numbers and citations of numbers."),
        ] = False,
        cursor: Cursor = None,
        limit: Limit = 10,
    ) -> Answer[changes.ChangeRow]:
        """Compare two stored versions, or two works, clause by clause.

        Each row has the old and the new text, so that nothing must be read again. Not for one
        clause through many versions: that is follow_clause. Read all pages before saying that a
        clause did not change.
        """
        return self._answer(
            ("compare_versions", old, new, whole),
            cursor,
            limit,
            lambda: changes.compare(self.session, old, new, whole=whole),
        )

    def follow_clause(
        self, *, version: Version, provision: Provision, cursor: Cursor = None, limit: Limit = 20
    ) -> Answer[changes.ClauseRow]:
        """Follow one clause through all stored versions, also where its number changed.

        Each change has the old and the new text and the act that made it. Without a date the
        provision is the one of that number in the newest version that has it. Not for whole texts:
        that is compare_versions. Versions that are not stored are not in it.
        """
        return self._answer(
            ("follow_clause", version, provision),
            cursor,
            limit,
            lambda: changes.follow(self.session, version, provision),
        )

    def read_decision(
        self, *, decision: Version, cursor: Cursor = None, limit: Limit = 20
    ) -> Answer[decisions.OperationRow]:
        """Read what a stored amending decision (修改决定, 修正案) orders, one operation a row.

        Use it to see what a decision did to which article. Not for the amended text: compare the
        versions before and after. Rows with status "unparsed" were not understood; their words are
        given, and must be read.
        """
        return self._answer(
            ("read_decision", decision),
            cursor,
            limit,
            lambda: decisions.read_operations(self.session, decision),
        )

    def find_citations(
        self,
        *,
        version: Version,
        provision: Annotated[
            Provision | None, Field(description='The cited provision; only with direction "to".')
        ] = None,
        direction: Annotated[
            Literal["to", "from"],
            Field(description='"to": who cites it. "from": what its text cites.'),
        ] = "to",
        only_outdated: Annotated[
            bool, Field(description="Only citations of what was changed or replaced since.")
        ] = False,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> Answer[citations.CitationRow]:
        """Find which stored texts cite a work or a provision, or what one text cites.

        Each row has the version that is meant, and what became of the cited provision. Only the
        newest version of each citing work is read. Not for a subject that is named without a
        citation: that is search_text.
        """
        return self._answer(
            ("find_citations", version, provision, direction, only_outdated),
            cursor,
            limit,
            lambda: citations.find(
                self.session,
                version,
                provision,
                direction=direction,
                only_outdated=only_outdated,
            ),
        )

    def relate_opinion(
        self,
        *,
        opinion: Version,
        laws: Annotated[
            list[Version],
            Field(min_length=1, max_length=decisions.MOST_LAWS, description="The laws to look in."),
        ],
        item: Annotated[
            Provision | None, Field(description="Only this item of the opinion.")
        ] = None,
        cursor: Cursor = None,
        limit: Limit = 10,
    ) -> Answer[decisions.ItemRow]:
        """Find the articles of laws that answer each item of an opinion (意见).

        The articles and scores are computed from the words of the texts: candidates to read, no
        legal judgement, unless a reviewer is named. Not for two versions of one work: that is
        compare_versions. It may take some seconds for each law.
        """
        return self._answer(
            ("relate_opinion", opinion, laws, item),
            cursor,
            limit,
            lambda: decisions.relate_items(self.session, opinion, laws, item),
        )

    def _answer(
        self,
        asked: tuple[object, ...],
        cursor: str | None,
        limit: int,
        find: Callable[[], Findings[Row]],
    ) -> Answer[Row]:
        """One page of an answer. Raises `ToolError` for a question that makes no sense."""

        def page() -> Answer[Row]:
            request = json.dumps([*asked, self.session.store().tip])
            found = self._findings(request, find)
            unread = self.session.store().catalogue().unread()
            found = replace(
                found, unread=found.unread or bool(unread), notes=(*found.notes, *unread)
            )
            return answer_page(found, self.language, request=request, cursor=cursor, limit=limit)

        return self._guarded(page)

    def _guarded(self, page: Callable[[], Answer[Row]]) -> Answer[Row]:
        """The page, or the answer where it failed. Raises `ToolError`."""
        with self._lock:
            try:
                try:
                    return page()
                except (PolicyDiffError, OSError):
                    self.opened.session()  # where it is gone, that is the reason
                    raise
            except (PolicyDiffError, OSError) as error:
                failure = answer_failure(error, self.language)
                if failure is None and isinstance(error, PolicyDiffError):
                    raise ToolError(refusal(error.message, self.language)) from error
                if failure is None:
                    raise
                return failure

    def _findings(self, request: str, find: Callable[[], Findings[Row]]) -> Findings[Row]:
        """The rows of a question, from memory for its further pages."""
        found = self._found.pop(request, None) or find()
        self._found[request] = found
        while len(self._found) > REMEMBERED:
            self._found.pop(next(iter(self._found)))
        return found
