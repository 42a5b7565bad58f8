"""Commands that change a repository, killed at random moments; exit code 1 where anything is
damaged, lost or half done.

    python benchmarks/kills_bench.py [--kills 200] [--seed 0] [--each 25]

`add`, `import`, `set`, `remove`, `undo`, `link` and `review` run as processes in turn, each killed
(SIGKILL; alone, or with its gits) somewhere in the time that it took in a copy of the repository.
After each the repository is checked whole (`fsck`), what was there must be there, what was said to
be done is done, and its tree must be the one before or one that the command makes when it is left
in peace. A repository lives for `--each` kills, then a new one begins. The driver is that of the
tests (`tests/cli/killing.py`), which kill fewer.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "cli"))

from killing import COMMANDS, Forks, Life


def main() -> int:
    """Kill, and say how many of each command, and how many of those were stored all the same."""
    options = _arguments()
    kills: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    begun, seed = time.monotonic(), options.seed
    with tempfile.TemporaryDirectory() as place, Forks(Path(place, "said")) as forks:
        while kills.total() < options.kills:
            with tempfile.TemporaryDirectory() as folder:
                life = Life(Path(folder), forks, seed)
                try:
                    life.live(min(options.each, options.kills - kills.total()))
                except AssertionError as error:
                    print(
                        f"seed {seed}: {error}; as it was left: {shutil.copytree(folder, tempfile.mkdtemp(), symlinks=True, dirs_exist_ok=True)}"
                    )
                    return 1
            kills += life.kills
            whole += life.whole
            print(
                f"seed {seed}  kills {life.kills.total()}  of them stored {life.whole.total()}  commits {len(life.acknowledged)}",
                flush=True,
            )
            seed += 1
    for command in COMMANDS:
        print(f"{command:<7} killed {kills[command]:>3}  stored all the same {whole[command]:>3}")
    print(
        f"kills {kills.total()}  stored {whole.total()}  lost 0  damaged 0  seconds {time.monotonic() - begun:.0f}"
    )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200, help="how many (default: %(default)s)")
    parser.add_argument(
        "--seed", type=int, default=0, help="of the first repository (default: %(default)s)"
    )
    parser.add_argument(
        "--each", type=int, default=25, help="kills of one repository (default: %(default)s)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
