"""Translation memories as files: TMX 1.4b, the exchange format of translators' tools.

https://resources.gala-global.org/tbx14b is the specification's home (LISA OSCAR, 1.4b of
2005-04-26). Of inline elements the text is read and native codes (`bpt`, `ept`, `it`,
`ph`, `ut`) are dropped, as the specification has it for tools that do not know them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, get_args

import regex
from lxml import etree

from nouvelles.errors import InputError
from nouvelles.language.identify import known_primary
from nouvelles.records import Origin, Unit

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
#: Elements whose content is a code of the document that the text came from.
_CODES: Final = frozenset(("bpt", "ept", "it", "ph", "ut"))
#: How TMX writes times, always in UTC.
_TIME: Final = "%Y%m%dT%H%M%SZ"
#: Our word for where a unit comes from; others' tools pass it on.
_ORIGIN: Final = "x-origin"
_TOOL: Final = "nouvelles"


def read_tmx(data: bytes, name: str) -> list[Unit]:
    """All pairs of a file: each unit from its source language into every other.

    A unit without text, or of a language that is not known, is left out.

    Raises:
        InputError: it is no TMX, or no XML. External entities are never read.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(name, f"is no XML: {error}", "Give a TMX file.") from error
    if root.tag != "tmx":
        raise InputError(name, f"is <{root.tag}>, not <tmx>", "Give a TMX file.")
    header = root.find("header")
    language = header.get("srclang", "") if header is not None else ""
    return [
        unit for tu in root.iterfind("body/tu") for unit in _units(tu, language, name)
    ]


def write_tmx(units: Iterable[Unit], version: str) -> bytes:
    """A file of units. `version` is the program's, for its header."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": _TOOL,
            "creationtoolversion": version,
            "segtype": "sentence",
            "o-tmf": _TOOL,
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for unit in units:
        _add(body, unit)
    etree.indent(root, "")
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"


def _add(body: etree._Element, unit: Unit) -> None:
    about = {"srclang": unit.language}
    if unit.by:
        about["creationid"] = unit.by
    if unit.at:
        about["creationdate"] = datetime.fromtimestamp(unit.at, UTC).strftime(_TIME)
    tu = etree.SubElement(body, "tu", about)
    etree.SubElement(tu, "prop", type=_ORIGIN).text = unit.origin
    for tag, text in (
        (unit.language, unit.source),
        (unit.target_language, unit.target),
    ):
        tuv = etree.SubElement(tu, "tuv", {_LANG: tag})
        etree.SubElement(tuv, "seg").text = "".join(filter(_is_xml, text))


def _is_xml(character: str) -> bool:
    """Whether XML 1.0 has the character at all."""
    return (
        character >= " " and not 0xD800 <= ord(character) <= 0xDFFF
    ) or character in "\t\n"


def _units(tu: etree._Element, language: str, name: str) -> Iterator[Unit]:
    texts: dict[str, str] = {}
    for tuv in tu.iterfind("tuv"):
        seg = tuv.find("seg")
        tag = known_primary(tuv.get(_LANG) or tuv.get("lang") or "")
        text = _line("".join(_words(seg))) if seg is not None else ""
        if tag and text:
            texts.setdefault(tag, text)
    source = known_primary(tu.get("srclang") or language) or next(iter(texts), "")
    by = tu.get("changeid") or tu.get("creationid") or name
    for target, text in texts.items():
        if target != source and source in texts:
            yield Unit(
                source=texts[source],
                target=text,
                language=source,
                target_language=target,
                origin=_origin(tu),
                by=by,
                at=_seconds(tu.get("changedate") or tu.get("creationdate") or ""),
            )


def _words(element: etree._Element) -> Iterator[str]:
    """The text of a segment without the codes inside it."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _CODES:
            yield from _words(child)
        if child.tail:
            yield child.tail


def _line(text: str) -> str:
    """A text on one line; no-break spaces stay what they are."""
    return regex.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _origin(tu: etree._Element) -> Origin:
    """What we wrote of it; what another tool made was supplied."""
    said = tu.xpath("string(prop[@type=$type])", type=_ORIGIN)
    return next((one for one in get_args(Origin) if one == said), "supplied")


def _seconds(written: str) -> int:
    try:
        return int(datetime.strptime(written, _TIME).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return 0
