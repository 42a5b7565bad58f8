"""Text of pictures, recognised offline where a person asks: the extra `ocr`."""

from __future__ import annotations

import io
import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model import source
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.pdf.glyphs import Glyph, PrintedPage, natural_width
from policydiff.reading.readers.pdf.rows import CLOSING, NUMBERED, OPENING
from policydiff.reading.readers.pdf.scans import ScannedError, source_of
from policydiff.reading.readers.safety import decoding

MOST_PICTURES = 300
"""Pages that are recognised of one file."""

MOST_PIXELS = 40_000_000
"""Pixels of a page: A3 at 600 dots an inch has 70 million, and needs no more than half."""

DOTS = 200
"""Dots an inch at which the pages of a PDF are drawn."""

SURE = 0.95
"""Lines of a lower confidence are listed."""

_LISTED = 12
_MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
"""The files of the wheel; named, so that none is looked for elsewhere."""

_INK, _HALF = 0.92, 0.45
"""Ems of the ink of a character, and of the blank half of a mark at the end of a line."""

_HEAD = re.compile(f"({NUMBERED.pattern[:-1]})([ \u3000]*)(?=.)")
"""A number whose space the engine drops."""

_GAP = 0.5
"""Ems beyond its characters by which a line shows that space."""

_LONG = re.compile(r"(?!第)[^\x00-\x7f]{12,}$")
"""A line whose size is measured well, without figures and a dropped space."""

_SAME = (0.75, 1.3)
"""Sizes relative to the usual one that are the usual one."""


@dataclass(slots=True, kw_only=True)
class Recogniser:
    """Reads pictures of one file, with the confidence of each line by its page."""

    name: str
    engine: Any
    found: list[tuple[int, str, float]] = field(default_factory=list)
    pages: int = 0

    def read(self, page: PrintedPage, picture: Any) -> PrintedPage:
        """The page with the characters of its picture, an array of pixels."""
        self.pages += 1
        if self.pages > MOST_PICTURES:
            raise decoding.TooLargeError(self.name, self.pages, Message("pages"), MOST_PICTURES)
        result = self.engine(picture)
        if result.boxes is None:
            return page
        lines = list(zip(result.boxes, result.txts, map(float, result.scores), strict=True))
        self.found += [(page.number, text, score) for _, text, score in lines]
        scale = page.width / picture.shape[1], page.height / picture.shape[0]
        slope = _slope([box for box, *_ in lines])
        placed = [
            _FoundLine.of(
                [(x + slope * y, y - slope * x) for x, y in box], text, scale, page.height
            )
            for box, text, _ in lines
            if text
        ]
        long = [line for line in placed if _LONG.match(line.text)] or placed
        usual = statistics.median(line.size for line in long) if long else 0.0
        glyphs = [glyph for line in placed for glyph in line.glyphs(usual)]
        return replace(page, glyphs=tuple(glyphs), lost=0)

    def problem(self) -> source.Problem:
        """The doubt about what was recognised, with its confidence."""
        scores = [score for *_, score in self.found]
        doubtful = sorted((one for one in self.found if one[2] < SURE), key=lambda one: one[2])
        listed = "; ".join(
            f"{page}: {text} ({score:.2f})" for page, text, score in doubtful[:_LISTED]
        )
        return source.Problem(
            code=source.RECOGNISED,
            message=Message(
                "recognised from pictures of {pages} pages, {lines} lines: confidence {mean} on average, {lowest} at least, {doubtful} lines below {sure} (page, text): {listed}",
                pages=self.pages,
                lines=len(scores),
                mean=f"{statistics.fmean(scores):.3f}" if scores else "–",
                lowest=f"{min(scores):.2f}" if scores else "–",
                doubtful=len(doubtful),
                sure=SURE,
                listed=listed or "–",
            ),
            hint=Message("Read it against the pictures before you rely on it"),
        )


def recogniser(name: str) -> Recogniser:
    """An engine that opens no connection. Raises `InputError` without the extra."""
    try:
        import rapidocr  # noqa: PLC0415 - an extra, heavy
    except ImportError:
        rapidocr = None
    folder = Path() if rapidocr is None else Path(str(rapidocr.__file__)).parent / "models"
    models = {key: str(folder / file) for key, file in _MODELS.items()}
    if rapidocr is None or not all(Path(model).is_file() for model in models.values()):
        raise InputError(
            Message(
                "{name}: text of pictures cannot be recognised here; run `pip install 'policydiff[ocr]'`",
                name=decoding.one_line(name),
            )
        )
    sys.addaudithook(_refuse_connections)
    settings = {
        "Global.log_level": "critical",
        "Global.text_score": 0.0,
        "Global.max_side_len": 4000,
    }
    return Recogniser(name=name, engine=rapidocr.RapidOCR(params=models | settings))


def _slope(boxes: Sequence[Sequence[Sequence[float]]]) -> float:
    """The slope of the lines of a page that was laid askew."""
    slopes = [float((b[1] - a[1]) / max(1.0, b[0] - a[0])) for a, b, *_ in boxes]
    return statistics.median(slopes) if slopes else 0.0


def _refuse_connections(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)


@dataclass(frozen=True, slots=True, kw_only=True)
class _FoundLine:
    """A recognised line, from a box that is wider than its ink on each side."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @classmethod
    def of(
        cls, box: Sequence[Sequence[float]], text: str, scale: tuple[float, float], height: float
    ) -> _FoundLine:
        """A line in points from the corners of its box, clockwise from the upper left."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = box
        left, right = scale[0] * (ax + dx) / 2, scale[0] * (bx + cx) / 2
        tall = scale[1] * max(1.0, (cy + dy - ay - by) / 2)
        before, after = _HALF * (text[0] in OPENING), _HALF * (text[-1] in CLOSING)
        ems = sum(map(natural_width, text)) - before - after
        size = (
            min(tall, max(0.5 * tall, (right - left - tall) / (ems - _INK)))
            if ems > 2
            else tall / 1.25
        )
        spare = max(0.0, (tall - _INK * size) / 2)
        return cls(
            text=text,
            left=left + spare - before * size,
            right=max(left + size / 4, right - spare + after * size),
            base=height - scale[1] * (cy + dy) / 2 + spare,
            size=size,
        )

    def glyphs(self, usual: float) -> Iterator[Glyph]:
        """Its characters, evenly set."""
        size = usual if _SAME[0] * usual < self.size < _SAME[1] * usual else self.size
        head = _HEAD.match(self.text)
        text = self.text if head is None else head[1] + self.text[head.end() :]
        ems = sum(map(natural_width, text))
        wide = (self.right - self.left) / size - ems
        gap = max(wide, 0.6) if head is not None and (head[2] or wide > _GAP) else 0.0
        em = (self.right - self.left) / (ems + gap)
        x, spaced = self.left, False
        for place, char in enumerate(text):
            if head is not None and place == head.end(1):
                x += gap * em
            right = x + em * natural_width(char)
            if not char.isspace():
                bottom, top = self.base - 0.2 * size, self.base + 0.8 * size
                yield Glyph(char, x, bottom, right, top, self.base, size, bold=False, spaced=spaced)
            x, spaced = right, char.isspace()


SUFFIXES: tuple[str, ...] = ()
"""A folder of texts has pictures that are none: the bytes alone choose this reader."""


def sniff(data: bytes) -> bool:
    """True for a picture as scanners make them."""
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff"))


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> source.SourceText:
    """The recognised text of a picture of one page. Raises an `InputError`."""
    if not options.ocr:
        raise ScannedError(name, 1)
    engine = recogniser(name)
    picture = pixels(data, name)
    height, width = picture.shape[:2]
    blank = PrintedPage(number=1, width=595.0, height=595.0 * height / width, glyphs=(), pictures=1)
    page = engine.read(blank, picture)
    return source_of(data, ("picture", name), [page], [engine.problem()])


def pixels(data: bytes, name: str) -> Any:
    """The pixels of a picture as an array, upright. Raises an `InputError`."""
    import numpy as np  # noqa: PLC0415 - comes with the extra, as the next one
    from PIL import Image, ImageOps  # noqa: PLC0415

    with suppress(OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        count = picture.width * picture.height
        if count > MOST_PIXELS:
            raise decoding.TooLargeError(name, count, Message("pixels"), MOST_PIXELS)
        return np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))[:, :, ::-1].copy()
    raise InputError(
        Message(
            "{name}: a picture cannot be read; scan it again, or save it as PNG or JPEG",
            name=decoding.one_line(name),
        )
    )
