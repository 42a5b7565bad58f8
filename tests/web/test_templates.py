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
