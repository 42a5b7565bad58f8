"""What relating texts, judgements of links and named instruments have to say."""

SENTENCES = {
    "the background of words is damaged: {why}; install policydiff again, or make it anew with make_background.py": (
        "词语背景资料已损坏：{why}；请重新安装 policydiff，或用 make_background.py 重新生成"
    ),
    "words.tsv: {error}": "words.tsv：{error}",
    "{size} bytes of vectors are not for {count} words": "{size} 字节的向量与 {count} 个词不符",
    # what a text and the catalogue say of an instrument
    "{name}: {said} in the text, {told} in the catalogue": "{name}：文本为 {said}，目录为 {told}",
    "number: {said} in the text, {told} in the catalogue": "文号：文本为{said}，目录为{told}",
    "status: a promulgated text is at hand, the catalogue knows a draft": "效力：现有已公布的文本，目录所载为草案",
    "adopted": "通过日期",
    "approved": "批准日期",
    "signed": "成文日期",
    "promulgated": "公布日期",
    "in_force": "施行日期",
    # files of judgements
    "git left a conflict in it: one link was judged differently; keep what holds, and commit it": "git 留下了冲突：同一对应有不同结论；请保留正确的一个并提交",
    "this is no TOML file: {why}": "这不是 TOML 文件：{why}",
    "this is no file of judgements (it does not say: format = {format})": "这不是审阅结论文件（没有写 format = {format}）",
    "link: each judgement is a table of its own: [[link]]": "link：每个结论应为单独的表 [[link]]",
    "each judgement is a table of its own: [[link]]": "每个结论应为单独的表 [[link]]",
    'name the document: title = "…", and the uri of its work where it has one': '请写明文件：title = "…"，有 uri 的写明 uri',
    "judged is a table: { by, status, grade, note }": "judged 应为表：{ by, status, grade, note }",
    "name an article: an eId, a citation (第四十一条), or the table that policydiff wrote": "请写明条文：eId、引用（第四十一条），或 policydiff 写出的表",
    "status is one of {known}, or left out where only a note was made": "status 应为 {known} 之一，只有意见时不写",
    "grade is 1 (the same subject) or 2 (the very measure)": "级别为 1（同一事项）或 2（同一措施）",
    "by and note are texts in quotation marks": "by 和 note 应为引号中的文字",
    "only a confirmed link has a grade": "只有确认的对应才有级别",
    "neither confirmed nor rejected, and without a note": "既没有确认或否决，也没有意见",
    "nobody is named who judged it": "没有写明审阅人",
    "{name}: these judgements are of {left} and {right}, not of these texts": "{name}：这些审阅结论是关于{left}和{right}的，不是关于这两个文本的",
    "{title} has no article {name}; links are between articles (15, 第四十一条, art_41)": "{title}没有条文 {name}；对应以条文为单位（15、第四十一条、art_41）",
    "{operand} is not stored in a repository; name the file that holds your judgements with --reviews FILE": (
        "{operand} 没有存入法规库；请用 --reviews 文件 指定保存审阅结论的文件"
    ),
    "{count} judgements are of articles that these versions do not have (`policydiff review … --status`)": (
        "有 {count} 个审阅结论所指的条文在这些版本中已不存在（`policydiff review … --status`）"
    ),
    "“{text}” names no link; write the two articles with = between them: 15=第四十一条": "“{text}”没有写明对应；请写两个条文，中间用等号：15=第四十一条",
    "say who judges: --by NAME, or set POLICYDIFF_REVIEWER": "请写明审阅人：--by 姓名，或设置 POLICYDIFF_REVIEWER",
    "{reviewer} has not judged {link}": "{reviewer} 没有审阅过 {link}",
    "{name}: this is no workbook of `policydiff relate --format xlsx`: it lacks the reviewer's columns or the items": (
        "{name}：这不是 `policydiff relate --format xlsx` 写出的工作簿：没有审阅栏或条目"
    ),
    "{name}: row {number}": "{name} 第 {number} 行",
    "“{verdict}” is no verdict; known: {known}": "“{verdict}”不是审阅结论；可用：{known}",
    "is not UTF-8": "不是 UTF-8",
    # what is related
    "name one text or more to relate to, or --all works of the repository": "请写明一个以上要比对的文本，或用 --all 比对法规库中的全部文件",
    "two of the texts to relate to are {name}; relate to one of them at a time": "要比对的文本中有两个是{name}；每次只能比对其中一个",
    "the repository holds no other work{when}; `policydiff add` and `policydiff import` add some": (
        "法规库中没有其他{when}文件；可用 `policydiff add` 和 `policydiff import` 存入"
    ),
    " that is known to have been in force on {day}": "已知在 {day} 施行的",
    "{count} works are not known to have been in force on {day}": "有 {count} 部文件不能确定在 {day} 施行",
    "{name}: its text tells no day, so that what came later is not told; give it with --after YYYY-MM-DD": (
        "{name}：文本没有写明日期，因此不显示各文件在其前后；请用 --after YYYY-MM-DD 给出日期"
    ),
    "{count} works were looked at, the {near} nearest in full": "共查看 {count} 部文件，其中最接近的 {near} 部逐条比对",
}
