"""The server of the library for assistants, over standard input and output."""

from __future__ import annotations

from inspect import getdoc

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations

from policydiff.apps.assistant.tools import Tools
from policydiff.system import ending_at_once
from policydiff.works.session import Session

INSTRUCTIONS = """\
A library of Chinese laws and policy documents on the user's own machine, each with its versions.
Nothing but what is stored is known here: "not found" is about the library, not about the law.
Every row names its version, document number, days of promulgation and of entry into force (with
the ground for it), and the SHA-256 of its source. Quote only what rows contain, and name version
and provision with it. A null date is unknown: do not fill it in. "presumed": true means that
another text may have been in force; "compiled_from" marks a text that no authority published; say
so. "unavailable" means that the library could not be searched wholly: nothing follows from it.
"""

READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def make_server(session: Session) -> MCPServer[None]:
    """The server on the repository of a session, which names no files."""
    tools = Tools(session)
    server: MCPServer[None] = MCPServer(
        "policydiff",
        title="policydiff",
        instructions=INSTRUCTIONS,
        log_level="ERROR",
        subscriptions=False,
    )
    for tool in (
        tools.find_work,
        tools.list_versions,
        tools.read_version,
        tools.read_provision,
        tools.search_text,
        tools.compare_versions,
        tools.follow_clause,
        tools.read_decision,
        tools.find_citations,
        tools.relate_opinion,
    ):
        server.add_tool(tool, description=getdoc(tool), annotations=READ_ONLY)
    return server


def serve(session: Session) -> None:
    """Answer on standard input and output until the input ends, or a signal comes.

    No signal would end a process in order that waits for its input.
    """
    with ending_at_once(interrupts=True):
        make_server(session).run("stdio")
