"""A blame for the terminal: one line a sentence, before it the version that gave it its wording; in
colour each word's own version shows.
"""

from __future__ import annotations

from policydiff.model.blame import Blame, Blamed, Sentence
from policydiff.model.index import index_document
from policydiff.model.plugins import Language, ReportOptions
from policydiff.render._ink import Ink, Styled, padded
from policydiff.views import lineage_words as told
from policydiff.views.pieces import neutral

SUFFIX = ".txt"

COLOURS = ("bright_black", "blue", "cyan", "green", "yellow", "magenta", "red")
"""The styles of versions from the oldest to the newest; with more versions the oldest share the
first.
"""


def render(blame: Blame, options: ReportOptions) -> bytes:
    """Title, the names of the columns, then version, clause and words of each sentence. Without
    colour there are no escapes.
    """
    ink, language = Ink(options), options.language
    asked = told.asked_word(blame, language)
    ink.line(
        (f"{neutral(blame.title)} · {told.LINEAGE_WORDS[language]['blame']} · {asked}", "bold")
    )
    words = told.LINEAGE_WORDS[language]
    head, *names = padded(
        (words["version"], *(told.version_word(version, language) for version in blame.versions))
    )
    ink.line((f"{head}  {words['place']}  {words['text']}", "dim"))
    for part in blame.parts:
        _part(ink, blame, part, names, language)
    return ink.result()


def _part(ink: Ink, blame: Blame, part: Blamed, names: list[str], language: Language) -> None:
    if blame.document is None:
        return
    index = index_document(blame.document)
    indent = len(names[0]) + 2
    for passage in part.passages:
        for sentence in passage.sentences:
            label = told.passage_word(index, passage, sentence, language)
            head = (f"{names[sentence.version]}  ", _style(blame, sentence.version))
            ink.line(head, (f"{label}  ", "bold"), *_words(blame, sentence), indent=indent)


def _words(blame: Blame, sentence: Sentence) -> list[Styled]:
    """The sentence on one line, each run in the style of its version."""
    return [
        (" ".join(neutral(run.text).split()), _style(blame, run.version)) for run in sentence.runs
    ]


def _style(blame: Blame, version: int) -> str:
    place = len(COLOURS) - len(blame.versions) + version
    return COLOURS[max(0, place)]
