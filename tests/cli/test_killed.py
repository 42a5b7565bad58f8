"""Whatever changes a repository can be killed at any moment: what was acknowledged stays, what was
going on is there as a whole or not at all.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from killing import COMMANDS, Forks, Life


@pytest.mark.where_changed("policydiff/store", "policydiff/system", "policydiff/library/actions")
def test_a_command_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    """Some moments of each command, with a fixed seed; `benchmarks/kills_bench.py` kills two
    hundred.
    """
    with Forks(tmp_path / "said") as forks:
        life = Life(tmp_path, forks, seed=1)

        life.live(24)

    assert set(life.kills) == set(COMMANDS)
