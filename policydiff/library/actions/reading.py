"""reading: a stored version with the facts that a reader needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from policydiff.citing.actions.citing import MentionedWork, mentioned_works
from policydiff.library.report.extract_page import Extract
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import version_facts
from policydiff.model.index import index_document
from policydiff.model.lineage import LineageStep
from policydiff.model.names import UNDATED
from policydiff.model.version_names import Called, called, distinct
from policydiff.model.work_life import WorkStatus
from policydiff.report.citations import called as called_provision
from policydiff.report.citations import cite_version
from policydiff.store.records.versions import DamagedVersionError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.handbook import CitedAct
from policydiff.works.life import WorkLives
from policydiff.works.lineage import step_to
from policydiff.works.show import act_of, as_text, find_provision
from policydiff.works.version_status import VersionStatus, version_status

VersionStep = tuple[VersionRecord, Document, LineageStep]
"""The version before one, its document, and the step from it."""


@dataclass(frozen=True, kw_only=True)
class VersionReading:
    """A version of a work that is read on a day (ISO); its facts are computed once."""

    store: Repository
    work: WorkRecord
    version: VersionRecord
    document: Document
    day: str

    @cached_property
    def lives(self) -> WorkLives:
        """The lives of the works, for the text and for the work."""
        return WorkLives.at_present(self.store)

    @cached_property
    def status(self) -> tuple[VersionStatus, ...]:
        """The status of the version on the day."""
        return version_status(self.lives, self.work, self.version, self.document, self.day)

    @cached_property
    def life(self) -> WorkStatus:
        """The status of the work on the day."""
        return self.lives.status(self.work, self.day)

    @cached_property
    def names(self) -> tuple[Called | None, ...]:
        """The names of all versions of the work (2023年修订), None for unstated ones."""
        heads: list[object] = [self.document]
        if len(self.work.versions) > 1:
            heads = [head for _, head in self.store.heads(self.work.versions)]
        return distinct(called(head) if isinstance(head, Document) else None for head in heads)

    @cached_property
    def mentions(self) -> tuple[MentionedWork, ...]:
        """The citations of other works in the text, in reading order."""
        return tuple(mentioned_works(self.document, self.work.jurisdiction, self.store.catalogue()))

    @cached_property
    def unread(self) -> Message | None:
        """A note that the version before cannot be read."""
        index = self.work.versions.index(self.version)
        before = self.work.versions[max(0, index - 1) : index]
        found = (one for _, one in self.store.load_many(before))
        errors = [error for error in found if isinstance(error, DamagedVersionError)]
        return next(iter(not_counted(errors)), None)

    @cached_property
    def step(self) -> VersionStep | None:
        """The version before, its document, and the step from it; None for the first."""
        return step_to(self.store, self.work, self.version)

    @property
    def act(self) -> CitedAct:
        """The facts by which the version is cited."""
        return act_of(self.document, self.store)

    def citation(self, eid: str | None = None) -> str:
        """The citation of the text or a provision: 《示例法》（2023年修订）第八条."""
        name = self.names[self.work.versions.index(self.version)]
        number = "" if eid is None else called_provision(index_document(self.document), eid, "zh")
        return cite_version(self.document.title, None if name is None else str(name), number)

    def extract(self, provision: str) -> Extract:
        """A provision with its grounds. Raises `NoSuchProvisionError`."""
        shown = find_provision(self.document, provision)
        sources = self.work.sources_of(self.version.date)
        return Extract(
            citation=self.citation(shown.eid),
            lines=tuple(as_text(shown).removesuffix("\n").split("\n")),
            facts=version_facts(self.document, self.version.date or UNDATED),
            dates=self.document.dates,
            sources=tuple(
                (source.name, source.sha256) for source in sources if source.role == "text"
            ),
            day=self.day,
            remarks=(*(one.message for one in self.status), *self.life.messages),
        )


def read_version(
    store: Repository, work: WorkRecord, version: VersionRecord, day: str
) -> VersionReading:
    """A version of a work, read on a day (ISO). Raises as `Repository.load`."""

    def make(present: Repository) -> VersionReading:
        document = DaysOfForce.at_present(present).document(work, version)
        return VersionReading(store=present, work=work, version=version, document=document, day=day)

    return store.once(("reading", work.uri, version.date, day), make, text=True)
