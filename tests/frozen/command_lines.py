"""The command lines whose words are on record. They run one after the other in a copy of the frozen
repository; the files lie in `../texts`.
"""

from __future__ import annotations

import shlex

READING = """
--help
history --help
list
list --kind law
list --kind nonsense
log 示例贸易法
log 示例省贸易促进条例
log 示例贸易法 --changes
log
history 示例贸易法#第七条
history 示例贸易法#第五条之一
history 示例省贸易和投资促进条例#第三条
history 示例贸易法
history 示例贸易法#第九十九条
blame 示例贸易法
blame 示例省贸易和投资促进条例#第三条
blame 示例贸易法@2009-08-27#第五条
show 示例贸易法@1999-03-15#附件一
show 示例贸易法@2009-08-27#第五条之一
show 示例贸易法@@2010-01-01#第五条
show 示例贸易法@@2022-01-01#第五条
show 示例贸易法@1998-01-01
show 示例贸义法
show 示例贸易统计办法@undated
show 示例省贸易管理暂行规定@@2015-01-01
diff 示例贸易法@1999-03-15 示例贸易法@2009-08-27
diff 示例贸易法@2009-08-27 示例贸易法@2021-12-24
diff 示例贸易法@2009-08-27 示例贸易法@2021-12-24 --format markdown --only-changed
diff 示例省贸易促进条例@2012-11-29 示例省贸易促进条例@2019-07-26 --format concordance
diff 示例贸易法@1999-03-15 示例贸易法@2009-08-27 示例贸易法@2021-12-24 --only-changed
diff ../texts/2009.docx ../texts/2021.html --format csv
diff ../texts/2009.txt ../texts/2009.txt --exit-code
diff ../texts/2009.txt ../texts/missing.txt
diff ../texts/2009.txt ../texts/2021.html --format nonsense
relate 关于促进示例贸易健康发展的意见 示例省贸易和投资促进条例
relate ../texts/2017.txt ../texts/2021.html --kind opinion --only-uncovered
review 关于促进示例贸易健康发展的意见 示例省贸易和投资促进条例
review 关于促进示例贸易健康发展的意见 示例贸易法 --status
review 关于促进示例贸易健康发展的意见 示例贸易法 --confirm 3=第五条
cites 示例贸易法
cites --from 示例贸易法实施细则
cites --dangling
cites --outdated
link 示例贸易法
link 示例省贸易和投资促进条例
instructions ../texts/2009-decision.txt
consolidate ../texts/1999.txt ../texts/2009-decision.txt --against ../texts/2009.txt
draft-amendment ../texts/1999.txt ../texts/2009.txt
instruments ../texts/2010.html
pairs 示例贸易法@2009-08-27 示例贸易法@2021-12-24
export 示例贸易法@2009-08-27
lint ../texts/2010.html
validate ../texts/draft.txt
validate ../texts/2003.txt
timeline
fsck
"""

CHANGING = """
set 示例贸易法@2009-08-27 --in-force 2009-10-01 --reason 决定规定了施行日期
set 示例贸易法@2009-08-27 --promulgated 2009-13-01
remove 示例贸易法@2009-08-27
remove 示例省贸易信用条例 --reason 重复
undo
add ../texts/2009.txt
add ../texts/1999-scan.txt
add ../texts/2021-other.txt
link 示例贸易法 2009-08-27#第一条 2021-12-24#第一条
link 示例贸易法 2009-08-27#第九十九条 2021-12-24#第一条
import ../texts
init .
nonsense
show
"""

LINES = tuple(READING.strip().split("\n")) + tuple(CHANGING.strip().split("\n"))


def words(line: str) -> list[str]:
    """The words of a command line as a shell hands them over."""
    return shlex.split(line)
