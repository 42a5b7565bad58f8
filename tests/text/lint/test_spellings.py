"""Numbers in words and figures, characters of two scripts: what differs, and what is no flaw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.reading import plugins
from policydiff.text.lint.checks import lint
from policydiff.text.numerals import write_counted

FORMAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
TEXT = "双方应当为对方保守商业秘密，违约的应当赔偿损失，争议由仲裁机构裁决，本合同签订后发生效力。"


def found(text: str, kind: str) -> list[str]:
    """The messages of one kind on a contract with this text."""
    document = policydiff.load(f"雨伞采购合同\n\n第一条　{text}\n".encode(), name="x.txt")
    flaws = lint(document, plugins.dialect(document.dialect).drafting)
    return [str(flaw.message) for flaw in flaws if flaw.type == kind]


def differing(text: str) -> list[str]:
    return found(text, "number-differs")


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_an_amount_differs_where_its_values_do(written: int, printed: int) -> None:
    words = write_counted(written, *FORMAL, ten=False)

    for text in (
        f"总价{words}元整（¥{printed:,}.00）。",
        f"总价人民币（大写）{words}元整（小写：{printed}元）。",
        f"总价{printed:,}元（大写：人民币{words}元整）。",
        f"总价小写：￥{printed}，大写：{words}元整。",
    ):
        assert bool(differing(text)) == (written != printed)


@pytest.mark.parametrize(
    "text",
    [
        "定金伍拾万元（50,000元）。",
        "定金50万元（大写：人民币伍万元整）。",
        "定金三亿两千万元（3.1亿元）。",
        "定金壹佰元陆角（¥100.50）。",
        "在三十（15）日内付款。",
        "一式肆（3）份。",
        "按百分之五（6%）计算。",
        "共伍拾（500）万元。",
        "合计（大写）壹万元整 ￥12,000",
    ],
)
def test_numbers_that_differ_are_found(text: str) -> None:
    assert len(differing(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "定金三亿二千万元（3.2亿元）。",
        "定金壹佰元零陆分（¥100.06）。",
        "单价12.5元（壹拾贰元伍角）。",
        "人民币1928.754万元（大写：壹仟玖佰贰拾捌万柒仟伍佰肆拾元整）。",
        "按百分之零点五（0.5%）计算。",
        "违约金一万元（每日100元）。",
        "租金壹仟元（1000元/平方米）。",
        "押金壹万元（2）。",
        "约一百万元（1,000,003元）。",
        "附件一（2）份。",
        "罚款一万元至五万元（10000元至50000元）。",
        "一百二（102）元。",
        "金额____元（大写：____元整）。",
    ],
)
def test_what_may_be_right_is_no_flaw(text: str) -> None:
    assert differing(text) == []


@pytest.mark.parametrize(("printed", "flaws"), [("190000.00", 0), ("19000.00", 1)])
def test_the_second_form_may_stand_in_the_next_line(printed: str, flaws: int) -> None:
    text = f"合同总金额：\n\n人民币（大写）：壹拾玖万元整\n\n（小写）：￥ {printed}"

    assert len(differing(text)) == flaws


def test_words_in_the_other_script_are_listed() -> None:
    assert found(f"{TEXT}{TEXT}本條款無效的，應當補充條款。", "mixed-script") == [
        "traditional characters in a simplified text: 條→条、無→无、應當補→应当补"
    ]


def test_simplified_words_in_a_traditional_text_are_listed() -> None:
    text = "雙方應當為對方保守商業秘密，違約的應當賠償損失，爭議由仲裁機構裁決，自簽訂後發生效力，处罚無效。"

    assert found(text, "mixed-script") == ["simplified characters in a traditional text: 处罚→處罰"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}依照《雨傘條例》第三條辦理。",
        f"{TEXT}商标为“雨傘無憂”。",
        f"{TEXT}乙方为港岛雨傘製造有限公司。",
        "雙方應當保守商業秘密，违约的应当赔偿损失，爭議由仲裁機構裁決，合同签订后发生效力。",
    ],
)
def test_names_and_texts_in_both_scripts_are_no_flaw(text: str) -> None:
    assert found(text, "mixed-script") == []


@given(
    st.text("壹贰拾佰万亿零元角分整三十百¥0123456789,.（）()大写小人民币：条條与與", max_size=60)
)
def test_any_signs_can_be_checked(text: str) -> None:
    assert differing(text) == differing(text)
