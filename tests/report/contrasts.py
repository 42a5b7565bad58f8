"""The contrast of two colours as WCAG 2 reckons it, and the colours of what a page shows."""

from __future__ import annotations

_PAIRS = """wanted => Array.from(document.querySelectorAll(wanted)).map(e => {
    let ground = e; while (getComputedStyle(ground).backgroundColor.match(/, 0\\)$/)) ground = ground.parentElement;
    const read = text => { const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
      c.fillStyle = text; c.fillRect(0, 0, 1, 1); return Array.from(c.getImageData(0, 0, 1, 1).data).slice(0, 3); };
    return [read(getComputedStyle(e).color), read(getComputedStyle(ground).backgroundColor)]; })"""


def contrasts(page, wanted: str) -> list[float]:
    """Those of all elements that a selector finds, each with the ground on which it stands."""
    return [contrast(*pair) for pair in page.evaluate(_PAIRS, wanted)]


def contrast(ink: list[int], ground: list[int]) -> float:
    """From 1 to 21."""
    first, second = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def luminance(colour: list[int]) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
