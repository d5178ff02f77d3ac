"""WordPress with its plug-in at our server: what becomes of comments.

Skipped where the packages are not unpacked (`make wordpress`). Debian's plug-in is 5.0,
which matches verdicts by article, author and e-mail; what newer ones do with a guid is
replayed (`test_akismet_wordpress`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nouvelles.akismet import SiteKey
from nouvelles.store import Store
from nouvelles.store.akismet import add_key, disable_key
from tests.web.akismet_paper import akismet_paper
from tests.web.wordpress_site import INSTALLED, Site, wordpress_site

pytestmark = pytest.mark.skipif(
    not INSTALLED, reason="WordPress is not unpacked (make wordpress)"
)

KEY = "fedcba987654"


def statuses(site: Site) -> dict[str, str]:
    return {one["text"]: one["status"] for one in site.act("comments")}


def test_a_site(sqlite_store: Store, tmp_path: Path) -> None:
    add_key(sqlite_store, SiteKey(key=KEY, site="127.0.0.1", created=0))
    with (
        akismet_paper(sqlite_store) as paper,
        wordpress_site(tmp_path, paper.address, KEY) as site,
    ):
        assert site.act("verify", KEY) == "valid"
        assert site.act("verify", "ffffffffffff") == "invalid"
        site.comment("Merci à vous", 1)
        site.comment("casino", 2)
        site.comment("montres", 3)
        told = {one["text"]: one for one in site.act("comments")}
        assert told["Merci à vous"]["status"] == "1"
        assert "check-ham" in told["Merci à vous"]["history"]
        assert told["casino"]["status"] == "spam"
        assert "check-spam" in told["casino"]["history"]
        # A moderator's acts reach the server, and teach it.
        site.act("spam", str(told["montres"]["id"]))
        site.comment("montres", 4)
        assert [one["status"] for one in site.act("comments")][-1] == "spam"
        site.act("ham", str(told["montres"]["id"]))
        site.comment("montres", 5)
        assert [one["status"] for one in site.act("comments")][-1] == "1"
        told = site.act("admin")
        assert told["account"]["status"] == "active"
        assert told["account"]["account_name"] == "127.0.0.1"
        stats = told["stats"]["all"]
        assert (stats["spam"], stats["ham"]) == (2, 3)
        assert (stats["missed_spam"], stats["false_positives"]) == (1, 1)
        # This plug-in knows no "later" and takes it for a no; newer ones wait.
        paper.judge.go.clear()
        site.comment("un mot", 8)
        paper.judge.go.set()
        assert statuses(site)["un mot"] == "1"
        # What cannot be judged waits, and is asked about again later.
        site.comment("a bug", 6)
        assert statuses(site)["a bug"] == "0"
        disable_key(sqlite_store, KEY, 1)
        site.comment("Bonjour", 7)
        assert statuses(site)["Bonjour"] == "0"
