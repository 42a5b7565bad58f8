"""The words by which mainland texts cite provisions, and put works out of force."""

from __future__ import annotations

import re

from policydiff.text.traditions.citation_words import CitationWords

CITATIONS = CitationWords(
    levels={
        "编": "part",
        "分编": "subpart",
        "章": "chapter",
        "节": "section",
        "条": "article",
        "款": "paragraph",
        "项": "point",
        "目": "indent",
    },
    own=(
        "本法",
        "本条例",
        "本办法",
        "本规定",
        "本细则",
        "本规则",
        "本解释",
        "本决定",
        "本意见",
        "本通知",
        "本决议",
        "本修正案",
        "本宪法",
        "本方案",
        "本章程",
        "本合同",
        "本协议",
        "本制度",
        "本准则",
    ),
)

REPEALED = re.compile(r"(?:同时|即行|自行|一并|均|即|予以|相应){0,6}废止")
"""What is said of works that a text puts out of force, behind the last of their titles."""
LISTED = re.compile(r"、|和|及|以及|与")
"""What stands between two titles of a list."""
LIFE_WORDS = (REPEALED, LISTED)
"""The words of what a text states of the life of works."""
