"""blame: the version that introduced the words of each clause."""

from __future__ import annotations

from dataclasses import replace

from policydiff.comparing.engine.align.units import read_units
from policydiff.model.document import Document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.origins import Blame
from policydiff.tracing.actions.history import trace
from policydiff.tracing.engine import blame as diffing
from policydiff.works.session import Session
from policydiff.works.show import UnfollowedError, find_provision


def blame(operand: str, session: Session) -> Blame:
    """The version that introduced each word of a version, or of one provision.

    Raises `NoSuchProvisionError`, `UnfollowedError` and what `trace` raises.
    """
    traced = trace(operand, session)
    provision = traced.name.provision
    eid = None if provision is None else find_provision(traced.document, provision).eid
    found = diffing.blame(traced.documents, traced.lineage, traced.version, eid)
    if provision is not None and not found.parts:
        raise UnfollowedError(provision)
    return replace(
        found,
        provision=provision,
        remarks=(*traced.notes, *found.remarks),
        presumed=traced.presumed,
    )


def has_origin(document: Document, eid: str) -> bool:
    """True for a part whose words `blame` follows.

    It follows neither chapters and attachments as a whole nor what stands around the text.
    """
    return any(
        unit.eid == eid
        and unit.zone not in diffing.AROUND
        and unit.level not in CONTAINERS
        and unit.level != "attachment"
        for unit in read_units(document)
    )
