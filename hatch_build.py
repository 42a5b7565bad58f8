"""Compile the catalogues of messages, so that every kind of install can read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Writes each ``.mo`` beside its ``.po``: for the wheel, and in the checkout for an editable
    install.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 the signature is hatchling's
        """Called before anything is collected."""
        for path in sorted(Path(self.root, "policydiff", "locale").glob("*/LC_MESSAGES/*.po")):
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(source, locale=path.parts[-3].partition("@")[0]))
