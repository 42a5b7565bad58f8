"""Those whom an article binds. All articles are invented."""

from __future__ import annotations

import pytest

from policydiff.relating.engine.requirements.clauses import bearers_of, read_clauses


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("渡口经营者应当配备救生圈。", "enterprises"),
        ("任何单位和个人不得占用航道。", "enterprises"),
        ("航道管理部门和渡口经营者应当共同清理水草。", "enterprises"),
        ("航道主管部门核准的企业应当悬挂号牌。", "enterprises"),
        ("航道主管部门应当公布水位；渡口经营者应当张贴水位。", "enterprises"),
        ("公司安全管理部门应当每周检查缆绳。", "enterprises"),
        ("渡口经营者应当履行下列职责：\n（一）培训船员；\n（二）检修渡船。", "enterprises"),
        ("渡船乘客名册由售票员登记。", "enterprises"),
        ("国家对渡船实行登记制度。渡口经营者依法对渡船登记的真实性负责。", "enterprises"),
        ("航道主管部门应当公布水位。", "authorities"),
        ("县级以上人民政府及其有关部门应当支持渡口改造。", "authorities"),
        ("国务院住房和城乡建设主管部门、水行政主管部门应当制定标准。", "authorities"),
        ("国家鼓励渡船使用清洁能源。", "authorities"),
        ("接到报告后，海事管理机构、公安机关应当组织搜救。", "authorities"),
        ("接到报告后，公安机关应当组织搜救，并应当通知家属。", "authorities"),
        ("市人民政府应当采取下列措施：\n（一）疏浚航道；\n（二）修缮码头。", "authorities"),
        ("任何单位和个人发现险情，有权报警。", "nobody"),
        ("本条例所称渡口，是指供渡船停靠的场所。", "nobody"),
        ("为了规范渡口管理，保障安全，制定本条例。", "nobody"),
        ("违反本条例规定，超载的，由海事管理机构责令改正，处一千元罚款。", "nobody"),
    ],
)
def test_an_article_binds(text, binds):
    assert bearers_of(text, read_clauses(text)) == binds
