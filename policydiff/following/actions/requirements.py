"""The requirements of changed works beside one's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.citing.actions.cited_texts import numbering
from policydiff.errors import PolicyDiffError
from policydiff.following.actions.changes import ChangedTexts
from policydiff.following.actions.judgements import EffectOn
from policydiff.following.engine.affected import AffectedPlace, ListedText, UnansweredDuty
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.relating.actions.relate import relate
from policydiff.relating.engine.relation import Relation
from policydiff.relating.engine.requirements.clauses import bearers_of, read_clauses

MOST_CLAUSES = 3
"""So many clauses of one rule are named for a requirement."""

Rule = tuple[ListedText, Document]
"""A rule of one's own, with its facts as a row."""


class Requirements:
    """The requirements of one changed work beside rules."""

    def __init__(
        self, changed: ChangedTexts, rules: Sequence[Rule], unread: list[tuple[str, str]]
    ) -> None:
        """`unread` gets the rules of which no article was recognised."""
        self._changed = changed
        self._rules = rules
        self._unread = unread

    def places(self, effect_on: EffectOn) -> Iterator[tuple[ListedText, AffectedPlace]]:
        """The clauses of the rules that correspond to a provision which changed."""
        change = self._changed.change
        if change.before is None:
            return
        before = self._changed.index().document
        for rule, relation in self._related(before):
            index = index_document(rule[1])
            for link in relation.links:
                effect = effect_on(self._changed, change.before, link.left.eid)
                if effect is None or effect.effects == ("unchanged",):
                    continue
                yield (
                    rule[0],
                    AffectedPlace(
                        connection="answers",
                        work=self._changed.uri,
                        effect=effect,
                        eid=link.right.eid,
                        number=numbering(index, link.right.eid) or link.right.num or "",
                        words=index.by_eid[link.right.eid].text,
                        cited=numbering(self._changed.index(), link.left.eid),
                        meant=before.version_date,
                    ),
                )

    def unanswered(self) -> Iterator[UnansweredDuty]:
        """The new and changed articles that bind enterprises and that no rule covers."""
        change = self._changed.change
        if change.before is None or change.after is None:
            return
        outcomes = self._changed.cited.outcomes(change.before, change.after)
        after = outcomes.comparison.right
        came = {
            side.eid: not match.left
            for match in outcomes.comparison.matches
            if match.kind != "unchanged" and not match.explained
            for side in match.right
        }
        wanted = [
            article
            for article in after.articles
            if article.eid in came
            and bearers_of(article.text, read_clauses(article.text)) == "enterprises"
        ]
        answered = {
            one.left
            for _, relation in self._related(after)
            for one in relation.coverage
            if one.status != "none"
        }
        index = index_document(after)
        for article in wanted:
            if article.eid not in answered:
                yield UnansweredDuty(
                    work=self._changed.uri,
                    eid=article.eid,
                    number=numbering(index, article.eid),
                    text=article.text,
                    added=came[article.eid],
                )

    def _related(self, law: Document) -> Iterator[tuple[Rule, Relation]]:
        for rule in self._rules:
            try:
                yield rule, relate(law, [rule[1]], limit=MOST_CLAUSES)
            except PolicyDiffError as error:
                fault = (rule[0].file or rule[0].title, str(error.message))
                self._unread += [] if fault in self._unread else [fault]
