"""Licences: how pages name them, and what ours must never be taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nouvelles.rights import LICENCES, Licence, find_licence, spdx_of


@pytest.mark.parametrize(
    ("stated", "spdx"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://www.creativecommons.org/licenses/by-sa/3.0/fr/", "CC-BY-SA-3.0"),
        ("//creativecommons.org/licenses/by-nd/4.0/legalcode.de", "CC-BY-ND-4.0"),
        ("creativecommons.org/licenses/by/3.0/igo/", "CC-BY-3.0"),
        (
            "https://creativecommons.org/licenses/by-nc-nd/2.5/deed.pt-br",
            "CC-BY-NC-ND-2.5",
        ),
        ("http://creativecommons.org/licenses/by-nd-nc/1.0/", "CC-BY-NC-ND-1.0"),
        ("https://creativecommons.org/licenses/by/4.0/?ref=x", "CC-BY-4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/deed.fr", "CC-PDM-1.0"),
        ("https://www.etalab.gouv.fr/licence-ouverte-open-licence/", "etalab-2.0"),
        (
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            "OGL-UK-3.0",
        ),
        ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("cc-by-nc-nd-4.0", "CC-BY-NC-ND-4.0"),
        ("CC BY NC 3.0", "CC-BY-NC-3.0"),
        ("CC-BY 4.0 International", "CC-BY-4.0"),
        ("Creative Commons Attribution 4.0 International License", "CC-BY-4.0"),
        ("Attribution-NoDerivatives 4.0 International (CC BY-ND 4.0)", "CC-BY-ND-4.0"),
        (
            "Creative Commons Attribution-NonCommercial-ShareAlike 3.0 DE",
            "CC-BY-NC-SA-3.0",
        ),
        ("https://www.kogl.or.kr/info/licenseType1.do", "LicenseRef-KOGL-1"),
        ("KOGL Type 1", "LicenseRef-KOGL-1"),
        ("https://data.gov.tw/license", "OGDL-Taiwan-1.0"),
        ("https://www.dati.gov.it/iodl/2.0/", "LicenseRef-IODL-2.0"),
        (
            "https://data.gov.in/government-open-data-license-india",
            "LicenseRef-GODL-India",
        ),
        ("https://data.norge.no/nlod/no/2.0", "NLOD-2.0"),
        ("CC0", "CC0-1.0"),
        ("CC0 1.0 Universal", "CC0-1.0"),
        ("etalab-2.0", "etalab-2.0"),
        ("Licensed under https://creativecommons.org/licenses/by/4.0/.", "CC-BY-4.0"),
    ],
)
def test_known_licences(stated: str, spdx: str) -> None:
    assert spdx_of(stated) == spdx
    assert spdx in LICENCES


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "© 2026 The Outlet. All rights reserved.",
        "CC BY",  # no version
        "This text is not licensed under CC BY 4.0",
        "https://creativecommons.org/",
        "https://creativecommons.org/licenses/by/9.0/",
        "https://creativecommons.org/licenses/sampling+/1.0/",
        "https://creativecommons.org.evil.example/licenses/by/4.0/",
        "https://example.org/creativecommons.org/licenses/by/4.0/",
        "https://web.archive.org/web/2016/http://creativecommons.org/licenses/by/4.0/",
        "text: https://creativecommons.org/licenses/by/4.0/ pictures: "
        "https://creativecommons.org/licenses/by-nd/4.0/",
        "MIT",
        "http://[x",
    ],
)
def test_everything_else_is_no_licence(stated: str) -> None:
    assert spdx_of(stated) == ""


@pytest.mark.parametrize("licence", LICENCES.values(), ids=LICENCES.keys())
def test_every_licence_is_known_by_identifier_and_address(licence: Licence) -> None:
    assert spdx_of(licence.spdx.lower()) == licence.spdx
    for scheme in ("http://", "https://www.", "//"):
        assert spdx_of(f"{scheme}{licence.address}/") == licence.spdx
    if licence.spdx.startswith("CC-BY"):
        assert licence.derivatives == ("-ND" not in licence.spdx)
        assert licence.non_commercial == ("-NC" in licence.spdx)
        assert licence.share_alike == ("-SA" in licence.spdx)


@given(st.text())
def test_any_text_gives_a_known_identifier_or_none(text: str) -> None:
    assert spdx_of(text) in {"", *LICENCES}


@pytest.mark.parametrize(
    ("spdx", "address"),
    [
        ("CC-BY-3.0-BR", "by/3.0/br"),
        ("CC-BY-SA-3.0-IGO", "by-sa/3.0/igo"),
        ("CC-BY-NC-ND-2.5-SE", "by-nc-nd/2.5/se"),
        ("CC-BY-SA-2.1-JP", "by-sa/2.1/jp"),
    ],
)
def test_ports_grant_what_the_unported_licence_grants(spdx: str, address: str) -> None:
    port = find_licence(spdx)
    assert port is not None
    assert port.spdx == spdx
    assert port.address == f"creativecommons.org/licenses/{address}"
    assert port.derivatives == ("-ND-" not in spdx)
    assert port.non_commercial == ("-NC-" in spdx)
    assert port.share_alike == ("-SA-" in spdx)
    assert find_licence(spdx.lower()) == port


@pytest.mark.parametrize("spdx", ["", "X", "CC-BY-9.0-BR", "CC-BY-2.1", "CC-SA-1.0-JP"])
def test_no_other_identifier_is_a_licence(spdx: str) -> None:
    assert find_licence(spdx) is None


def test_the_types_of_kogl() -> None:
    for number, (derivatives, non_commercial) in {
        1: (True, False), 2: (True, True), 3: (False, False), 4: (False, True),
    }.items():  # fmt: skip
        licence = LICENCES[f"LicenseRef-KOGL-{number}"]
        assert licence.derivatives == derivatives
        assert licence.non_commercial == non_commercial
