"""policydiff cites --from FILE, and --fix. The laws and contracts are invented."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from json_schemas import validator
from river_laws import river_laws

from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.docx import reader

LINES = (
    "采砂合同",
    "第一条　本合同依据《示例省河道保护条例》（以下简称《条例》）订立。",
    "第二条　采砂依照《条例》第三条第二款办理，夜间依照《条例》第四条执行。",
    "第三条　违约的，按照本合同第二条处理。",
    "签订日期：2019年8月1日",
)


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return river_laws(tmp_path_factory.mktemp("cites-file") / "laws").root


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A contract of 2019 in Word, with the texts cut into runs of three characters."""
    word = docx.Document()
    for line in LINES:
        paragraph = word.add_paragraph()
        for place in range(0, len(line), 3):
            paragraph.add_run(line[place : place + 3]).bold = place % 2 == 0
    path = tmp_path / "contract.docx"
    word.save(str(path))
    return path


@pytest.fixture
def ask(rivers: Path, contract: Path, run):
    return lambda *arguments: run("cites", "--from", contract, *arguments, "-C", rivers)


def lines_of(path: Path, revisions: str) -> list[str]:
    options = ReadOptions(revisions=revisions)  # type: ignore[arg-type]
    return [line.text for line in reader.read(path.read_bytes(), path.name, options).lines]  # type: ignore[union-attr]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_lines_say_what_is_to_be_done(ask) -> None:
    result = ask("--lang", "en")

    assert result.code == 6
    assert [line.split(": ", 1)[1] for line in result.out.splitlines()[2:-3]] == [
        "the whole text is cited, no provision; checked was that it is stored",
        "same words, now 第四条第二款; to be cited as 《条例》第四条第二款",
        "no provision corresponds any more",
        "exists; the number alone was checked, not the words beside it",
    ]
    assert result.out.splitlines()[-2] == (
        "citations: 4; checked without a fault: 2 (of 2 the existence alone); "
        "to be corrected or looked at: 2; not checked: 0"
    )
    assert result.out.splitlines()[-1].startswith("Checked was whether what is cited exists")
    assert "2019-08-01, the day of the file" in result.err
    assert "2020-01-01, as asked" in ask("--lang", "en", "--written", "2020-01-01").err


RULES = """示例公司采砂管理制度

1 总则

1.1 采砂依照3.2.1办理。

2 职责

2.1 安全部负责检查，见3.9。

3 采砂

3.1 采砂不超过3.5万吨。

3.2 审批

3.2.1 部门依照《示例省河道保护条例》第三条第二款申请。

3.2.2 3.2.1除外。
"""


def test_clauses_of_rules_cite_under_their_names(rivers: Path, run, tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_text(RULES, encoding="utf-8")
    result = run("cites", "--from", path, "-C", rivers, "--lang", "en")
    lines = [line for line in result.out.splitlines() if line.startswith("  ")]

    assert [line.split(" → ")[0].strip() for line in lines] == [
        "1.1 3.2.1",
        "2.1 3.9",
        "3.2.1 《示例省河道保护条例》第三条第二款",
        "3.2.2 3.2.1",
    ]
    assert "#3.2.1 (the text itself): exists" in lines[0]
    assert "there is no such provision" in lines[1]


def test_lint_finds_a_clause_that_does_not_exist(run, tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_text(RULES, encoding="utf-8")
    lines = run("lint", path, "--lang", "en").out.splitlines()

    assert [line.partition(": ")[2] for line in lines if "dangling" in line] == [
        "2.1: dangling-reference: 3.9 does not exist"
    ]


def test_a_file_without_a_day_says_so(rivers: Path, run, tmp_path: Path) -> None:
    path = tmp_path / "contract.txt"
    path.write_text("\n".join(LINES[:-1]), encoding="utf-8")
    result = run("cites", "--from", path, "-C", rivers, "--lang", "en")

    assert "the file tells no day" in result.err


def test_an_older_number_is_shown_with_both_articles(rivers: Path, run, tmp_path: Path) -> None:
    path, page = tmp_path / "contract.txt", tmp_path / "page.md"
    line = "第二条　乙方依照《条例》第三条申请采砂许可证，说明采砂的地点和数量。"
    path.write_text("\n".join((*LINES[:2], line, "签订日期：2025年8月1日")), encoding="utf-8")
    result = run("cites", "--from", path, "-C", rivers, "--lang", "zh")
    run("cites", "--from", path, "-C", rivers, "--lang", "zh", "-o", page)
    text = page.read_text(encoding="utf-8")

    assert result.code == 6
    assert "所引条号疑为2018-03-01文本的条号：旁边的文字与当时的第三条（今第四条）相符" in (
        result.out
    )
    assert "河长" in text
    assert "2018-03-01的第三条" in text


def test_lines_in_chinese(ask) -> None:
    out = ask("--lang", "zh").out

    assert "文字未变，现为第四条第二款；应改为《条例》第四条第二款" in out
    assert "已无对应条款" in out
    assert "有此条款；仅核对条号存在，旁边的文字未核对" in out
    assert "4处引用：已核对未发现差错2处（其中仅核对存在2处）；有差错或须人工核对2处" in out


def test_json_is_as_its_schema_says(ask) -> None:
    result = ask("--format", "json")
    value = json.loads(result.out)

    validator("citations").validate(value)
    checks = [one["check"] for one in value["citations"]]
    assert value["day"] == "2019-08-01"
    assert [one["verdict"] for one in checks] == ["stands", "renumbered", "removed", "stands"]
    assert checks[1]["corrected"] == "《条例》第四条第二款"
    assert [one["compared"] for one in checks] == ["number", None, None, "number"]
    assert value["tally"] == {
        "citations": 4,
        "sound": 2,
        "only_exist": 2,
        "faulty": 2,
        "unchecked": 0,
    }


@pytest.mark.parametrize("ending", [".html", ".md", ".docx", ".json"])
def test_pages(ask, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report{ending}"
    result = ask("-o", path)

    assert result.code == 6
    if ending == ".docx":
        tables = docx.Document(str(path)).tables
        text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    else:
        text = path.read_text(encoding="utf-8")
    assert "《条例》第四条第二款" in text
    if ending != ".json":
        assert "文字未变，现为第四条第二款" in text
    if ending in (".html", ".md"):
        assert "4处引用：已核对未发现差错2处" in text
        assert "引用无误" not in text


def test_fix_writes_changes_and_comments(ask, contract: Path, tmp_path: Path) -> None:
    before, target = contract.read_bytes(), tmp_path / "fixed.docx"
    result = ask("--fix", "-o", target, "--author", "法务处", "--made", "2026-01-31")
    fixed = [line.replace("第三条第二款办理", "第四条第二款办理") for line in LINES]

    assert (result.code, contract.read_bytes()) == (6, before)
    assert (
        "1 renumbered, 1 with a comment" in result.err or "改正序号 1 处，加批注 1 处" in result.err
    )
    assert lines_of(target, "accepted") == fixed
    assert lines_of(target, "original") == list(LINES)
    comment = next(iter(docx.Document(str(target)).comments))
    assert comment.author == "法务处"
    assert comment.text == "《示例省河道保护条例》（2022-06-01）：已无对应条款"
    old, new = parts(contract), parts(target)
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }


def test_the_corrected_file_needs_no_more_correction(
    ask, rivers: Path, run, tmp_path: Path
) -> None:
    target = tmp_path / "fixed.docx"
    ask("--fix", "-o", target)
    again = run("cites", "--from", target, "-C", rivers, "--written", "2023-01-01", "--lang", "en")

    assert "《条例》第四条第二款" in again.out
    assert "to be cited as" not in again.out


def test_a_file_in_order_is_written_as_it_is(rivers: Path, run, tmp_path: Path) -> None:
    word = docx.Document()
    for line in (
        "采砂合同",
        "第一条　依照《示例省河道保护条例》第一条订立。",
        "第二条　适用第一条。",
        LINES[-1],
    ):
        word.add_paragraph(line)
    path, target = tmp_path / "fine.docx", tmp_path / "same.docx"
    word.save(str(path))
    result = run("cites", "--from", path, "--fix", "-o", target, "-C", rivers)

    assert result.code == 0
    assert target.read_bytes() == path.read_bytes()


def test_a_file_with_tracked_changes_keeps_them(
    ask, rivers: Path, run, contract: Path, tmp_path: Path
) -> None:
    once, twice = tmp_path / "once.docx", tmp_path / "twice.docx"
    ask("--fix", "-o", once)
    result = run(
        "cites",
        "--from",
        once,
        "--fix",
        "-o",
        twice,
        "-C",
        rivers,
        "--on",
        "2023-01-01",
        "--lang",
        "en",
    )

    assert result.code == 6
    for revisions in ("accepted", "original"):
        assert lines_of(twice, revisions) == lines_of(once, revisions)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--fix",), 2),
        (("--fix", "-o", "x.txt"), 2),
        (("--on", "soon"), 2),
        (("--written", "2019-02-30"), 2),
        (("-o", "x.pdf"), 2),
    ],
)
def test_wrong_usage(ask, arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    result = ask(*(tmp_path / one if "." in one else one for one in arguments))

    assert result.code == code
    assert result.err.count("\n") == 1
    assert not list(tmp_path.glob("x.*"))


def test_the_file_itself_is_never_overwritten(ask, contract: Path) -> None:
    before = contract.read_bytes()
    result = ask("--fix", "-o", contract)

    assert (result.code, contract.read_bytes()) == (2, before)


def test_only_a_file_is_corrected_or_dated(rivers: Path, run, tmp_path: Path) -> None:
    for arguments in (("--fix", "-o", tmp_path / "x.docx"), ("--written", "2020-01-01")):
        assert run("cites", "--from", "示例省河道采砂规定", *arguments, "-C", rivers).code == 2


def test_without_a_repository(contract: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(contract.parent)
    result = run("cites", "--from", contract, "--lang", "en")

    assert result.code == 0
    assert result.out.count("not checked: the text is not in the repository") == 3
    assert "not checked: 3 (the text is not in the repository: 3)" in result.out
    assert "there is no repository here" in result.err


def test_a_stored_text_is_asked_as_before(rivers: Path, run) -> None:
    text = run("cites", "--from", "示例省河道采砂规定", "-C", rivers, "--format", "json").out

    assert "check" not in json.loads(text)["citations"][0]


def test_a_digital_signature_that_is_lost_is_named(ask, contract: Path, tmp_path: Path) -> None:
    plain = ask("--fix", "-o", tmp_path / "plain.docx")
    with zipfile.ZipFile(contract, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    signed = ask("--fix", "-o", tmp_path / "signed.docx")

    assert "digital signature" not in plain.err
    assert "its digital signature does not hold for the corrected file" in signed.err
