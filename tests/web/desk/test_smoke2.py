from nouvelles.store import Store
from nouvelles.records import CommentState
from nouvelles.testing import Clock
from tests.store.told import told_paper
from tests.web.desk.desk_paper import Visitor, add_people, comment, desk_app
import re


def test_smoke(sqlite_store: Store, clock: Clock) -> None:
    store = sqlite_store
    ids = told_paper(store, clock)
    add_people(store, clock)
    n = comment(
        store, clock, "Bonjour", page=f"article:{ids['dam']}", state=CommentState.SHOWN
    )
    v = Visitor(desk_app(store, clock))
    for p in (
        "signaler/1",
        "signalement?about=comment:1",
        f"signalement?about=article:{ids['dam']}",
        "transparence",
        "contact",
        "mentions-legales",
        f"article/{ids['dam']}",
    ):
        r = v.get("/fr/" + p)
        while r.status_code in (301, 308):
            r = v.get(r.headers["location"])
        print(
            p,
            r.status_code,
            re.findall(r'name="about" value="[^"]*"', r.text),
            "signalement" in r.text,
        )
        assert r.status_code == 200
    t = re.search(r'name="token" value="([^"]+)"', v.get("/fr/signaler/1").text)[1]
    clock.now += 10
    r = v.post("/fr/signaler/1", {"token": t, "kind": "minor", "text": "x"})
    print(
        r.status_code, r.headers["location"], v.get(r.headers["location"]).status_code
    )
    t = re.search(r'name="token" value="([^"]+)"', v.get("/fr/signalement").text)[1]
    clock.now += 10
    r = v.post(
        "/fr/signalement",
        {
            "token": t,
            "about": "comment:1",
            "text": "It is very illegal",
            "name": "N",
            "email": "n@x.example",
            "faith": "1",
        },
    )
    print(r.status_code, r.headers)
    rec = r.headers["location"]
    r = v.get(rec)
    print(r.text)
    v.sign_in()
    print(v.get("/desk/fr/queue").text[2000:6000])
    r = v.get("/desk/fr/notices/1")
    print(r.text[-3000:])
    tok = v.form("/desk/fr/queue")
    r = v.post(
        "/desk/fr/notices/1/decide",
        {"form": tok, "measure": "removed", "facts": "f", "ground": "g"},
    )
    print(r.status_code, r.headers)
    r = v.get("/desk/fr/notices/1")
    print(r.status_code)
    r = v.post(rec, {"text": "No way"})
    print(r.status_code)
    r = v.post(
        "/desk/fr/notices/1/decide",
        {"form": tok, "measure": "nothing", "facts": "f", "ground": "g"},
    )
    r = v.get(rec)
    print(r.status_code, r.text[-2500:])
    r = v.get("/fr/transparence")
    print(r.text[-2600:])
    r = v.get("/desk/fr/log")
    print(r.text[-2600:])
    assert 0
