"""The drafting traditions by key; each is imported when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from policydiff.model.source import SourceText
from policydiff.text.traditions.dialect import Dialect

MODULES: dict[str, str] = {
    "cn_law": "policydiff.text.traditions.mainland.cn_law",
    "cn_policy": "policydiff.text.traditions.mainland.cn_policy",
    "cn_decision": "policydiff.text.traditions.mainland.cn_decision",
    "cn_contracts": "policydiff.text.traditions.contracts.cn_contracts",
    "cn_rules": "policydiff.text.traditions.rules.cn_rules",
}
"""Each tradition is a folder; of two that recognise a text equally well the earlier wins."""


class _Dialects(Mapping[str, Dialect]):
    def __getitem__(self, name: str) -> Dialect:
        found: Dialect = import_module(MODULES[name]).DIALECT
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


DIALECTS = _Dialects()
"""Key → dialect."""


def recognise(source: SourceText) -> Dialect:
    """The dialect that recognises a source best; of equals the first in the table."""
    return max(DIALECTS.values(), key=lambda candidate: candidate.recognise(source))
