"""The words by which mainland texts cite provisions."""

from __future__ import annotations

from policydiff.model.citation_words import CitationWords

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
    ),
)
