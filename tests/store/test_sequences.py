"""Whatever is added in whatever order: the repository is sound, history only grows, the work tree
follows.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import git, make, source

from policydiff.errors import PolicyDiffError
from policydiff.store.changes.additions import Added, Addition
from policydiff.store.repository import Repository

DOCUMENTS = st.builds(
    make,
    st.sampled_from(("示例法", "《示例法》", "失利法", "示例条例", "con")),
    st.sampled_from((None, "1954-09-20", "2022-12-30", "2025-12-27")),
    st.sampled_from((("第一种。",), ("第二种。",), ("第一种 。",))),
    kind=st.sampled_from(("law", "regulation", "opinion")),
    stage=st.sampled_from((None, None, "征求意见稿")),
)


@st.composite
def additions(draw) -> Addition:
    """A document with a source that it may share with others."""
    document = draw(DOCUMENTS)
    data = draw(st.sampled_from((source(document), b"a page", b"another page")))
    slug = draw(st.sampled_from((None, None, None, "own")))
    return Addition(
        document=document,
        source=data,
        source_name="x.txt",
        slug=slug,
        witness=draw(st.booleans()),
        correct=draw(st.booleans()),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(additions(), min_size=1, max_size=10), st.integers(1, 4))
def test_every_sequence_keeps_the_repository_sound(sequence: list[Addition], batch: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository.init(Path(folder))
        first = git(repository.root, "rev-parse", "main").strip()

        outcomes = list(repository.add_many(sequence, batch=batch))

        assert len(outcomes) == len(sequence)
        assert all(
            isinstance(one, Added) or isinstance(one.error, PolicyDiffError) for one in outcomes
        )
        assert len(repository.log()) == 1 + sum(
            isinstance(one, Added) and one.commit is not None for one in outcomes
        )
        assert repository.fsck() == ()
        assert git(repository.root, "status", "--porcelain") == ""
        git(repository.root, "merge-base", "--is-ancestor", first, "main")
        fresh = Repository.open(repository.root)
        assert fresh.works() == repository.works()
        for work in fresh.works():
            for version in work.versions:
                assert fresh.load(version).uri == work.uri
