"""The document in a web page: furniture is removed from the outside in.

Nothing that reads like a sentence, a title, a document number or a signature is ever removed; what
is, is listed.
"""

from __future__ import annotations

import re

from lxml import etree

from policydiff.model.source import Dropped
from policydiff.reading.readers import tables
from policydiff.text.dates import DAY, MONTH, YEAR
from policydiff.text.numerals import NUMBER

_TAGS = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "navigation",
    "select": "form",
    "button": "form",
    "textarea": "form",
    "dialog": "form",
}
_NEVER_TEXT = frozenset({"nav", "footer", "select", "button", "textarea"})
_ROLES = {
    "navigation": "navigation",
    "search": "form",
    "contentinfo": "footer",
    "complementary": "navigation",
}
_NAMES = (
    ("footer", frozenset({"footer", "foot", "copyright", "beian", "friendlink", "friendlinks"})),
    (
        "share",
        frozenset(
            {
                "share",
                "sharing",
                "bdshare",
                "bdsharebuttonbox",
                "qrcode",
                "qr",
                "weixin",
                "wechat",
                "weibo",
            }
        ),
    ),
    (
        "navigation",
        frozenset(
            {
                "nav",
                "navbar",
                "navigation",
                "menu",
                "breadcrumb",
                "breadcrumbs",
                "crumb",
                "crumbs",
                "sidebar",
                "related",
                "recommend",
            }
        )
        | frozenset(
            {
                "pager",
                "pagination",
                "toolbar",
                "search",
                "login",
                "comments",
                "banner",
                "advert",
                "ads",
                "xgjd",
                "xglj",
                "xgwj",
            }
        ),
    ),
)
_LONGEST_NAMES = 500
"""Characters of an id and its classes that are read."""
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_JUNK = re.compile(
    "扫一扫|扫码|二维码|分享到|打印本页|【?打印】?|关闭窗口|【关闭】|字体[:：]|字号[:：]|浏览次数|点击数|阅读次数|访问量|责任编辑|当前位置|您的?位置|首页|版权所有|主办单位|承办单位|"
    "网站标识码|ICP备|公网安备|上一篇|下一篇|相关(?:链接|阅读|解读|文章|报道|新闻|文件)|返回顶部|加入收藏|设为首页|无障碍|浏览器|网站地图|联系我们|来源[:：]|登录|注册"
)
_SENTENCE = re.compile("[。；！？：;]")
_NUMBER = re.compile(rf"[〔\[（(]\d{{4}}[〕\]）)]\s*(?:第\s*)?\d+\s*号|第{NUMBER}号|^[（(].+[)）]$")
_SIGNED = re.compile(f"^{YEAR}{MONTH}{DAY}$|(?:部|院|局|署|委员会|委|会|厅|室|政府|主席|总理)$")
_TITLE_NAMES = frozenset({"title", "tit", "headline", "biaoti", "bt", "heading", "subject"})

_SITE = re.compile(r"[_|]|\s[-–—]+\s|--|——|-(?=[^-]*(?:网|网站|门户|平台)$)")
_DOCUMENTS = (".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar")


def take_away(element: etree._Element, what: str, dropped: list[Dropped]) -> None:
    """Remove an element but not the text after it; list its text as dropped."""
    if text := tables.flat_text(element):
        dropped.append(Dropped(what=what, text=text, line=tables.line_of(element)))
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def remove_furniture(body: etree._Element) -> tuple[Dropped, ...]:
    """Remove navigation, footers, forms, share buttons and hidden parts; their texts."""
    dropped: list[Dropped] = []
    _remove_named(body, weigh(body), dropped)
    _remove_outer(body, weigh(body), dropped)
    return tuple(dropped)


def _remove_named(
    body: etree._Element, weights: dict[etree._Element, int], dropped: list[Dropped]
) -> None:
    """Remove small elements marked as furniture by tag, role, style or name."""
    for element in list(body.iterdescendants()):
        what = _furniture(element)
        small = weights[element] * 2 <= weights[body] or element.tag in _NEVER_TEXT
        if what and small and not _is_contents(element) and body in set(element.iterancestors()):
            take_away(element, what, dropped)


def _is_contents(element: etree._Element) -> bool:
    """True if every link leads to a place in this very page."""
    targets = [link.get("href") or "" for link in element.iterdescendants("a")]
    return bool(targets) and all(target.startswith("#") and len(target) > 1 for target in targets)


def _furniture(element: etree._Element) -> str | None:
    tag = str(element.tag)
    if tag in tables.SILENT:
        return None
    if element.get("hidden") is not None or "display:none" in tables.style_of(element):
        return "hidden"
    known = _TAGS.get(tag) or _ROLES.get((element.get("role") or "").lower())
    return (
        known or next((what for what, names in _NAMES if names & _names(element)), None)
        if tag in tables.BLOCKS or known
        else None
    )


def _names(element: etree._Element) -> set[str]:
    """The words of id and classes: `mainNav left-menu` gives main, nav, left, menu."""
    return {
        word.lower()
        for word in _WORD.findall(
            f"{element.get('id') or ''} {element.get('class') or ''}"[:_LONGEST_NAMES]
        )
    }


def weigh(root: etree._Element) -> dict[etree._Element, int]:
    """The number of characters in each element, without links to elsewhere."""
    weights: dict[etree._Element, int] = {}
    open_elements = [0]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            skipped = node.tag in tables.SILENT or (node.tag == "a" and not _inner_link(node))
            open_elements.append(0 if skipped else len((node.text or "").strip()))
            if skipped:
                weights.update(dict.fromkeys(node.iterdescendants(), 0))
                walk.skip_subtree()
        else:
            weights[node] = open_elements.pop()
            open_elements[-1] += weights[node] + len((node.tail or "").strip())
    return weights


def _inner_link(link: etree._Element) -> bool:
    return (link.get("href") or "#").startswith("#")


def _remove_outer(
    body: etree._Element, weights: dict[etree._Element, int], dropped: list[Dropped]
) -> None:
    title = "".join(page_title(body.getroottree().getroot()).split())
    element: etree._Element | None = body
    while element is not None:
        heavy = _heaviest(element, weights)
        for child in list(element):
            if child is not heavy and _is_links(child, weights):
                take_away(child, "navigation", dropped)
        if (
            heavy is None
            or any(_is_prose(child) for child in element if child is not heavy)
            or _has_prose(element)
        ):
            return
        _clear_beside(element, heavy, title, weights, dropped)
        element = heavy


def _clear_beside(
    element: etree._Element,
    heavy: etree._Element,
    title: str,
    weights: dict[etree._Element, int],
    dropped: list[Dropped],
) -> None:
    after = False
    for child in list(element):
        after = after or child is heavy
        if child is not heavy and not _is_worth(child, title, weights[child], after=after):
            take_away(child, "footer" if after else "navigation", dropped)
    loose = (element.text or "").strip()
    if loose and not _SENTENCE.search(loose):
        dropped.append(Dropped(what="navigation", text=loose, line=tables.line_of(element)))
        element.text = None


def _heaviest(element: etree._Element, weights: dict[etree._Element, int]) -> etree._Element | None:
    """The child with most of the text and paragraphs inside; None if they are here."""
    child = max(element, key=lambda child: weights[child], default=None)
    if child is None or weights[child] * 2 <= sum(weights[other] for other in element):
        return None
    return child if _is_container(child) else None


def _is_container(element: etree._Element) -> bool:
    if element.tag in {"p", "pre", "blockquote", "li"} or element.tag not in tables.BLOCKS:
        return False
    if element.tag == "table" and tables.is_data_table(element):
        return False
    return any(child.tag in tables.BLOCKS for child in element.iterdescendants())


def _is_links(element: etree._Element, weights: dict[etree._Element, int]) -> bool:
    if element.tag not in {"ul", "ol", "dl", "div", "table", "section"}:
        return False
    links = [link for link in element.iterdescendants("a") if not _inner_link(link)]
    documents = any((link.get("href") or "").lower().endswith(_DOCUMENTS) for link in links)
    return (
        len(links) >= 3 and not documents and weights[element] * 4 < len(tables.flat_text(element))
    )


def _is_prose(element: etree._Element) -> bool:
    text = tables.flat_text(element) if element.tag not in tables.SILENT else ""
    return len(text) >= 20 and bool(_SENTENCE.search(text)) and not _is_junk(text)


def _has_prose(element: etree._Element) -> bool:
    loose = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    return len(loose) >= 20 and bool(_SENTENCE.search(loose)) and not _is_junk(loose)


def _is_junk(text: str) -> bool:
    return len(text) < 300 and bool(_JUNK.search(text))


def _is_worth(element: etree._Element, title: str, weight: int, *, after: bool) -> bool:
    """True for a title, document number, addressee, signature or date."""
    text = tables.flat_text(element) if element.tag not in tables.SILENT else ""
    if not text:
        # pictures may belong to the text, buttons do not
        return next(element.iter("a", "input"), None) is None
    if str(element.tag) in {"h1", "h2", "h3"} or _is_title(element, text, title):
        return True
    if _is_junk(text) or len(text) > 300:
        return not _is_junk(text) and weight * 2 > len(text)
    lines = text.split("\n")
    return (
        element.tag == "p"
        or any(_NUMBER.search(line) or _SENTENCE.search(line) for line in lines)
        or (after and any(map(_SIGNED.search, lines)))
    )


def _is_title(element: etree._Element, text: str, title: str) -> bool:
    bare = "".join(text.split())
    return bool(_names(element) & _TITLE_NAMES) or (len(bare) >= 4 and bare in title)


def page_title(root: etree._Element) -> str:
    """The title in the head of a page without the site's name; empty for none."""
    titles = (tables.squeeze(_SITE.split(title.text or "")[0]) for title in root.iter("title"))
    return next(filter(None, titles), "")
