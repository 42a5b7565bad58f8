"""What reading the structure of a text, and `lint`, doubt."""

SENTENCES = {
    "{num} stands again: the file seems to hold two texts": "{num}再次出现：文件中似乎有两个文本",
    "part them into two files; a comparison takes all of it for one text": "请分成两个文件；比较时全部内容会被当作一个文本",
    "{count} numbers such as {num} were seen and not read as provisions": "有 {count} 处如“{num}”的编号未能按条款读取",
    "the text is compared paragraph by paragraph, and its numbers can not be cited": "文本只能逐段比较，这些编号不能引用",
    "hardly any article was found in a text of {size} characters: {count}": "全文 {size} 字，只识别出 {count} 条",
    "see with `policydiff show` how it was read; another format of the same text may be read better": (
        "可用 `policydiff show` 查看读取结果；同一文本的其他格式可能读得更好"
    ),
    "no line looks like a title; the file's name stands in for it": "没有一行像标题，以文件名代替",
    "give one with --title": "可用 --title 指定",
    "{count} piece{s} of the page around the text left out, on line{t} {lines}": "网页中不属于正文的 {count} 处内容未收入：第 {lines} 行",
    "{count} note{s} of the drafters kept apart from the text and not compared": "{count} 处起草说明与正文分开，不参与比较",
    "see `dropped` of the document for what they say": "内容见文件的 dropped",
    "a quotation of new text is not closed": "新条文的引文没有结束的引号",
    "its last paragraph is taken to be the one before the next item": "以下一项之前的一段为引文的最后一段",
    "{num} begins a line but is read as a citation": "{num}在行首，按引用处理",
    "{num} stands inside the paragraph before it and was parted off": "{num}写在前一条的段落之内，已分出",
    "{count} articles stand inside the paragraphs before them and were parted off, the first of them {num}": (
        "有 {count} 条写在前一条的段落之内，已分出，第一处是{num}"
    ),
    "compare with the official text; where paragraphs have run together, so may others": "请与官方文本核对；此处的段落连在一起，别处也可能如此",
    "{num} comes after number {last}": "{num}出现在第 {last} 号之后",
    "{num} comes first": "{num}出现在最前",
    "{num} stands twice": "{num}重复出现",
    "{num} stands twice, after number {last}": "{num}在第 {last} 号之后重复出现",
    "compare with the official text; the number is kept as printed": "请与官方文本核对；编号保持原样",
    "{name} has no content": "“{name}”没有内容",
    "{name} has a title and nothing below it": "“{name}”只有标题，没有内容",
    "{name} names a table that is not there": "“{name}”所称的表格不在文中",
    "the source lost text here; look for a better one before you compare": "来源在此处缺失文字，请先找到更完整的来源再比较",
    "{mark} closes nothing: …{around}…": "{mark}没有对应的前半：…{around}…",
    "{mark} is not closed: …{around}…": "{mark}没有对应的后半：…{around}…",
    "{reference} does not exist": "没有{reference}",
    "{term} is defined and not used": "“{term}”有定义而没有使用",
    "{number} cannot be written as the number of an article; 1 to 99999 can": "{number} 不能写成条号，只能是 1 到 99999",
}
