"""How fast texts are read, and whether memory stays flat: characters a second, peak memory.

    python benchmarks/parse_bench.py [FOLDER]      default: the statutes beside the repository, else
    invented ones

The ratio is to the bare reading of the same files (bytes to lines), in the same run.
"""

from __future__ import annotations

import pathlib
import resource
import sys
import time
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from policydiff.reading.load import read_document
from policydiff.reading.plugins import reader_for
from policydiff.text.traditions.registry import recognise

CORPUS = pathlib.Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "bulk"
INVENTED = 500


def texts(arguments: list[str]) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the files to read."""
    folder = pathlib.Path(arguments[0]) if arguments else CORPUS
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in (".md", ".txt", ".html"):
                yield path.name, path.read_bytes()
        return
    for number in range(INVENTED):
        yield f"示例条例{number}.txt", invented(number).encode()


def invented(number: int) -> str:
    """A statute of 60 articles that nobody enacted."""
    lines = [f"示例条例之{number}", "第一章　总则"]
    for article in range(1, 61):
        lines.append(
            f"第{article}条　示例主管部门应当依照本条例第{max(1, article - 1)}条的规定，采取下列措施："
        )
        lines += [f"（{name}）示例措施{name}，责任单位应当在三十日内报告；" for name in "一二三"]
        lines.append("前款规定的措施，由示例市人民政府另行公布。")
    return "\n\n".join(lines)


def peak() -> float:
    """Peak resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Read everything twice: bare, then into documents; print one table."""
    sources = list(texts(sys.argv[1:]))
    characters = sum(len(data.decode("utf-8", errors="replace")) for _, data in sources)
    begin = time.process_time()
    for name, data in sources:
        _, reader = reader_for(name, data)
        recognise(reader.read(data, name))
    bare = time.process_time() - begin
    articles, early = 0, 0.0
    begin = time.process_time()
    for count, (name, data) in enumerate(sources, 1):
        articles += len(read_document(data, name).articles)
        early = peak() if count == max(1, len(sources) // 10) else early
    took = time.process_time() - begin
    table = Table(
        title=f"{len(sources)} texts, {characters:,} characters, {articles:,} articles, one core"
    )
    for column in ("", "seconds", "characters a second", "ratio"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("bytes to lines", f"{bare:.1f}", f"{characters / bare:,.0f}", "1.0")
    table.add_row(
        "bytes to documents", f"{took:.1f}", f"{characters / took:,.0f}", f"{took / bare:.1f}"
    )
    console = Console()
    console.print(table)
    console.print(
        f"peak memory: {early:.0f} MB after a tenth of the texts, {peak():.0f} MB after all"
    )


if __name__ == "__main__":
    main()
