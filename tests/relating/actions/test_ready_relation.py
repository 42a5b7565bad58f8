"""A relation that was computed once gives what computing it for these judgements gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff.cli.main import main
from policydiff.relating.actions.ready_relation import key_of
from policydiff.relating.actions.relate import RelateOptions, relate_operands
from policydiff.relating.actions.review.page import PlaceJudgement, judge_at
from policydiff.relating.actions.review.review import ReviewOptions, open_review
from policydiff.works.resolve import resolve
from policydiff.works.session import GivenText, Session

ITEMS = "".join(
    f"{number}．{head}。{text}\n\n"
    for number, (head, text) in enumerate(
        (
            ("保护信息", "完善个人信息保护制度，严禁非法收集使用个人信息；落实保密责任。"),
            ("处理投诉", "经营者应当建立投诉举报制度，及时受理并处理投诉。"),
            ("培养人才", "支持高等学校开设课程，培养专门人才。"),
        ),
        1,
    )
)
OPINION = f"示例省关于促进示例事业发展的意见\n\n（2017年3月1日）\n\n一、主要任务\n\n{ITEMS}"
LAW = "示例省{name}条例\n\n（2021年5月1日示例省人民代表大会常务委员会通过）\n\n" + "\n\n".join(
    f"第{num}条　{text}"
    for num, text in zip(
        ("一", "二", "三", "四", "五", "六"),
        (
            "为了规范{name}，制定本条例。",
            "经营者不得非法收集、使用个人信息，对个人信息严格保密。",
            "经营者应当建立{name}投诉、举报制度，及时受理并处理投诉。",
            "鼓励高等学校培养{name}专门人才。",
            "经营者应当制定{name}应急预案。",
            "本条例自2021年7月1日起施行。",
        ),
        strict=True,
    )
)
JUDGED = (
    PlaceJudgement(item="art_1", article="art_2", verdict="rejected"),
    PlaceJudgement(item="art_1", article="art_6", verdict="confirmed", grade=2),
    PlaceJudgement(item="art_2", article="art_5", note="再看"),
    PlaceJudgement(item="art_3", article="art_4", verdict="rejected"),
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A repository with an opinion and two regulations."""
    root = tmp_path / "laws"
    assert main(["init", str(root)]) == 0
    texts = {"opinion": OPINION, "boats": LAW.format(name="渡船"), "buses": LAW.format(name="客车")}
    for slug, text in texts.items():
        path = tmp_path / f"{slug}.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["--repo", str(root), "add", str(path), "-q", "--slug", slug]) == 0
    return Session(repository=root)


@pytest.mark.parametrize("left", ["opinion", "boats"])
@pytest.mark.parametrize("limit", [1, None])
def test_a_ready_relation_is_the_same_after_every_judgement(session, left, limit):
    rights = [slug for slug in ("boats", "buses") if slug != left]
    made: dict = {}
    options = RelateOptions(limit=limit)

    def ready(key, make):
        if key not in made:
            made[key] = make()
        return made[key]

    for given in (None, *JUDGED):
        if given is not None:
            judge_at(left, rights[0], session, given, "张三")
        direct = relate_operands(left, rights, session, options).relation
        assert relate_operands(left, rights, session, options, ready).relation == direct
        assert relate_operands(left, rights, session, options, ready).relation.to_dict() == (
            direct.to_dict()
        )
    assert len(made) <= 1 + len(JUDGED)


def test_what_a_person_writes_of_a_requirement_follows_its_text(session, tmp_path):
    given = PlaceJudgement(item="art_3", columns={"gap": "未公布\r\n方式 ", "deadline": " "})
    judge_at("boats", "buses", session, given, "张三")
    stored = open_review("boats", "buses", session, ReviewOptions()).pair
    assert [one.words for one in stored.review.gaps] == [(("gap", "未公布\n方式"),)]

    newer = LAW.format(name="客车").replace("2021年5月", "2024年5月").replace("严格保密", "保密")
    path = tmp_path / "newer.txt"
    path.write_text(newer, encoding="utf-8")
    assert main(["--repo", str(session.repository), "add", str(path), "-q"]) == 0
    fresh = Session(repository=session.repository)
    relation = relate_operands("boats", ["buses"], fresh, RelateOptions()).relation
    assert [(one.left, one.reviewer, one.stale) for one in relation.gaps] == [
        ("art_3", "张三", True)
    ]
    assert main(["--repo", str(session.repository), "fsck"]) == 0


def test_a_file_of_statements_is_brought_and_read_again(session, tmp_path, capsys):
    path = tmp_path / "mine.toml"
    path.write_text(
        "format = 3\n"
        '[left]\ntitle = "示例省渡船条例"\n[right]\ntitle = "示例省客车条例"\n'
        '[[gap]]\nleft = "第三条"\nby = "张三"\ngap = "未公布 \\"方式\\""\n',
        encoding="utf-8",
    )
    root = ["--repo", str(session.repository), "review", "boats", "buses", "-q"]
    assert main([*root, "--from", str(path)]) == 0
    out = tmp_path / "out.toml"
    assert main([*root, "--export", str(out)]) == 0

    text = out.read_text(encoding="utf-8")
    assert text.count("[[gap]]") == 1
    assert 'gap = "未公布 \\"方式\\""' in text
    assert "format = 3" in text
    older = path.read_text(encoding="utf-8").replace("format = 3", "format = 2")
    path.write_text(older, encoding="utf-8")
    assert main([*root, "--from", str(path)]) == 3
    assert "format = 3" in capsys.readouterr().err


def test_two_texts_without_a_day_are_never_taken_for_one_another():
    """Texts that came with the call have no name in a repository: their words tell them apart."""
    texts = {
        "upload:1": GivenText(name="a.txt", data="甲规定\n\n第一条　应当保密。\n".encode()),
        "upload:2": GivenText(name="b.txt", data="甲规定\n\n第一条　中午开饭。\n".encode()),
    }
    session = Session(given=texts, files=False)

    first, second = (key_of(resolve(operand, session)) for operand in texts)

    assert first != second
    assert first == key_of(resolve("upload:1", session))
