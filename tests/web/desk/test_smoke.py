from nouvelles.store import Store
from nouvelles.testing import Clock
from tests.store.told import told_paper
from tests.web.desk.desk_paper import Visitor, add_people, comment, desk_app


def test_smoke(sqlite_store: Store, clock: Clock) -> None:
    store = sqlite_store
    ids = told_paper(store, clock)
    add_people(store, clock)
    for n in range(30):
        comment(
            store,
            clock,
            f"Bonjour http://casino.example/{n} <b>",
            page=f"article:{ids['dam']}",
            ring=5,
        )
    v = Visitor(desk_app(store, clock))
    print(v.get("/desk").headers, v.get("/desk/fr/queue").headers)
    r = v.sign_in()
    print(r.status_code, r.headers)
    r = v.get("/desk/fr/queue")
    print(r.status_code, r.text[:6000])
    for path in (
        "queue?show=spam&page=3",
        "ring/1",
        "comment/1",
        "lists",
        "pages",
        "notices",
        "log",
    ):
        r = v.get("/desk/fr/" + path)
        print(path, r.status_code, len(r.text))
        assert r.status_code < 400
    r = v.act("spam", 1, 2)
    print(r.status_code, r.headers)
    print(v.get(r.headers["location"]).text[2000:3500])
    print(v.get("/desk/fr/comment/1").text)
    assert 0
