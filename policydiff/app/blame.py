"""blame: the version that introduced the words of each clause."""

from __future__ import annotations

from dataclasses import replace

from policydiff.app.history import trace
from policydiff.app.session import Session
from policydiff.app.show import UnfollowedError, find_provision
from policydiff.diffing import blame as diffing
from policydiff.model.blame import Blame


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
