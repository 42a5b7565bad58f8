"""The comparisons built by hand that the tests of reports use as well."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS / "diffing"))
sys.path.insert(0, str(TESTS / "render"))
sys.path.insert(0, str(TESTS / "views"))

from invented import hostile_fixture, same_fixture, sample_fixture  # noqa: E402, F401 fixtures, from the folder that was added above
