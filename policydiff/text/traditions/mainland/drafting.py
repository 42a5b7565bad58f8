"""The words and marks by which mainland Chinese texts are drafted.

They are the forms in which a text names its terms, its pairs of marks, particles and negations, and
variants of characters.
"""

from __future__ import annotations

import re

from policydiff.text.numerals import FIGURE, NUMBER
from policydiff.text.traditions.dialect import DraftingWords

_NAME = r"[^“”‘’《》（）()，。；：、]{2,20}"

_LISTED = r"[^“”‘’《》（）()，。；：、]{2,40}?"
"""A name of a list, or some that 和 joins."""

_PARTICLES = """
的 地 得 所 其 该 本 等 了 着 并 并且 且 和 与 及 以及 或 或者 而 则 在 于 由 对 向 把 将 被 从 自 以 按 按照 依 依照 根据 关于 为 因 经 给 就
以上 以下 有 是 应当 应 可以 不得 不 未 没有 无 违反
"""
_NEGATIONS = "不 未 没有 无 非 不得 不能 不予 不再 尚未 并未 无需 无须 不属于 不在"

_GLYPHS = "帐=账 惟一=唯一 部份=部分 身分=身份 成份=成分 图象=图像 影象=影像 录象=录像 摄象=摄像 好象=好像 粘膜=黏膜 粘土=黏土"

DRAFTING_WORDS = DraftingWords(
    # （以下简称市绿化部门） · （以下统称“经营者”） · （下称规划）
    short_name=re.compile(
        rf"[（(](?:以下|下文|下同)?(?:简称|统称|通称|合称|称)为?[：:]?[“‘]?(?P<term>{_LISTED}(?:、{_LISTED})*?)[”’]?(?:，下同)?[）)]"
    ),
    # 本法所称网络，是指; what a text explains for its parent law as well, or by a phrase with 的,
    # is used in other forms
    meaning=re.compile(
        rf"(?<![和与及])本[^，。；]{{1,6}}?所称的?[“‘]?(?P<term>(?!{_NAME}?的){_NAME}?)[”’]?，(?:是|系)?指"
    ),
    term_joins=re.compile("[、和或及]"),
    relative=re.compile(
        rf"[前上]{FIGURE}{{0,9}}[编章节条款项目]|本[编章节条款项目](?!例)|[该同]|{NUMBER}至?[款项目]"
    ),
    pairs=(
        ("《", "》"),
        ("“", "”"),
        ("‘", "’"),
        ("（(", "）)"),
        ("〔", "〕"),
        ("【", "】"),
        ("「", "」"),
        ("『", "』"),
    ),
    particles=frozenset(_PARTICLES.split()),
    negations=frozenset(_NEGATIONS.split()),
    glyphs=dict(pair.split("=") for pair in _GLYPHS.split()),
)
