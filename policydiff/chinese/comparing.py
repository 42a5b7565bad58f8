"""What comparing two texts, pairings that a person sets, and reports have to say."""

SENTENCES = {
    # pairings
    "neither is followed, as one clause, to where the other is": "两条都不能作为一条追溯到对方所在之处",
    "they are joined in several ways": "两条之间有几种联系",
    "the {side} document has no part {eid} that could be paired": "{side}没有可以对应的部分 {eid}",
    "left": "左侧文件",
    "right": "右侧文件",
    "{title} has no {part}; write an eId or a citation, such as art_5 or 第五条第二款": "{title}没有{part}；请写 eId 或引用，例如 art_5 或第五条第二款",
    "there is no such table; known: {known}": "没有这种表；可用：{known}",
    "write it as [[{kind}]], once for each entry": "应写作 [[{kind}]]，每项一次",
    "this is no table with left and right": "这不是有 left 和 right 的表",
    "there is no such key; known: {known}": "没有这个键；可用：{known}",
    "name left, right or both": "请写明 left、right 或两者",
    "this side is missing": "缺少这一侧",
    "a {kind} names two parts or more here, in a list": "{kind} 在此处应以列表写明两个以上的部分",
    "one name stands here; several make a [[split]] (on the right) or a [[join]] (on the left)": (
        "此处只写一个名称；右侧多个用 [[split]]，左侧多个用 [[join]]"
    ),
    "this is no name; write an eId or a citation in quotation marks": "这不是名称；请在引号中写 eId 或引用",
    "{text} is ambiguous: {found}; write one of these eIds": "{text} 所指不明：{found}；请写其中一个 eId",
    "{families} cannot correspond": "{families}不能相互对应",
    "{one} and {other} cannot correspond": "{one}与{other}不能相互对应",
    "a chapter": "章节",
    "a provision": "条款",
    "a table": "表格",
    "an attachment": "附件",
    "{eid} stands inside another part that is named here": "{eid} 在此处写明的另一部分之中",
    "{eid} is named already, in {before}": "{eid} 已在 {before} 中写明",
    "{left} and {right} are linked as well": "{left} 与 {right} 又被写为对应",
    "{right} ({was}what that was is now {now})": "{right}（{was}所指内容现为{now}）",
    "was {left}, ": "原为{left}，",
    # doubts about the pair
    "the two texts have hardly anything in common: {share} of the shorter one stands in the other": (
        "两个文本几乎没有相同的内容：较短的一个只有 {share} 见于另一个"
    ),
    "are they two versions of one text?": "它们是同一文本的两个版本吗？",
    "the older text stands on the right: {after} comes before {before}": "较早的文本在右侧：{after} 早于 {before}",
    "what is told as added was removed, and the other way round; exchange the two": "所称新增实为删去，删去实为新增；请对调两个文本",
    # reports
    "{name}: neither text has this chapter{told}": "{name}：两个文本都没有这一章{told}",
    "; the texts have no chapters": "；两个文本都不分章",
    "; there are: {known}": "；现有：{known}",
    "{name}: several chapters are called so; name one of them: {places}": "{name}：有几章都叫这个名称；请写明其中一个：{places}",
    "{rows} and {columns} provisions differ: these are so many that pairs were looked for by their rarer words, and the best taken "
    "one after another": "两侧各有 {rows} 个和 {columns} 个条款不同，数量过多，仅按较少见的词语查找对应，并依次取最佳者",
    "a provision without its pair is shown as removed and added": "未找到对应的条款显示为删去和新增",
    "a report as PDF cannot be written here: {why}": "此处不能写出 PDF 报告：{why}",
    "WeasyPrint is missing; pip install 'policydiff[pdf]'": "没有安装 WeasyPrint；请运行 pip install 'policydiff[pdf]'",
    "WeasyPrint finds no Pango ({line}); install libpango of your system and pip install 'policydiff[pdf]'": (
        "WeasyPrint 找不到 Pango（{line}）；请安装系统的 libpango，再运行 pip install 'policydiff[pdf]'"
    ),
    "{url}: a report is laid out from itself alone; nothing is fetched": "{url}：报告只用自身内容排版，不获取其他内容",
    "{text} is not a date; write 2026-01-31 or 2026-01-31T09:30:00": "{text} 不是日期；请写 2026-01-31 或 2026-01-31T09:30:00",
}
