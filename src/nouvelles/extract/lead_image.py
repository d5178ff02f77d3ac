"""The picture that a page names for its article, with caption, credit and licence."""

from __future__ import annotations

from typing import Any, Final

import regex
from selectolax.lexbor import LexborNode

from nouvelles.extract.page import (
    Json,
    Page,
    first_text,
    listed,
    squeeze,
    text_of,
    types_of,
)
from nouvelles.records import Image

_CREDIT_CLASS: Final = (
    ", ".join(
        f"[class*={word} i], [itemprop*={word} i]"
        for word in ("credit", "copyright", "photographer", "fotograf")
    )
    + ", figcaption small, figcaption cite"
)
_CAPTION_CLASS: Final = ", ".join(
    f"[class*={word} i]"
    for word in ("caption", "legende", "bildunterschrift", "pictxt")
)
#: "Photo: X", "Foto – X", "© X", "(Crédit : X)" up to the end of the caption.
_CREDIT = regex.compile(
    r"(?:©|\(c\)|\b(?:photos?|fotos?|bild|image|imagem|imagen|crédits?|credits?"
    r"|photo credit|créditos?|courtesy of|foto di|picture|getty|фото|تصوير|الصورة|عکس"
    r"|图|摄影?|写真|圖)\s*(?:by\b|[:：/–—-]|par\b|von\b)\s*|(?:图|摄|写真)\s*[:：])"
    r"\s*(?P<name>[^()\[\]]{2,80}?)\s*[)\].]?$",
    regex.IGNORECASE,
)
#: "… the dam on Tuesday. (Jane Doe/AP)", "… [Reuters]"
_IN_BRACKETS = regex.compile(r"[(\[](?P<name>\p{Lu}[^()\[\]]{1,58})[)\]]\.?$")

#: Characters of the longest line beside a picture that is taken for its caption.
_LONGEST_LINE: Final = 400
_SIZE = regex.compile(r"[-_]?\d{2,4}x\d{2,4}|[-_](?:scaled|small|medium|large|thumb)")


def find_image(page: Page) -> Image | None:
    """The article's lead picture, or None.

    Its address is absolute. `credit` is whoever is named for it in JSON-LD or beside
    the picture; `licence` is the address or name that JSON-LD states for the picture
    itself (the rights room knows both).
    """
    thing = _image_object(page)
    url = page.resolve(first_text(thing.get("url") or thing.get("contentUrl")))
    url = url or page.resolve(
        page.meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
    )
    if not url:
        return None
    caption, credit, alt = _beside(page, url)
    credit = _stated_credit(thing) or credit
    return Image(
        url=url,
        caption=first_text(thing.get("caption")) or _without_credit(caption),
        alt=alt or page.meta("og:image:alt", "twitter:image:alt"),
        credit=credit,
        licence=_stated(thing.get("license")),
    )


def _image_object(page: Page) -> Json:
    by_id = {t["@id"]: t for t in page.things if isinstance(t.get("@id"), str)}
    for value in listed(page.article.get("image")):
        if isinstance(value, str) and value.strip():
            return {"url": value}
        if isinstance(value, dict):
            found = by_id.get(str(value.get("@id")), value)
            if found.get("url") or found.get("contentUrl"):
                return found
    for thing in page.things:
        if (
            "ImageObject" in types_of(thing)
            and thing.get("representativeOfPage") is True
        ):
            return thing
    return {}


def _stated_credit(thing: Json) -> str:
    for key in (
        "creditText",
        "creator",
        "author",
        "copyrightNotice",
        "copyrightHolder",
    ):
        if name := first_text(thing.get(key)):
            return name
    return ""


def _stated(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name")
    return first_text(value)


def _beside(page: Page, url: str) -> tuple[str, str, str]:
    """Caption, credit and alternative text in the markup around the picture."""
    wanted = _file_name(url)
    found = _named_image(page, wanted) if wanted else None
    if found is None:
        figure = next((box.node for box in page.boxes if box.tag == "figure"), None)
        found = figure.css_first("img") if figure else None
        # Another picture than the named one lends its credit, which may only forbid.
        if found is None or figure is None:
            return "", "", ""
        return "", _credit_of(figure, _caption_of(figure)), ""
    alt = (found.attributes.get("alt") or "").strip()
    around: LexborNode | None = found
    for _ in range(4):
        around = around.parent if around else None
        if around is None or around.tag in ("body", "html", "article", "main"):
            break
        caption = _caption_of(around)
        credit = _credit_of(around, caption)
        if caption or credit:
            return caption.strip(), credit, alt
        # A block with the picture and a line of text: the line is the caption.
        text = _short_text(around)
        if text and around.tag == "div":
            return text, _credit_in(text), alt
        following = _next_element(around)
        if following is not None and _credit_in(text := _short_text(following)):
            return text, _credit_in(text), alt
    return "", "", alt


def _short_text(node: LexborNode) -> str:
    """The text of a node, or "" for one with more than a caption's."""
    text = node.text(deep=True)
    return squeeze(text) if len(text) < 3 * _LONGEST_LINE else ""


def _named_image(page: Page, wanted: str) -> LexborNode | None:
    for line in page.lines:
        is_image = line.node is not None and line.media in ("img", "amp-img")
        if is_image and line.node is not None and wanted in _sources(line.node):
            return line.node
    return None


def _file_name(url: str) -> str:
    """The part of a picture's address that its variants share."""
    name = url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return _SIZE.sub("", name.rsplit(".", 1)[0]) if len(name) > 4 else ""


def _sources(image: LexborNode) -> str:
    names = ("src", "data-src", "srcset", "data-srcset", "data-original")
    attributes = image.attributes
    return " ".join([attributes.get(name) or "" for name in names])


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and following.tag == "-text":
        following = following.next
    return following


def _caption_of(node: LexborNode) -> str:
    caption = (
        node.css_first("[itemprop~=caption]")
        or node.css_first("figcaption")
        or node.css_first(_CAPTION_CLASS)
    )
    text = text_of(caption) if caption else ""
    return text if len(text) < 1_000 else ""


def _credit_of(node: LexborNode, caption: str) -> str:
    for marked in node.css(_CREDIT_CLASS):
        text = text_of(marked)
        if 0 < len(text) < 200:
            match = _CREDIT.search(text)
            return match["name"] if match else text
    return _credit_in(caption)


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without whom it credits at its end, and that name ("" for none)."""
    return _without_credit(caption), _credit_in(caption)


def _without_credit(caption: str) -> str:
    match = _CREDIT.search(caption) or _IN_BRACKETS.search(caption)
    return caption[: match.start()].rstrip(" ([") if match else caption


def _credit_in(caption: str) -> str:
    match = _CREDIT.search(caption) or _IN_BRACKETS.search(caption)
    return match["name"].strip() if match else ""
