"""What recognition makes of degraded scans: errors, exact articles, and what its confidence tells.

    python benchmarks/recognition_bench.py [--pages 30] [--recorded FILE]

The three versions of the example are set as offices set them (16 points, 28 characters a line), drawn
at 150 dots an inch, turned by one degree, blurred, strewn with noise and packed as JPEG, all by a
seed; then read as a scan is. `--recorded` keeps what the engine found in a file, or takes it from
there, so that what follows can be measured again in seconds. Needs the extras `ocr` and `dev`.
"""

from __future__ import annotations

import argparse
import io
import json
import pathlib
import re
from types import SimpleNamespace

import numpy as np
import pypdfium2
import weasyprint
from PIL import Image, ImageFilter
from rapidfuzz.distance import Levenshtein

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Document
from policydiff.model.source import SourceText
from policydiff.reading.parsing.parse import parse
from policydiff.reading.readers.pdf.glyphs import PrintedPage
from policydiff.reading.readers.pdf.layout import lay_out
from policydiff.reading.readers.pdf.recognition import SURE, Recogniser, pixels, recogniser
from policydiff.text.traditions.registry import recognise

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent / "corpora" / "example"
VERSIONS = ("invented-2018-11-30.txt", "invented-2021-09-26.md", "invented-2024-05-31.html")
STYLE = '@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:"— " counter(page) " —"}}body{font-family:"Noto Serif CJK SC";font-size:16pt;line-height:28pt;text-align:justify}p{margin:0;text-indent:2em}h1{font-size:22pt;text-align:center}'
BOUNDS = (0.99, 0.97, 0.95, 0.9, 0.0)
NOISE = 12.0
FOLDED = str.maketrans("（）；：，。！？〈〉《》“”‘’", "();:,.!?<><>\"\"''")


def scans(lines: list[str], seed: int) -> list[bytes]:
    """The degraded pages of a text, as JPEG."""
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    data = weasyprint.HTML(string=f"<style>{STYLE}</style><h1>{lines[0]}</h1>{body}").write_pdf()
    chance = np.random.default_rng(seed)
    made = []
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        turned = picture.rotate(1.0, resample=Image.Resampling.BICUBIC, fillcolor=255)
        blurred = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.7)), dtype=float)
        noisy = np.clip(blurred + chance.normal(0, NOISE, blurred.shape), 0, 255).astype("uint8")
        stream = io.BytesIO()
        Image.fromarray(noisy).save(stream, "JPEG", quality=60)
        made.append(stream.getvalue())
    return made


def document(pages: list[PrintedPage], name: str) -> Document:
    text = SourceText(
        name=name, format="pdf", sha256="", lines=lay_out(pages).lines, hard_wrapped=False
    )
    return parse(text, recognise(text))


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def recorded(engine, name: str, known: dict, out: dict):
    """The engine, or what it found in a former run."""

    def run(picture):
        found = known.get(name)
        if found is None:
            result = engine(picture)
            boxes = [] if result.boxes is None else result.boxes.tolist()
            found = [boxes, list(result.txts or ()), [float(one) for one in result.scores or ()]]
        out[name] = found
        return SimpleNamespace(boxes=found[0] or None, txts=found[1], scores=found[2])

    return run


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=30)
    options.add_argument("--recorded", type=pathlib.Path)
    asked = options.parse_args()
    kept = asked.recorded
    known = json.loads(kept.read_text("utf-8")) if kept and kept.exists() else {}
    engine = None if len(known) >= asked.pages else recogniser("benchmark").engine
    out: dict = {}
    rest, errors, characters, exact, articles = asked.pages, 0, 0, 0, 0
    folded_errors = 0
    lines: list[tuple[float, bool, bool]] = []
    for version in VERSIONS:
        truth = policydiff.load(EXAMPLE / version)
        texts = truth.full_text().split("\n")
        made = scans(texts, seed=7)[:rest]
        rest -= len(made)
        reader = Recogniser(name=version, engine=None)
        pages = []
        for number, data in enumerate(made, 1):
            reader.engine = recorded(engine, f"{version}:{number}", known, out)
            picture = pixels(data, version)
            height = 595.0 * picture.shape[0] / picture.shape[1]
            pages.append(
                reader.read(
                    PrintedPage(number=number, width=595.0, height=height, glyphs=()), picture
                )
            )
            print(version, number, flush=True)
            if kept:
                kept.write_text(json.dumps(known | out), "utf-8")
        found = document(pages, version)
        if len(made) < len(scans(texts, seed=7)):
            print(version, "is cut: its articles are not counted")
            continue
        whole, read = plain("".join(texts)), plain(found.full_text())
        errors += Levenshtein.distance(whole, read)
        folded_errors += Levenshtein.distance(whole.translate(FOLDED), read.translate(FOLDED))
        characters += len(whole)
        comparison = diff(truth, found)
        same = sum(
            match.kind == "unchanged" and not match.renumbered
            for match in comparison.matches
            if match.left and match.right and match.left[0].level == "article"
        )
        exact, articles = exact + same, articles + len(truth.articles)
        for _, text, score in reader.found:
            bare = plain(text)
            if re.fullmatch(r"\W*\d+\W*", bare):
                continue  # the number of the page, which is no line of the text
            lines.append((score, bare in whole, bare.translate(FOLDED) in whole.translate(FOLDED)))
    print(
        f"character error rate {errors / characters:.2%}; without the width of marks {folded_errors / characters:.2%}"
    )
    print(
        f"articles with exact text (under the noise rule) {exact} of {articles} = {exact / articles:.1%}"
    )
    wrong = sum(not right for *_, right in lines)
    print(
        f"lines {len(lines)}, wrong but for the width of marks {wrong} = {wrong / len(lines):.1%}"
    )
    for bound in BOUNDS:
        above = [right for score, _, right in lines if score >= bound]
        bad = above.count(False)
        print(
            f"confidence from {bound}: {len(above)} lines, {bad} wrong = {bad / max(1, len(above)):.1%}; of the wrong ones {bad / max(1, wrong):.0%}"
        )
    below = sum(score < SURE for score, *_ in lines)
    print(f"listed, below {SURE}: {below} lines")


if __name__ == "__main__":
    main()
