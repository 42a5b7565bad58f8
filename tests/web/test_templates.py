"""Every template can be drawn whichever way its conditions go."""

from __future__ import annotations

import pytest
from jinja2 import nodes

from policydiff.report.html.environment import environment

TEMPLATES = environment("policydiff.web").list_templates()


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_names_a_filter_that_is_not_there(name):
    found = environment("policydiff.web")
    source, _, _ = found.loader.get_source(found, name)
    used = {one.name for one in found.parse(source).find_all(nodes.Filter)}
    assert used <= set(found.filters)


def test_the_frame_alone_has_the_main_part():
    """Pages in files (tables, an index, leaves) have frames of their own."""
    found = environment("policydiff.web")
    frames = ("export.html.j2", "index.html.j2", "leaf.js", "leaf_shell.html.j2", "site.html.j2")
    within = [
        name
        for name in found.list_templates()
        if name not in frames and "<main" in found.loader.get_source(found, name)[0]
    ]

    assert "<main" in found.loader.get_source(found, "site.html.j2")[0]
    assert within == []
