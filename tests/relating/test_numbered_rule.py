"""A rule beside a law, numbered 2.1 or 第二条: the same answers. All texts are invented."""

from __future__ import annotations

import json
import re
from pathlib import Path

LAW = """示例市数据处理条例
第一条　为了规范数据处理活动，制定本条例。
第二条　数据处理者应当建立健全数据安全管理制度，组织开展数据安全教育培训，采取相应的技术措施保障数据安全。
第三条　数据处理者应当定期对数据处理活动开展风险评估，每年至少一次，并向主管部门报送风险评估报告。
第四条　发生数据泄露的，数据处理者应当立即采取处置措施，按照规定在二十四小时内告知用户并向主管部门报告。
第五条　数据处理者不得非法向他人提供个人信息。
"""
RULE = """示例公司数据安全管理制度
1 总则
1.1 为保护公司数据，制定本制度。
2 职责
2.1 信息部负责建立健全数据安全管理制度，每季度组织开展数据安全教育培训，采取加密等技术措施保障数据安全。
2.2 信息部每年对数据处理活动开展一次风险评估，并向主管部门报送风险评估报告。
2.3 发生数据泄露的，信息部应当立即采取处置措施，二十四小时内告知用户并向主管部门报告。
"""
NAMES = {
    "1 ": "第一章　",
    "2 ": "第二章　",
    "1.1 ": "第一条　",
    "2.1 ": "第二条　",
    "2.2 ": "第三条　",
    "2.3 ": "第四条　",
}


def answers(run, folder: Path, rule: str) -> list[tuple[str, str]]:
    """Each requirement with what the rule makes of it."""
    (folder / "law.txt").write_text(LAW, encoding="utf-8")
    (folder / "rule.txt").write_text(rule, encoding="utf-8")
    report = folder / "gaps.json"
    run("relate", folder / "law.txt", folder / "rule.txt", "--gaps", "-o", report)
    coverage = json.loads(report.read_text(encoding="utf-8"))["coverage"]
    return [(covered["left"], covered["status"]) for covered in coverage]


def test_a_rule_in_decimals_answers_what_one_in_articles_answers(run, tmp_path: Path) -> None:
    lawlike = RULE
    for decimal, article in NAMES.items():
        lawlike = re.sub(rf"^{re.escape(decimal)}", article, lawlike, flags=re.MULTILINE)

    decimals = answers(run, tmp_path, RULE)

    assert decimals == answers(run, tmp_path, lawlike)
    assert [status for left, status in decimals if left in ("art_2", "art_3", "art_4")] == [
        "covered"
    ] * 3
