"""The page of any value that a person is shown, by the family of the value."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from policydiff.model.plugins import ReportOptions, Shown
from policydiff.views.page import Page


def page_of(value: Shown, options: ReportOptions) -> Page:
    """The page of a value, made by the module of its family, which is imported when it is first
    needed: that of a chain brings all that reads decisions.

    Raises `TypeError` for the text of a document, which is no report.
    """
    if value.family == "document":
        message = "there is no page of a document"
        raise TypeError(message)
    name = f"{value.family}_page"
    make = getattr(import_module(f"policydiff.views.{name}"), name)
    return cast("Callable[[Shown, ReportOptions], Page]", make)(value, options)
