"""Feeds (RSS, Atom) and exports of WordPress (WXR) → their articles."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from leesbril.reading._cells import clean, without_markup
from leesbril.reading._contents import Contents, Document
from leesbril.reading._notes import CUT_OFF, LEFT_ASIDE, Remark

_POSTS = ("post", "page", "")
_TEXTS = ("encoded", "content", "description", "summary")
"""Elements with the text, the fullest first; the last two are often only its first lines."""
_DATES = ("post_date", "pubDate", "published", "date", "issued", "updated")
_CUT = ("…", "...", "[…]", "[...]")


def feed(tree: Any) -> Contents | None:
    """The articles of a feed or a WordPress export; None if it is neither."""
    if _name(tree) not in ("rss", "RDF", "feed"):
        return None
    channel = next((one for one in tree if _name(one) == "channel"), tree)
    publisher = clean(_value(channel, ("title",)))[0]
    items = [one for one in tree.iter("{*}item", "{*}entry")]
    types = [_value(one, ("post_type",)) for one in items]
    posts = [one for one, kind in zip(items, types, strict=True) if kind in _POSTS]
    kinds = Counter(kind for kind in types if kind not in _POSTS)
    said = ", ".join(f"{count} of type {kind!r}" for kind, count in kinds.items())
    remarks = [Remark(LEFT_ASIDE, f"items that are no articles were not read: {said}")] if said else []
    return Contents([_article(one, publisher) for one in posts], remarks, numbered=True)


def _article(item: Any, publisher: str) -> Document:
    raw = _value(item, _TEXTS[:2]) or _value(item, _TEXTS[2:])
    article = Document(without_markup(raw) if "<" in raw else clean(raw)[0])
    article.text = clean(article.text)[0]
    article.title = clean(_value(item, ("title",)))[0] or None
    article.date = _value(item, _DATES) or None
    details = {
        "publisher": publisher,
        "author": _author(item),
        "url": _link(item),
        "section": "; ".join(dict.fromkeys(_categories(item))),
        "status": _value(item, ("status",)),
        "item_id": _value(item, ("guid", "id", "post_id")),
    }
    article.details = {name: value for name, value in details.items() if value}
    if article.text.endswith(_CUT) and not _value(item, _TEXTS[:2]):
        article.remarks.append(
            Remark(CUT_OFF, "the feed has only the start of the text; get the full text from its url")
        )
    return article


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, names: Iterable[str]) -> str:
    """The text of the first of some child elements that has text; HTML inside is kept as written."""
    for name in names:
        for one in element:
            if _name(one) == name and (text := _written(one).strip()):
                return text
    return ""


def _written(element: Any) -> str:
    """The text of an element; that of Atom with its elements (type xhtml) as HTML."""
    if len(element) == 0:
        return element.text or ""
    from lxml import etree

    return "".join([element.text or "", *(str(etree.tostring(one, encoding="unicode")) for one in element)])


def _author(item: Any) -> str:
    for one in item:
        if _name(one) in ("creator", "author"):
            return " ".join((_value(one, ("name",)) or one.text or "").split())
    return ""


def _link(item: Any) -> str:
    for one in item:
        if _name(one) == "link" and one.get("rel", "alternate") == "alternate":
            return (one.get("href") or one.text or "").strip()
    return ""


def _categories(item: Any) -> list[str]:
    found = (one for one in item if _name(one) == "category" and one.get("domain") != "post_tag")
    return [text for one in found if (text := clean((one.text or one.get("term") or "").strip())[0])]
