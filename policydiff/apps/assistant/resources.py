"""Stored texts as resources: ``law://WORK/DAY#eId``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from urllib.parse import quote, unquote

from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import Resource, ResourceTemplate

from policydiff.apps.assistant.tools import Tools
from policydiff.errors import PolicyDiffError
from policydiff.mcp.answers import MOST_ROWS, cited_line, refusal, sentence
from policydiff.messages import Message
from policydiff.web.addresses import works_at

MOST = 200
"""So many works are listed; all others are read by their names."""

LONGEST = 200_000
"""Characters of a text after which it is cut."""

PLAIN = "text/plain"

_ADDRESS = re.compile(r"law://(?P<work>[^/#?]+)(?:/(?P<day>[^/#?]*))?(?:#(?P<eid>.+))?")
"""For example: law://lifafa/2023-03-13#art_5"""

TEMPLATE = ResourceTemplate(
    name="law",
    title="A stored text",
    uri_template="law://{work}/{day}{#eid}",
    description=(
        "WORK is a title, alias or slug. DAY is the date of a version, @@ and a day for the one in"
        " force then, or empty for the newest. eId (art_18) or a citation (第十八条) is one part."
    ),
    mime_type=PLAIN,
)


@dataclass(frozen=True, slots=True)
class LawResources:
    """The stored texts by their addresses."""

    tools: Tools

    def listed(self) -> list[Resource]:
        """The works of the library, each in its newest version."""
        catalogue = self.tools.session.store().catalogue()
        works = sorted(catalogue, key=lambda work: (work.title, work.folder))
        return [
            Resource(
                uri=f"law://{quote(catalogue.address(work), safe='~')}/",
                name=work.title,
                mime_type=PLAIN,
            )
            for work in works[:MOST]
        ]

    def read(self, address: str) -> str:
        """A text, with remarks, citation and address before it.

        Raises `ResourceNotFoundError`, and `ResourceError` where the library could not be read.
        """
        found = _ADDRESS.fullmatch(address)
        if found is None:
            wrong = Message(
                "{address}: a resource is law://WORK/DAY#eId, with an empty DAY for the newest version",
                address=address,
            )
            raise ResourceNotFoundError(sentence(wrong, self.tools.language))
        work, day, eid = (unquote(found[name] or "") for name in ("work", "day", "eid"))
        try:
            works = works_at(self.tools.session.store().catalogue(), work)
            name = works[0].uri if len(works) == 1 else work
            version = f"{name}{day}" if day.startswith("@@") else f"{name}@{day}" if day else name
            return "".join(self._parts(version, eid or None)).strip("\n") + "\n"
        except PolicyDiffError as error:
            raise ResourceError(refusal(error.message, self.tools.language)) from error
        except ToolError as error:
            raise ResourceError(str(error)) from error

    def _parts(self, version: str, provision: str | None) -> Iterator[str]:
        """The remarks, and each text in force with its citation before it."""
        cursor, size = None, 0
        while True:
            page = self.tools.read_provision(
                version=version, provision=provision, cursor=cursor, limit=MOST_ROWS
            )
            if page.status != "found":
                missing = page.status == "not found"
                raise (ResourceNotFoundError if missing else ResourceError)(page.reason or "")
            yield from () if cursor else (f"※ {note}\n" for note in page.notes)
            for row in page.rows:
                if row.begin == 0:
                    yield f"\n{cited_line(asdict(row))}\n({row.quoted})\n\n"
                yield row.text or ""
                size += len(row.text or "")
                if row.end == row.characters:
                    yield "\n"
            cursor = page.next_cursor
            if cursor is None:
                return
            if size > LONGEST:
                yield sentence(_CUT, self.tools.language)
                return


_CUT = Message("… the text goes on: read it part by part, law://WORK/DAY#eId")
