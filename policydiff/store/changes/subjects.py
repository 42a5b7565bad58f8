"""The templates of commit messages, to translate them for readers of the log."""

from __future__ import annotations

from policydiff.messages import Message, recall, template

SUBJECTS = (
    template("Make the repository"),
    template("Add {name}"),
    template("Add a witness of {name}"),
    template("Add a differing witness of {name}"),
    template("Correct {name}"),
    template("Date {name}"),
    template("Take the published text of {name}"),
    template("Take the official file of {name}"),
    template("Compile {name}"),
    template("Compile anew {name}"),
    template("Set facts of {name}"),
    template("Remove {name}"),
    template("Link {left} and {right} of {title}"),
    template("Break {left} and {right} of {title}"),
    template("Forget the link of {left} and {right} of {title}"),
    template("Say that {title} replaces {other}"),
    template("Forget that {title} replaces {other}"),
    template("Review {left} / {right}: {summary}"),
    template("Add the source {name}"),
    template("Remove the source {name}"),
    template("Follow no longer {title}"),
    template("Follow {title}"),
    template("Inventory of {name}: {summary}"),
    template("Undo: {subject}"),
    template("Redo: {subject}"),
)
"""Every subject that this program writes."""

LINES = (
    template("{fact}: {value} (before: unknown)"),
    template("{fact}: {value} (before: {old})"),
    template("the witness {name} of {version}"),
    template("the {what} of {left} and {right}"),
    template("judgements of its links in {path}: {count}"),
    template("what people decided on its change in {path}: {count}"),
    template("the link that it replaces {title}"),
    template("the link that {title} replaces it"),
    template("compiled from {name}"),
    template("another name: {alias}"),
    template("it led to {name}"),
    template("the decision {name} led from {left} to {right}"),
)
"""Lines of the bodies: facts that were set, and what went with a version."""

FACTS = (
    template("title"),
    template("kind"),
    template("authority"),
    template("document number"),
    template("adopted"),
    template("approved"),
    template("signed"),
    template("promulgated"),
    template("entry into force"),
    template("in_force"),
    template("number"),
    template("end"),
    template("still in force"),
)
"""What the facts in those lines are called."""

SUMMARIES = (
    template("{link}: confirmed"),
    template("{link}: confirmed ({grade})"),
    template("{link}: rejected"),
    template("{link}: noted"),
    template("{link}: answered"),
    template("{link}: partly"),
    template("{link}: none"),
    template("{link}: requirement"),
    template("undo {link}"),
    template("{count} judgements"),
    template("{count} judgements from a file"),
    template("{count} judgement from a file"),
    template("rows: {count}"),
    template("rows filled in: {count}"),
)
"""What a review did, behind its subject."""

_PARTS = {
    "subject": SUBJECTS,
    "summary": SUMMARIES,
    "fact": FACTS,
    "what": (template("break"), template("link")),
}


def subject_of(text: str) -> Message:
    """The subject of a commit as a message; that of another program as it stands."""
    return recall(text, SUBJECTS, _PARTS)


def line_of(text: str) -> Message:
    """A line of the body of a commit, as `subject_of` gives the subject."""
    return recall(text, LINES, _PARTS)
