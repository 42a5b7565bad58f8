"""Comparisons, histories, citations, decisions and relations for the JSON API."""

from __future__ import annotations

from policydiff.amending.actions import consolidate as consolidating
from policydiff.amending.actions.decisions import decisions_to_dict, list_decisions
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.apps.site.api.calls import ApiCall, Data
from policydiff.checking.actions.check_return import ReturnOptions, check_return
from policydiff.checking.actions.check_table import check_table
from policydiff.citing.actions import cites as citing
from policydiff.comparing.actions.diff import DiffOptions, diff, diff_all
from policydiff.errors import InputError, UsageError
from policydiff.messages import Message
from policydiff.relating.actions.relate import RelateOptions, relate_operands
from policydiff.relating.actions.reviews import relations_to_dict
from policydiff.searching.actions import search as searching
from policydiff.searching.engine.hits import SearchOptions
from policydiff.store.records.relations import StoredReview
from policydiff.tracing.actions import history as following
from policydiff.works.resolve import whole_document


def compare(call: ApiCall) -> Data:
    """The changes from one version to another."""
    options = DiffOptions(granularity=call["granularity"], show_noise=call["show_noise"])
    found = diff(call["left"], call["right"], call.session, options)
    return found.comparison.to_dict()


def compare_texts(call: ApiCall) -> Data:
    """The changes from one text to another that came with the call."""
    values = {**call.values, "left": call["former"], "right": call["latter"]}
    return compare(ApiCall(session=call.session, values=values))


def check_returned(call: ApiCall) -> Data:
    """The changes of a returned draft that leave no trace."""
    options = ReturnOptions(strict=call["strict"])
    return check_return(call["sent"], call["returned"], call.session, options).check.to_dict()


def check_somebodys_table(call: ApiCall) -> Data:
    """The faults of a comparison table against its two texts."""
    return check_table(call["table"], call["old"], call["new"], call.session).check.to_dict()


def check_citations(call: ApiCall) -> Data:
    """The citations in a text that came with the call, checked."""
    question = citing.Question(source=call["file"], written=call["written"], on=call["on"])
    return citing.cites(question, call.session).to_dict()


def compare_many(call: ApiCall) -> Data:
    """The changes of several versions, each from the one before."""
    if len(call["text"]) < 2:
        raise UsageError(Message("name two texts to compare, or more"))
    found = diff_all(call["text"], call.session, DiffOptions(provision=call["provision"]))
    return found.comparisons.to_dict()


def history(call: ApiCall) -> Data:
    """A clause through all versions of its work."""
    return following.history(call["name"], call.session).to_dict()


def blame(call: ApiCall) -> Data:
    """The version that introduced each word."""
    return following.blame(call["name"], call.session).to_dict()


def citations(call: ApiCall) -> Data:
    """The citations of a work or provision, or those in a text."""
    question = citing.Question(
        cited=call["cited"],
        source=call["from"],
        dangling=call["dangling"],
        outdated=call["outdated"],
        decisions=call["decisions"],
        internal=call["internal"],
        every_version=call["every_version"],
    )
    return citing.cites(question, call.session).to_dict()


def decisions(call: ApiCall) -> Data:
    """The stored amending decisions, with the works that they amend."""
    return decisions_to_dict(list_decisions(call.session.store()))


def instructions(call: ApiCall) -> Data:
    """The operations that an amending decision orders."""
    return read_instructions(whole_document(call["decision"], call.session).document).to_dict()


def consolidation(call: ApiCall) -> Data:
    """The text to which a stored decision leads, checked against the republished one."""
    found = consolidating.consolidate(
        call["base"], call["decision"], call.session, against=call["against"]
    )
    return found.result.to_dict()


def search(call: ApiCall) -> Data:
    """The provisions of all stored versions in which words stand."""
    options = SearchOptions(
        works=call["work"],
        kinds=call["kind"],
        authorities=call["authority"],
        on=call["on"],
        newest=call["newest"],
        limit=call["limit"],
        after=call["cursor"],
    )
    return searching.search(call["q"], call.session, options).to_dict()


def relation(call: ApiCall) -> Data:
    """The articles of laws that correspond to those of an opinion, with coverage."""
    options = RelateOptions(
        limit=call["most"],
        after=call["after"],
        items=call["item"],
        only_uncovered=call["only_uncovered"],
        no_reviews=call["no_reviews"],
    )
    found = relate_operands(call["opinion"], call["law"], call.session, options)
    return found.relation.to_dict()


def relations(call: ApiCall) -> Data:
    """The pairs of works of which people judged links.

    Raises what is wrong with a file of judgements.
    """
    found = call.session.store().every_review()
    for one in found:
        if isinstance(one, InputError):
            raise one
    return relations_to_dict(one.review for one in found if isinstance(one, StoredReview))
