"""Contracts with the numbers of an older version. The law, its trades and the contracts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from ready_repositories import new_repository

from policydiff.citing.actions.cites import Question, cites
from policydiff.model.cited import CitationCheck, Citations
from policydiff.reading.load import load
from policydiff.store.repository import Repository
from policydiff.text.numerals import write_number
from policydiff.works.session import Session

TRADES = """
采砂:界桩 养蜂:蜂箱 放牧:草场 捕鱼:渔网 摆渡:缆绳 伐竹:砍刀 采茶:茶篓 造纸:纸浆 制陶:陶窑 酿酒:酒曲
晒盐:盐池 采石:石料 烧炭:炭窑 养蚕:桑叶 种菇:菌种 放灯:花灯 划船:船桨 垂钓:鱼竿 潜水:氧气瓶 攀岩:绳索
露营:帐篷 滑雪:雪橇 骑马:马鞍 唱戏:戏服 说书:醒木 剪纸:剪刀 刺绣:绣花针 编筐:藤条 织布:织机 染布:染缸
打铁:铁砧 铸钟:铜模 磨面:石磨 榨油:油坊 晒鱼:竹席 修伞:伞骨 补锅:锡水 刻章:印石 裱画:画轴 修表:发条
租书:书架 卖花:花盆 送水:水桶 运煤:煤车 搬家:家具 拆船:船坞 清淤:淤泥 打井:钻头 植树:树苗 养鸭:鸭棚
"""
PAIRS = tuple(tuple(one.split(":")) for one in TRADES.split())
TITLE = "示例市水乡百业条例"


def article(trade: str, tool: str) -> str:
    return f"从事{trade}的，应当妥善保管{tool}，不得将{tool}转借给他人；{trade}结束后应当清理现场。"


def law(passed: str, begins: str, trades: list[tuple[str, str]]) -> str:
    """A law with an article for each trade, in this order."""
    body = ["为了振兴百业，制定本条例。", *(article(*one) for one in trades)]
    body.append(f"本条例自{begins}起施行。")
    articles = "\n".join(f"第{write_number(at)}条　{text}" for at, text in enumerate(body, start=1))
    head = f"（{passed}示例市第一届人民代表大会常务委员会第一次会议通过）"
    return f"{TITLE}\n{head}\n{articles}\n"


OLD = list(PAIRS)
NEW = [*PAIRS[7:], *PAIRS[:7]]


def number(trades: list[tuple[str, str]], one: tuple[str, str]) -> str:
    return f"第{write_number(trades.index(one) + 2)}条"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    store = new_repository(tmp_path_factory.mktemp("trades") / "laws", clock=lambda: 1_767_312_000)
    for text in (
        law("2018年3月1日", "2018年5月1日", OLD),
        law("2023年3月1日", "2023年5月1日", NEW),
    ):
        store.add(load(text.encode(), name="law.txt"), text.encode(), "law.txt")
    return store


def check(
    folder: Path, laws: Repository, *lines: str, title: str = "合作合同", day: str = "2025年8月1日"
) -> Citations:
    """The citations of a contract whose articles are these lines."""
    articles = [f"第{write_number(at)}条　{line}" for at, line in enumerate(lines, start=1)]
    path = folder / "contract.txt"
    path.write_text("\n".join((title, f"签订日期：{day}", *articles)) + "\n", encoding="utf-8")
    return cites(Question(source=str(path)), Session(repository=laws.root))


def checks(read: Citations) -> list[CitationCheck]:
    return [one.check for one in read.citations if one.check is not None]


def test_fifty_numbers_of_the_older_version_are_found(tmp_path: Path, laws: Repository) -> None:
    read = check(
        tmp_path,
        laws,
        *(
            f"乙方依照《{TITLE}》{number(OLD, (trade, tool))}的规定{trade}，{tool}由乙方自备。"
            for trade, tool in PAIRS
        ),
    )
    found = checks(read)

    assert len(found) == 50
    assert {one.verdict for one in found} == {"former"}
    assert [one.former.now for one in found if one.former] == [(number(NEW, one),) for one in PAIRS]
    assert {one.former.date for one in found if one.former} == {"2018-03-01"}
    assert all(
        set(pair) <= set(one.former.words)
        for one, pair in zip(found, PAIRS, strict=True)
        if one.former
    )
    assert not any(one.fixes for one in found)
    assert read.tally.faulty == 50


def test_none_of_fifty_right_numbers_is_doubted(tmp_path: Path, laws: Repository) -> None:
    read = check(
        tmp_path,
        laws,
        *(
            f"因{trade}使用的{tool}，双方按照《{TITLE}》{number(NEW, (trade, tool))}处理。"
            for trade, tool in PAIRS
        ),
    )

    assert {one.verdict for one in checks(read)} == {"stands"}
    assert [one.compared for one in checks(read)].count("words") >= 45
    assert not read.faulty


def test_a_number_without_words_is_checked_as_a_number_alone(
    tmp_path: Path, laws: Repository
) -> None:
    read = check(tmp_path, laws, *(f"双方依照《{TITLE}》{number(OLD, one)}执行。" for one in PAIRS))

    assert {(one.verdict, one.compared) for one in checks(read)} == {("stands", "number")}
    assert (read.tally.sound, read.tally.only_exist) == (50, 50)


def test_before_the_new_version_the_number_was_right(tmp_path: Path, laws: Repository) -> None:
    trade, tool = PAIRS[0]
    line = f"乙方依照《{TITLE}》{number(OLD, PAIRS[0])}的规定{trade}，{tool}由乙方自备。"
    (found,) = checks(check(tmp_path, laws, line, day="2020年8月1日"))

    assert (found.verdict, found.former) == ("renumbered", None)


def test_the_subject_of_a_contract_speaks_for_what_it_is_based_on(
    tmp_path: Path, laws: Repository
) -> None:
    line = f"根据《{TITLE}》{number(OLD, ('打铁', '铁砧'))}的规定，双方订立本合同。"
    (found,) = checks(check(tmp_path, laws, line, title="打铁铁砧租赁合同"))
    (other,) = checks(check(tmp_path, laws, line, title="房屋租赁合同"))

    assert (found.verdict, other.verdict) == ("former", "stands")


def test_words_of_what_else_is_cited_are_no_evidence(tmp_path: Path, laws: Repository) -> None:
    sand, other = PAIRS[0], NEW[0]
    line = (
        f"采砂和看护界桩依照《{TITLE}》{number(NEW, sand)}的规定，"
        f"其他事项依照《{TITLE}》{number(OLD, sand)}的规定。"
    )
    found = checks(check(tmp_path, laws, line))

    assert number(OLD, sand) == number(NEW, other)
    assert [one.verdict for one in found] == ["stands", "stands"]


def test_a_list_is_judged_as_a_whole(tmp_path: Path, laws: Repository) -> None:
    pairs = PAIRS[10], PAIRS[11]
    words = "、".join(word for pair in pairs for word in pair)

    def verdicts(trades: list[tuple[str, str]]) -> list[str]:
        numbers = "、".join(number(trades, pair) for pair in pairs)
        line = f"{words}等事项，依照《{TITLE}》{numbers}的规定执行。"
        return [one.verdict for one in checks(check(tmp_path, laws, line))]

    assert (verdicts(OLD), verdicts(NEW)) == (["former"] * 2, ["stands"] * 2)


def test_a_quotation_of_the_older_article_is_both(tmp_path: Path, laws: Repository) -> None:
    line = f"《{TITLE}》{number(OLD, PAIRS[3])}规定：“不得将渔网转借给他人”。"
    (found,) = checks(check(tmp_path, laws, line))

    assert found.verdict == "misquoted"
    assert found.former is not None
    assert found.former.now == (number(NEW, PAIRS[3]),)


def test_each_citation_counts_once(tmp_path: Path, laws: Repository) -> None:
    trade, tool = PAIRS[0]
    read = check(
        tmp_path,
        laws,
        f"乙方依照《{TITLE}》{number(OLD, PAIRS[0])}的规定{trade}，{tool}由乙方自备。",
        f"双方依照《{TITLE}》第九条和《示例市无此条例》第三条执行。",
        f"违约的，按照本合同第二条和《{TITLE}》第九百条处理。",
    )

    assert read.tally.to_dict() == {
        "citations": 5,
        "sound": 2,
        "only_exist": 2,
        "faulty": 2,
        "unchecked": 1,
    }
