"""What of a web page is its content, and how its style sheet sets it.

A parsed page comes in; page furniture (menus, banners, footers, comments) is taken out of it and
the element that holds the content goes out. Nothing here makes blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from knowledge.reading.blocks import DEEPEST

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_SILENT = [
    "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "map",
    "img", "picture", "video", "audio", "button", "input", "select", "textarea", "dialog", "del",
    "s", "strike", "wbr",
]  # fmt: skip
_FURNITURE_TAGS = ("nav", "header", "footer", "aside")
_FURNITURE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
     "menu", "menubar", "toolbar")
)  # fmt: skip
_FURNITURE_WORDS = re.compile(
    r"nav|navbar|navigation|menu|menubar|breadcrumbs?|crumbs?|cookies?|cookiebar|cookiebanner|"
    r"consent|gdpr|foot|footer|sidebar|share|sharing|sharedaddy|social|related|relatedposts|"
    r"comments?|commentlist|respond|adverts?|advertisement|ads?|adsbygoogle|newsletter|subscribe|"
    r"subscription|skip|skiplink|toc|tableofcontents|pagination|pager"
)
_FURNITURE_CARRIERS = frozenset(
    ("div", "section", "ul", "ol", "dl", "p", "a", "span", "form", "table")
)
_NOTICES = re.compile(r"note|notice|admonition|callout|tip|warning|important|info")
_WORD = re.compile(r"[a-z]+(?=[A-Z0-9_\-\s]|$)|[A-Z]?[a-z]+|[A-Z]+")
_CONTENT_NAMES = re.compile(r"(?:main|page|entry|post|article|body)?[-_]?content|main|article")
_MOST = 0.5
_LINKED = 0.9


@dataclass(frozen=True, slots=True)
class Setting:
    """How a piece of text is set: `size` in points (0 is unknown), and whether it is bold."""

    size: float = 0.0
    bold: bool = False


def words_of(tag: Tag, *names: str) -> list[str]:
    """Return the lower-case words in the attributes `names` of `tag`, camel case parted."""
    joined = " ".join(attribute(tag, name) for name in names)
    return [word.lower() for word in _WORD.findall(joined)]


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as one string, `""` where it is missing."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def silence(soup: Tag) -> None:
    """Take out of `soup` what a reader never sees as text: scripts, images, comments."""
    for tag in soup.find_all(_SILENT):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()


def content_of(soup: BeautifulSoup) -> Tag:
    """Take the furniture out of the page and return the element that holds its content."""
    body = soup.body or soup
    _drop_furniture(body)
    whole = _length(body)
    for candidate in _candidates(body):
        if _length(candidate) >= whole * _MOST:
            _keep_title(body, candidate)
            return candidate
    return body


def only_links(tag: Tag) -> bool:
    """Say whether nearly all text of `tag` is that of links, and there are several."""
    links = [link for link in tag.find_all("a") if link.find_parent("a") is None]
    linked = sum(_length(link) for link in links)
    return len(links) > 1 and linked >= _length(tag) * _LINKED


def depth_of(tag: Tag) -> int:
    """Return how deep the elements in `tag` are nested, without recursion."""
    deepest, open_ = 0, [(tag, 0)]
    while open_:
        inner, depth = open_.pop()
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
        open_.extend((child, depth + 1) for child in inner.children if isinstance(child, Tag))
    return deepest


def style_sheet(soup: Tag) -> dict[str, Setting]:
    """Read size and weight of each class from the page's `<style>` elements."""
    found: dict[str, Setting] = {}
    for style in soup.find_all("style"):
        css = re.sub(r"/\*.*?\*/|<!--|-->", "", style.get_text(), flags=re.DOTALL)
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
            setting = declared(body)
            for selector in selectors.split(","):
                name = re.fullmatch(r"\s*\w*\.([\w-]+)\s*", selector)
                if name and setting != Setting():
                    known = found.get(name[1], Setting())
                    found[name[1]] = Setting(setting.size or known.size, setting.bold or known.bold)
    return found


def declared(css: str) -> Setting:
    """Read size and weight from CSS declarations."""
    size = re.search(r"font-size\s*:\s*([\d.]+)\s*(pt|px)", css)
    weight = re.search(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", css)
    points = float(size[1]) * (0.75 if size[2] == "px" else 1.0) if size else 0.0
    return Setting(points, weight is not None)


def strings(tag: Tag) -> Iterator[NavigableString]:
    """Yield the visible strings in `tag`."""
    for text in tag.find_all(string=True):
        if text.strip():
            yield text


def _drop_furniture(body: Tag) -> None:
    whole = _length(body)
    titled = len(body.find_all("h1"))
    for tag in [one for one in body.descendants if isinstance(one, Tag)]:
        if tag.decomposed or tag.parent is None or not _is_furniture(tag):
            continue
        holds_content = tag.find(["main", "article"]) or attribute(tag, "role") == "main"
        holds_title = tag.find("h1") is not None and titled == 1
        if holds_content or _length(tag) > whole * _MOST:
            continue
        if not holds_title:
            tag.decompose()
        elif tag.name in _FURNITURE_TAGS and tag.h1 is not None:
            tag.replace_with(tag.h1.extract())


def _is_furniture(tag: Tag) -> bool:
    if tag.name in ("main", "article", "body", "html") or attribute(tag, "role") == "main":
        return False
    if tag.name == "header":
        return not _is_inside(tag)
    if tag.name in _FURNITURE_TAGS:
        return not (tag.name == "aside" and _NOTICES.search(attribute(tag, "class")))
    if tag.name not in _FURNITURE_CARRIERS:
        return attribute(tag, "role") in _FURNITURE_ROLES
    if attribute(tag, "role") in _FURNITURE_ROLES or any(
        _FURNITURE_WORDS.fullmatch(word) for word in words_of(tag, "class")
    ):
        return True
    # A section's id is often made from its heading ("related-roles"): there it tells nothing.
    telling = any(_FURNITURE_WORDS.fullmatch(word) for word in words_of(tag, "id"))
    return telling and (tag.find(HEADINGS) is None or not _is_inside(tag))


def _is_inside(tag: Tag) -> bool:
    return tag.find_parent(["main", "article"]) is not None


def _candidates(body: Tag) -> Iterator[Tag]:
    yield from body.find_all("main")
    yield from body.find_all(role="main")
    yield from body.find_all("article")
    for tag in body.find_all(["div", "section", "td"]):
        names = (attribute(tag, "id"), *attribute(tag, "class").split())
        if any(_CONTENT_NAMES.fullmatch(name) for name in names):
            yield tag


def _keep_title(body: Tag, content: Tag) -> None:
    """Move a page title that stands above the content into it."""
    if content.find("h1") is None and (title := body.find("h1")) is not None:
        content.insert(0, title.extract())


def _length(tag: Tag) -> int:
    return sum(len(text.strip()) for text in strings(tag))
