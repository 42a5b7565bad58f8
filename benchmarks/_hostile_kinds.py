"""The kinds of hostile inputs: seeds, mutation, and laws that hold whatever comes in.

A trial ends with an answer, with a refusal (`PolicyDiffError`), or with any other exception, which
is a failure.
"""

from __future__ import annotations

import atexit
import json
import os
import random
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "comparing"))

import _hostile_mutations as mutations
import _hostile_seeds as seeds
from checking import check
from lxml import etree, html

from policydiff.akn.reader import from_xml, head_from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.amending.engine.consolidate import consolidate
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.apps.site.site import make_site
from policydiff.checking.actions.check_table import check_table
from policydiff.checking.engine import table_faults
from policydiff.comparing.actions.pairs import read_pairs
from policydiff.comparing.actions.profiles import read_profile
from policydiff.comparing.actions.reasons import read_reasons
from policydiff.comparing.actions.written import report, sent_table
from policydiff.comparing.engine.compare import diff
from policydiff.errors import PolicyDiffError
from policydiff.library.actions.add import AddOptions, add
from policydiff.locale import LANGUAGES, translate
from policydiff.model.document import Document
from policydiff.model.json_keys import as_json
from policydiff.model.names import parse_name
from policydiff.model.reports import Edition, ReportOptions
from policydiff.reading import plugins
from policydiff.reading.load import read_document
from policydiff.reading.readers import xlsx
from policydiff.relating.actions.review.sheet import read_any_review
from policydiff.relating.engine.review.judged_texts import DocumentTexts
from policydiff.relating.engine.review.review_toml import read_review, write_review
from policydiff.report import formats
from policydiff.searching.actions.search import search
from policydiff.searching.actions.texts import read_texts
from policydiff.searching.engine.hits import SearchOptions
from policydiff.searching.engine.query import find_spans, fold, holds, parse_query, wanted
from policydiff.store.changes.valid_xml import valid_xml
from policydiff.store.records.pins import pins_from_toml, pins_to_toml
from policydiff.store.records.work_toml import work_from_toml, work_to_toml
from policydiff.store.repository import Repository
from policydiff.text.citations.finding import find_citations
from policydiff.text.citations.typed import parse_citation
from policydiff.text.dates import find_dates, read_date
from policydiff.text.lint import checks as drafting
from policydiff.text.numerals import canonical, read_number, write_number
from policydiff.web.state import State
from policydiff.works.resolve import resolve
from policydiff.works.session import GivenText, Session
from policydiff.works.show import find_provision

Trial = Callable[[bytes, random.Random], None]
_ALL = SearchOptions(limit=1_000)
CODES = frozenset((0, 1, 2, 3, 4, 5, 6, 74, 75))
"""Exit codes that the documentation names, but that of a bug."""
HOST = "127.0.0.1:8321"
LONGEST_ADDRESS = 6_000
"""Characters of an address, which may be nine times as many when they are escaped."""
_APART = dict(plugins.APART)
OPENED = frozenset((".docx", ".xlsx"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of input. `share` is that of its inputs which are also read as the program reads them,
    readers and their programs in processes of their own.
    """

    seeds: Callable[[], Sequence[bytes]]
    mutate: Callable[[bytes, random.Random, Sequence], bytes]
    words: Sequence
    trial: Trial
    suffix: str
    share: int = 0

    def make(self, draw: random.Random) -> bytes:
        """An input: a seed with mutations, sometimes with a piece of another seed."""
        known = self.seeds()
        data = draw.choice(known)
        if self.mutate is mutations.mutate_text and not draw.randrange(12):
            other = draw.choice(known)
            data = data[: draw.randint(0, len(data))] + other[draw.randint(0, len(other)) :]
        return self.mutate(data, draw, self.words)


def reading(suffix: str) -> Trial:
    """Read a text, and check what holds for every document.

    Stored XML may be read that is not valid, but is not stored again.
    """

    def trial(data: bytes, draw: random.Random) -> None:
        document = read_document(data, f"input.{suffix}")
        if suffix == "xml":
            valid_xml(document)
        check_document(document, draw)

    return trial


@contextmanager
def apart() -> Iterator[None]:
    """Some readers run in processes of their own within this block, as for every command."""
    plugins.APART.update(_APART)
    try:
        yield
    finally:
        plugins.APART.clear()


def check_document(document: Document, draw: random.Random) -> None:
    """Valid XML that reads back as the document, no difference from itself, exact edits."""
    try:
        xml = to_xml(document)
    except PolicyDiffError:  # it nests too deep, and is refused where it would be stored
        xml = None
    if xml is not None:
        assert [str(problem.message) for problem in validate(xml)] == [], "XML that is not valid"
        again = from_xml(xml)
        assert again == document or to_xml(again) == xml, "XML that reads back as another"
        head_from_xml(xml)
    json.dumps(as_json(document, "whole document"), ensure_ascii=False).encode()
    same = diff(document, document)
    assert not same.changed, "a text differs from itself"
    for other in draw.sample(seeds.documents(), 1):
        sides = (other, document) if draw.random() < 0.5 else (document, other)
        comparison = diff(*sides)
        check(comparison)
        if not draw.randrange(6):
            check_reports(comparison, draw)
    if not draw.randrange(6):
        check_uses(document, draw)


def check_reports(comparison, draw: random.Random) -> None:
    """A comparison in one form of report."""
    form = draw.choice([name for name in formats.formats("comparison") if name != "pdf"])
    check_file(
        report(comparison, form, ReportOptions(language=draw.choice(LANGUAGES))),
        formats.suffixes("comparison")[form],
    )


def check_file(data: bytes, suffix: str) -> None:
    """A written file opens."""
    if suffix in OPENED:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))
    elif suffix == ".json":
        json.loads(data)
    elif suffix == ".html":
        html.fromstring(data)
    else:
        data.decode()


def check_uses(document: Document, draw: random.Random) -> None:
    """Other uses of a text: checks of its drafting, and the text as a file that reads the same."""
    dialect = plugins.dialect(document.dialect)
    drafting.lint(document, dialect.drafting)
    form = draw.choice(formats.formats("document"))
    check_file(
        formats.write(Edition(document=document), form, seeds.SHAPE),
        formats.suffixes("document")[form],
    )
    for provision in document.provisions[:40]:
        assert find_provision(document, provision.eid).eid == provision.eid


def trial_rich_text(data: bytes, _draw: random.Random) -> None:
    """LibreOffice alone reads these, for a share of them (see `Kind`)."""
    plugins.reader_for("input.rtf", data)


def trial_decision(data: bytes, draw: random.Random) -> None:
    """A decision is read, and carried out on the law."""
    decision = read_document(data, "decision.txt")
    read_instructions(decision)
    found = consolidate(seeds.documents()[0], decision, draw.choice((None, seeds.documents()[1])))
    form = draw.choice(formats.formats("consolidation"))
    check_file(formats.write(found, form, seeds.SHAPE), formats.suffixes("consolidation")[form])
    assert [str(one.message) for one in validate(to_xml(found.document))] == [], (
        "XML that is not valid"
    )
    if not draw.randrange(4):
        check(diff(seeds.documents()[0], found.document))


def trial_table(data: bytes, _draw: random.Random) -> None:
    """A comparison table is checked against both texts."""
    given = {"t": GivenText(name="t.docx", data=data)} | {
        name: GivenText(name=f"{name}.txt", data=text.encode())
        for name, text in (("old", seeds.OLD), ("new", seeds.NEW))
    }
    check_table("t", "old", "new", Session(given=given, files=False))


def trial_reasons(data: bytes, draw: random.Random) -> None:
    """Reasons are read and stand in the table."""
    profile = draw.choice((seeds.SHAPE.profile, read_profile("listed-company")))
    shape = replace(
        seeds.SHAPE,
        profile=profile,
        reasons=_from_file(data, lambda path: read_reasons(path, profile)),
    )
    check_file(formats.write(sent_table(law_changes(), shape), "docx", shape), ".docx")


def _from_file(data: bytes, read: Callable, suffix: str = ".toml"):
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, f"input{suffix}")
        path.write_bytes(data)
        return read(path)


@cache
def law_changes():
    """The comparison of the two versions of the law."""
    return diff(*seeds.documents()[:2])


@cache
def _sides() -> tuple[DocumentTexts, DocumentTexts]:
    return DocumentTexts.of(seeds.documents()[2]), DocumentTexts.of(seeds.documents()[0])


def trial_workbook(data: bytes, _draw: random.Random) -> None:
    """A workbook as tables, as judgements, and as a table to be checked."""
    if not xlsx.sniff(data):
        plugins.reader_for("input.xlsx", data)
    tables = xlsx.tables(data, "input.xlsx")
    table_faults.check_tables(tables, law_changes())
    read_any_review(data, "input.xlsx", _sides(), "甲")


def trial_review(data: bytes, _draw: random.Random) -> None:
    """Judgements are read, and read the same when they are written."""
    review = read_review(data.decode("utf-8", "replace"), "input.toml", reviewer="甲")
    again = read_review(write_review(review, *_sides()), "input.toml")
    assert {*again.entries} == {*review.entries}, "judgements that read back as others"


def trial_pairs(data: bytes, _draw: random.Random) -> None:
    """Pairings are read, and hold in a comparison."""
    old, new = seeds.documents()[:2]
    check(diff(old, new, pairs=read_pairs(data, old, new)))


def trial_profile(data: bytes, _draw: random.Random) -> None:
    """A profile makes a table, in Word and as a workbook."""
    profile = _from_file(data, lambda path: read_profile(str(path)))
    shape = replace(seeds.SHAPE, profile=profile)
    table = sent_table(law_changes(), shape)
    for form in ("docx", "xlsx", "html"):
        check_file(formats.write(table, form, shape), f".{form}")


def trial_work(data: bytes, _draw: random.Random) -> None:
    """The files of a work are read, or damaged; what is read is written as it was."""
    if data.lstrip().startswith((b"[[link", b"[[break")):
        pins = pins_from_toml(data, "works/x/lineage.toml")
        again = pins_from_toml(pins_to_toml(pins), "x")
        assert {*again} == {*pins}, "pins that read back as others"
        return
    work = work_from_toml(data, "works/x")
    assert work_from_toml(work_to_toml(work), "works/x") == work, (
        "a work that reads back as another"
    )


def trial_query(data: bytes, _draw: random.Random) -> None:
    """A query finds what it holds of, and nothing else."""
    text = data.decode("utf-8", "replace")
    condition = parse_query(text)
    found = search(text, Session(repository=library(), files=False), _ALL)
    scanned = sum(holds(condition, folded) for _, folded in stored_texts())
    assert found.count == scanned, f"a search finds {found.count}, a scan {scanned}"
    for words, _ in stored_texts()[:6]:
        for begin, end in find_spans(words, wanted(condition)):
            assert 0 <= begin < end <= len(words)


def trial_operand(data: bytes, _draw: random.Random) -> None:
    """The name of a stored text, or of one of its parts."""
    text = data.decode("utf-8", "replace")
    name = parse_name(text)
    assert parse_name(str(name)) == name, "a name that reads back as another"
    found = resolve(text, Session(repository=library(), files=False))
    if found.provision is not None:
        find_provision(found.document, found.provision)


def trial_number(data: bytes, _draw: random.Random) -> None:
    """Numbers of provisions, dates and citations."""
    text = data.decode("utf-8", "replace")
    words = plugins.dialect("cn_law").citations
    parse_citation(text, words)
    find_citations(text, words)
    read_date(text)
    for (begin, end), _ in find_dates(text):
        assert 0 <= begin < end <= len(text)
    for part in (text, text[:8]):
        number = read_number(part)
        assert (
            number is None
            or not 0 < number < 100_000
            or read_number(write_number(number)) == number
        )
        canonical(part)
    for document in seeds.documents()[:1]:
        find_provision(document, text)


def trial_address(data: bytes, draw: random.Random) -> None:
    """An address of the page, or of the API: never an error of the server."""
    from starlette.testclient import TestClient

    text = data.decode("utf-8", "replace")
    address = "/" + re.sub(
        r"[\x00-\x20\x7f-\U0010ffff#]", lambda sign: quote(sign[0]), text
    ).lstrip("/")
    site = make_site(State(repository=library()), frozenset((HOST,)))
    asking = TestClient(
        site, base_url=f"http://{HOST}", raise_server_exceptions=True, follow_redirects=False
    )
    answer = asking.get(address, headers={"Accept-Language": draw.choice(LANGUAGES)})
    assert answer.status_code < 500, f"{answer.status_code} {answer.text[:300]}"


@cache
def library() -> Path:
    """A repository of the two versions of the law, the plan and the decision."""
    place = tempfile.mkdtemp(prefix="hostile-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    root = Path(place) / "laws"
    Repository.init(root)
    session = Session(repository=root)
    for place, text in enumerate((seeds.OLD, seeds.NEW, seeds.PLAN, seeds.DECISION)):
        add(GivenText(name=f"{place}.txt", data=text.encode()), session, AddOptions())
    search("雨伞", session)
    return root


@cache
def stored_texts() -> tuple[tuple[str, str], ...]:
    """The texts in which a search looks, each as it stands and folded."""
    store = Repository.open(library())
    versions = [version for work in store.works() for version in work.versions]
    texts = [one.text for version in versions for one in read_texts(store.load(version))]
    return tuple((text, fold(text)) for text in texts)


def addresses() -> tuple[bytes, ...]:
    """Addresses of the page over that repository."""
    store = Repository.open(library())
    work = next(one for one in store.works() if len(one.versions) > 1)
    decision = next(one for one in store.works() if "修改" in one.title)
    names = {"slug": work.slug, "work": work.uri, "decision": f"{decision.uri}@2023-04-06"}
    return tuple(address.format(**names).encode() for address in seeds.ADDRESSES)


def encoded(texts: Sequence[str]) -> Callable[[], tuple[bytes, ...]]:
    """The seeds of short texts."""
    return lambda: tuple(text.encode() for text in texts)


def mutate_old_word(data: bytes, draw: random.Random, words: Sequence) -> bytes:
    """The bytes of an old Word file, mostly behind its first sector, and of the same length."""
    if draw.random() < 0.3:
        return mutations.mutate_bytes(data, draw, words)
    changed = bytearray(data)
    for _ in range(draw.choice((1, 2, 5, 20))):
        place = draw.randrange(len(changed))
        piece = draw.choice(
            (bytes([draw.randrange(256)]), b"\xff\xff\xff\xff", b"\0\0\0\0", draw.randbytes(4))
        )
        changed[place : place + len(piece)] = piece
    return bytes(changed[: len(data)])


def mutate_paper(data: bytes, draw: random.Random, words: Sequence) -> bytes:
    """A PDF: its bytes, or the contents of its pages with a sound table of objects."""
    if draw.random() < 0.5:
        return mutations.mutate_bytes(data, draw, words)
    contents = re.findall(r"(?s)stream\n(.*?)\nendstream", data.decode("latin-1"))
    place = draw.randrange(len(contents))
    made = mutations.mutate(contents[place], draw, [word.decode("latin-1") for word in words])
    contents[place] = made.encode("latin-1", "replace").decode("latin-1")
    return seeds.paper(*contents)


def mutate_reasons(data: bytes, draw: random.Random, words: Sequence) -> bytes:
    """Reasons in a file of TOML, or in a table."""
    if data.startswith(b"PK"):
        return mutations.mutate_zip(
            data, draw, (*mutations.WORD, *mutations.MARKUP, *mutations.LEGAL)
        )
    return mutations.mutate_toml(data, draw, words)


_TEXT, _ZIP, _XML = mutations.mutate_text, mutations.mutate_zip, mutations.mutate_xml
_LEGAL = mutations.LEGAL
_WORDS_OF_XML = (*mutations.WORD, *mutations.MARKUP, *_LEGAL)
_TOML = (*mutations.TOML, *mutations.NAME)

KINDS: dict[str, Kind] = {
    "txt": Kind(
        seeds=seeds.texts, mutate=_TEXT, words=_LEGAL, trial=reading("txt"), suffix="txt", share=100
    ),
    "md": Kind(
        seeds=seeds.markdown,
        mutate=_TEXT,
        words=(*mutations.MARKDOWN, *_LEGAL),
        trial=reading("md"),
        suffix="md",
        share=100,
    ),
    "html": Kind(
        seeds=seeds.pages,
        mutate=_TEXT,
        words=(*mutations.MARKUP, *_LEGAL),
        trial=reading("html"),
        suffix="html",
        share=100,
    ),
    "mht": Kind(
        seeds=seeds.archives,
        mutate=_TEXT,
        words=(
            *mutations.MARKUP,
            "------b\n",
            "------b--",
            "Content-Type: ",
            "base64",
            "=E7=AC",
            "charset=",
            "boundary=",
            *_LEGAL,
        ),
        trial=reading("mht"),
        suffix="mht",
        share=100,
    ),
    "docx": Kind(
        seeds=seeds.word_files,
        mutate=_ZIP,
        words=_WORDS_OF_XML,
        trial=reading("docx"),
        suffix="docx",
        share=100,
    ),
    "doc": Kind(
        seeds=seeds.old_word_files,
        mutate=mutate_old_word,
        words=(
            b"\xd0\xcf\x11\xe0",
            b"\xff\xff\xff\xff",
            b"\xfe\xff\xff\xff",
            bytes(4),
            b"W\0o\0r\0d\0",
        ),
        trial=reading("doc"),
        suffix="doc",
        share=250,
    ),
    "rtf": Kind(
        seeds=seeds.rich_texts,
        mutate=mutations.mutate_bytes,
        words=(b"{\\", b"}", b"\\u-1?", b"\\par ", b"\\bin99999 ", b"{\\field", b"<w:p>", b"\\'e4"),
        trial=trial_rich_text,
        suffix="rtf",
        share=500,
    ),
    "pdf": Kind(
        seeds=seeds.papers,
        mutate=mutate_paper,
        words=mutations.PDF,
        trial=reading("pdf"),
        suffix="pdf",
        share=50,
    ),
    "xml": Kind(
        seeds=seeds.stored,
        mutate=_XML,
        words=(*mutations.AKN, *mutations.MARKUP, *_LEGAL),
        trial=reading("xml"),
        suffix="xml",
        share=100,
    ),
    "decision": Kind(
        seeds=encoded(seeds.DECISIONS),
        mutate=_TEXT,
        words=_LEGAL,
        trial=trial_decision,
        suffix="txt",
    ),
    "table": Kind(
        seeds=seeds.sent_tables,
        mutate=_ZIP,
        words=(*mutations.SHEET, *_WORDS_OF_XML),
        trial=trial_table,
        suffix="docx",
    ),
    "reasons": Kind(
        seeds=lambda: (seeds.REASONS.encode(), seeds.REASONS.encode(), *seeds.sent_tables()[2:]),
        mutate=mutate_reasons,
        words=_TOML,
        trial=trial_reasons,
        suffix="toml",
    ),
    "workbook": Kind(
        seeds=seeds.workbooks,
        mutate=_ZIP,
        words=(*mutations.SHEET, *mutations.MARKUP, *_LEGAL),
        trial=trial_workbook,
        suffix="xlsx",
    ),
    "query": Kind(
        seeds=encoded(seeds.QUERIES),
        mutate=_TEXT,
        words=mutations.QUERY,
        trial=trial_query,
        suffix="txt",
    ),
    "operand": Kind(
        seeds=encoded(seeds.OPERANDS),
        mutate=_TEXT,
        words=mutations.NAME,
        trial=trial_operand,
        suffix="txt",
    ),
    "number": Kind(
        seeds=encoded(seeds.NUMBERS),
        mutate=_TEXT,
        words=(*mutations.NAME, *_LEGAL),
        trial=trial_number,
        suffix="txt",
    ),
    "pairs": Kind(
        seeds=seeds.pairs,
        mutate=mutations.mutate_toml,
        words=_TOML,
        trial=trial_pairs,
        suffix="toml",
    ),
    "profile": Kind(
        seeds=seeds.profiles,
        mutate=mutations.mutate_toml,
        words=(*_TOML, "{work}", "{", "}", "fonts.text = ", '["宋体", 99]'),
        trial=trial_profile,
        suffix="toml",
    ),
    "work": Kind(
        seeds=lambda: (seeds.WORK.encode(), seeds.WORK.encode(), seeds.PINS.encode()),
        mutate=mutations.mutate_toml,
        words=_TOML,
        trial=trial_work,
        suffix="toml",
    ),
    "review": Kind(
        seeds=lambda: (seeds.REVIEW.encode(),),
        mutate=mutations.mutate_toml,
        words=(*_TOML, 'verdict = "rejected"', 'status = "none"', "grade = 1"),
        trial=trial_review,
        suffix="toml",
    ),
    "address": Kind(
        seeds=addresses,
        mutate=_TEXT,
        words=(*mutations.ADDRESS, *mutations.NAME),
        trial=trial_address,
        suffix="txt",
    ),
}


def refusal_faults(error: PolicyDiffError) -> str:
    """The fault of a refusal: the code of a bug, or no words; "" where it has none."""
    if error.exit_code not in CODES:
        return f"exit code {error.exit_code}"
    for language in LANGUAGES:
        if not translate(error.message, language).strip():
            return "a refusal without words"
    return ""


def run_command(kind: Kind, data: bytes, folder: Path) -> str:
    """Show an input by the command line; gives the fault, "" for none."""
    from policydiff.cli.main import main

    path = folder / f"input.{kind.suffix}"
    path.write_bytes(data)
    own = os.dup(1), os.dup(2)
    with path.with_suffix(".said").open("w+b") as output:
        try:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            with apart():
                code = main(["show", str(path), "--format", "json"])
            sys.stdout.flush()
        finally:
            os.dup2(own[0], 1)
            os.dup2(own[1], 2)
            for one in own:
                os.close(one)
        output.seek(0)
        words = output.read()
    path.unlink()
    path.with_suffix(".said").unlink()
    return (
        ""
        if code in CODES and b"Traceback" not in words
        else f"exit code {code}: {words[-2000:].decode('utf-8', 'replace')}"
    )
