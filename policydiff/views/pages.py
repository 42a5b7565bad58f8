"""The page of any value that a person is shown, by the family of the value."""

from __future__ import annotations

from functools import singledispatch

from policydiff.model.blame import Blame
from policydiff.model.chain import Chain
from policydiff.model.comparisons import Comparisons
from policydiff.model.consolidation import Consolidation
from policydiff.model.history import History
from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Relation
from policydiff.views.blame_page import blame_page
from policydiff.views.chain_page import chain_page
from policydiff.views.comparison import ComparisonView
from policydiff.views.comparison_page import comparison_page
from policydiff.views.consolidation_page import consolidation_page
from policydiff.views.history_page import history_page
from policydiff.views.index import Overview
from policydiff.views.index_page import index_page
from policydiff.views.many_page import many_page
from policydiff.views.page import Page
from policydiff.views.relation_page import relation_page


@singledispatch
def page_of(shown: object, options: ReportOptions) -> Page:
    """The page of a value. Raises `TypeError` for what has none."""
    del options
    message = f"there is no page of a {type(shown).__name__}"
    raise TypeError(message)


page_of.register(ComparisonView, comparison_page)
page_of.register(Comparisons, many_page)
page_of.register(Relation, relation_page)
page_of.register(History, history_page)
page_of.register(Blame, blame_page)
page_of.register(Consolidation, consolidation_page)
page_of.register(Chain, chain_page)
page_of.register(Overview, index_page)
