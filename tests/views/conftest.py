"""The comparisons built by hand that the tests of reports use as well."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "reports"))

from invented import hostile_fixture, same_fixture, sample_fixture  # noqa: F401 fixtures
