"""Import in one stream, beside one index commit each.

    python benchmarks/import_bench.py [--documents N] [--commits M] [--require RATIO]

N invented documents are imported with `Repository.add_many`: XML written, validated against both
schemas, committed, work tree refreshed. Then M of them are committed once more, one by one, as
GitPython's documentation shows it (``index.add`` and ``index.commit``), on top of the same
repository, their files prepared beforehand. Rates depend on the machine, the ratio hardly does.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.version import Dates
from policydiff.store.changes.additions import Added, Addition
from policydiff.store.git.objects import list_tree
from policydiff.store.git.stream import Change, Commit
from policydiff.store.git.writer import write
from policydiff.store.repository import Repository

SENTENCE = "示例单位应当自收到申请之日起二十日内作出决定，并书面通知第{}号申请人；不予许可的，应当说明理由。"


def invent(number: int, articles: int) -> Document:
    """A law that nobody made, of so many articles of two 款 each."""
    body = tuple(_article(number, place) for place in range(1, articles + 1))
    year, month = 1980 + number % 45, 1 + number % 12
    dates = Dates(promulgated=f"{year}-{month:02}-15")
    return name_document(
        Document(title=f"示例第{number}法", kind="law", dialect="cn_law", dates=dates, body=body)
    )


def _article(number: int, place: int) -> Provision:
    paragraphs = tuple(
        Provision(
            eid="",
            level="paragraph",
            number=str(count),
            content=(Block(text=SENTENCE.format(number * 1000 + place * 10 + count)),),
        )
        for count in (1, 2)
    )
    return Provision(
        eid="", level="article", number=str(place), num=f"第{place}条", content=paragraphs
    )


def additions(documents: list[Document]) -> Iterator[Addition]:
    for place, document in enumerate(documents):
        yield Addition(
            document=document, source=document.full_text().encode(), source_name=f"{place}.txt"
        )


def time_stream(repository: Repository, documents: list[Document]) -> float:
    """Seconds for a whole import."""
    begin = time.perf_counter()
    outcomes = list(repository.add_many(additions(documents)))
    seconds = time.perf_counter() - begin
    assert all(isinstance(outcome, Added) and outcome.commit for outcome in outcomes)
    return seconds


def time_writer(root: Path, repository: Repository) -> float:
    """Seconds for the writer alone: the same files again, three a commit, into a repository of
    their own.
    """
    git = repository._git  # noqa: SLF001 - the writer is measured below its façade
    tip = git.tip() or ""
    paths = [entry.path for entry in list_tree(git, tip, "works", "sources")]
    changes = [Change(path=path, data=(repository.root / path).read_bytes()) for path in paths]
    commits = [
        Commit(message="Again\n", changes=tuple(changes[place : place + 3]))
        for place in range(0, len(changes), 3)
    ]
    other = Repository.init(root)._git  # noqa: SLF001
    begin = time.perf_counter()
    write(other, lambda _tip: commits, clock=time.time, timeout=10)
    return time.perf_counter() - begin


def time_index(repository: Repository, count: int) -> float:
    """Seconds for `count` commits of three files each, one index commit each."""
    from git import Actor, Repo

    works = repository.works()[:count]
    actor = Actor("policydiff", "policydiff@localhost")
    with Repo(repository.root) as repo:
        index = repo.index
        index.commit("Warm up", author=actor, committer=actor)
        begin = time.perf_counter()
        for place, work in enumerate(works):
            folder, sha256 = work.folder, work.sources[0].sha256
            files = [f"{folder}/work.toml", work.versions[0].path, f"sources/{sha256[:2]}/{sha256}"]
            for file in files:
                with (repository.root / file).open("ab") as stream:
                    stream.write(b"\n")
            index.add(files)
            index.commit(f"Change {place}", author=actor, committer=actor)
        return time.perf_counter() - begin


def time_listing(root: Path, count: int) -> float:
    """Seconds to open the repository and list its works."""
    begin = time.perf_counter()
    assert len(Repository.open(root).works()) == count
    return time.perf_counter() - begin


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--commits", type=int, default=30)
    parser.add_argument(
        "--require",
        type=float,
        help="exit with 1 where the ratio of whole import to index commits is below this",
    )
    options = parser.parse_args()
    documents = [invent(number, options.articles) for number in range(options.documents)]
    # an import reads its documents one by one; that they all lie here must not burden the collector
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository.init(Path(folder) / "laws")
        stream = time_stream(repository, documents) / options.documents
        first, listing = (time_listing(repository.root, options.documents) for _ in range(2))
        writer = time_writer(Path(folder) / "again", repository) / options.documents
        index = time_index(repository, options.commits) / options.commits
    print(
        f"{options.documents} invented laws of {options.articles} articles; {options.commits} index commits\n"
    )
    print(f"{'':44}{'ms each':>10}{'a second':>10}{'ratio':>8}")
    for name, seconds in (
        ("GitPython, one index commit each", index),
        ("add_many: XML, validation, stream, work tree", stream),
        ("of that the writer: stream, work tree", writer),
    ):
        print(f"{name:44}{seconds * 1000:10.2f}{1 / seconds:10.0f}{index / seconds:8.1f}")
    print(
        f"\nall works listed: {first * 1000:.0f} ms the first time, {listing * 1000:.0f} ms after that"
    )
    return int(options.require is not None and index / stream < options.require)


if __name__ == "__main__":
    sys.exit(main())
