"""The words of the workbook alone."""

from __future__ import annotations

from policydiff.locale import Labels
from policydiff.report.labels import WORDS

VERDICTS = ("confirmed", "questioned", "to-mend")
"""What a reviewer may say of a row, by the keys of its words."""

SHEET_WORDS = Labels(
    "sheet",
    {
        "table-sheet": "Comparison",
        "facts-sheet": "About",
        "serial": "No.",
        "remark": "Remarks",
        "score": "Odds",
        "is-moved": "Moved",
        "is-renumbered": "Re-numbered",
        "yes": "yes",
        "verdict": "Verdict",
        "comment": "Comment",
        "confirmed": "confirmed",
        "questioned": "questioned",
        "to-mend": "to be changed",
        "verdict-only": "Choose one of “{verdicts}”; anything else goes into “Comment”.",
        "page": "Page {page} of {pages}",
        "too-long": "…… ({count} more characters left out: a cell holds 32,767)",
        "too-tall": "A cell can only be so tall: in very long provisions …… stands for text that did not change.",
        "unchanged-left-out": "Provisions that did not change are left out.",
        "for-reviewers": "The columns “Verdict” and “Comment” are the reviewer's; every column can be filtered.",
    },
    WORDS,
)
"""Language → key → words, those of the other reports among them."""
