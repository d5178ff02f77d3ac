"""Names and addresses of licences."""

from __future__ import annotations

from nouvelles.rights import LICENCES
from nouvelles.web.licences import licence_address, licence_name


def test_names() -> None:
    assert licence_name("CC-BY-SA-4.0") == "CC BY-SA 4.0"
    assert licence_name("CC0-1.0") == "CC0 1.0"
    assert licence_name("OGL-UK-3.0") == "OGL UK 3.0"
    assert licence_name("CC-BY-3.0-BR") == "CC BY 3.0 BR"
    assert licence_name("LicenseRef-KOGL-1") == "KOGL Type 1"
    assert licence_name("NLOD-2.0") == "NLOD 2.0"
    assert licence_name("") == ""
    assert licence_name("Something-else") == "Something-else"


def test_every_known_licence_has_an_address() -> None:
    for spdx in LICENCES:
        assert licence_address(spdx).startswith("https://")
        assert licence_name(spdx)
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert licence_address("CC-BY-4.0") == address
    port = "https://creativecommons.org/licenses/by/3.0/br/"
    assert licence_address("CC-BY-3.0-BR") == port
    assert licence_address("Something-else") == ""
