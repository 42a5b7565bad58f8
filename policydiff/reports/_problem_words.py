"""What readers and parsing doubt of a text, in Chinese: problems are worded in English where they are found, and by these tables in a report."""

from __future__ import annotations

import re
from functools import cache

from policydiff.model.plugins import Language

_OCR = "请先使文件中的文字可读，例如 `ocrmypdf -l chi_sim scan.pdf text.pdf`，再读取新文件"
MESSAGES = {
    "no line looks like a title; the file's name stands in for it": "没有一行像标题，以文件名代替",
    "a quotation of new text is not closed": "新条文的引文没有结束的引号",
    "{num} comes after number {last}": "{num}出现在第 {last} 号之后",
    "{num} comes first": "{num}出现在最前",
    "{num} stands twice": "{num}重复出现",
    "{name} has no content": "“{name}”没有内容",
    "{name} has a title and nothing below it": "“{name}”只有标题，没有内容",
    "{name} names a table that is not there": "“{name}”所称的表格不在文中",
    "the end of the file is missing; pages or lines may be lost": "文件结尾缺失，可能少了若干页或行",
    "the file does not say what {lost} of its {all} characters are": "文件中 {all} 个字符有 {lost} 个无法辨认",
    "page{s} {pages}: a picture without text, missing here": "第 {pages} 页是没有文字的图片，此处缺少其内容",
    "the file numbers its paragraphs automatically, and antiword does not tell the numbers: they are missing here": "文件的段落自动编号，antiword 读不出编号，此处缺少编号",
    "read as {encoding}, but hardly any of its characters is a common one": "按 {encoding} 读取，但几乎没有常用字",
    "{count} control or direction characters (the first is U+{code}) were taken out": "去掉了 {count} 个控制字符或方向字符（第一个是 U+{code}）",
    "{count} characters had been lost before this file was made (U+FFFD)": "有 {count} 个字符在文件生成之前已经丢失（U+FFFD）",
    "automatic numbers of a format that is not known ({kinds}) were written as 1, 2, 3": "未知格式的自动编号（{kinds}）写作 1、2、3",
    "a foreign piece of the file could not be read, its text is missing here: {error}": "文件中嵌入的一部分无法读取，此处缺少其文字：{error}",
    "text that stands at an angle was left out, such as {text}": "斜置的文字没有读入，例如 {text}",
    "the file holds tracked changes ({count}); the text was read {how}": "文件带有修订标记（{count}），读取的是{how}",
    "{added} insertion{s} and {removed} deletion{t}": "插入 {added} 处，删除 {removed} 处",
    "as if all were accepted": "全部接受后的文字",
    "as it was before them": "修订之前的文字",
    "Use --revisions {other} to read the other text": "用 --revisions {other} 可读取另一种文字",
    "text beside the page, which nobody sees, was left out, such as {text}": "页面以外看不见的文字没有读入，例如 {text}",
}
"""A message as it is worded in English, with names for what differs → the same in Chinese."""

HINTS = {
    "give one with --title": "可用 --title 指定",
    "its last paragraph is taken to be the one before the next item": "以下一项之前的一段为引文的最后一段",
    "compare with the official text; the number is kept as printed": "请与官方文本核对；编号保持原样",
    "the source lost text here; look for a better one before you compare": "来源在此处缺失文字，请先找到更完整的来源再比较",
    "Fetch the file again": "请重新获取文件",
    "make its text readable first, e.g. `ocrmypdf -l chi_sim scan.pdf text.pdf`, and give the new file": _OCR,
    "Install LibreOffice, or save the file as docx, and read it again": "请安装 LibreOffice，或另存为 docx 后重新读取",
    "Save the file as UTF-8 and try again": "请将文件存为 UTF-8 后重试",
    "Compare with the source: such characters can make a text look different from what it is": "请与来源核对：这类字符会使文字看起来与实际不同",
    "Fetch the text again from its source": "请从来源重新获取文本",
    "Compare the numbers with the file": "请与文件核对编号",
    "Open the file in Word or WPS, save it as docx and try again": "请用 Word 或 WPS 打开文件，另存为 docx 后重试",
}
"""The same for hints."""


def problem_word(text: str, language: Language) -> str:
    """A message or hint, or a part of one, in the language of a report; as it is where no table has it."""
    if language == "en":
        return text
    if text in HINTS:
        return HINTS[text]
    for pattern, chinese in _patterns():
        if (found := pattern.fullmatch(text)) is not None:
            return chinese.format(**{name: problem_word(part, language) for name, part in found.groupdict().items()})
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_pattern(english), re.DOTALL), chinese) for english, chinese in MESSAGES.items())


def _pattern(english: str) -> str:
    """A regular expression for a message: {name} is anything."""
    parts = re.split(r"\{(\w+)\}", english)
    return "".join(f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
