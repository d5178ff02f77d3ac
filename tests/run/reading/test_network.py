"""Our own trouble is told from the sources'."""

from __future__ import annotations

from nouvelles.ingest.troubles import Word
from nouvelles.run.reading.network import FEWEST, MOST, Network


def silent(network: Network, number: int, *, hosts: int, word: Word = Word.DNS) -> bool:
    """So many different hosts without an answer; whether the line is down then."""
    return [network.note(f"h{n}", word, hosts=hosts) for n in range(number)][-1]


def test_many_hosts_without_an_answer_are_our_own_trouble() -> None:
    network = Network()
    assert not silent(network, MOST - 1, hosts=200)
    assert network.note("one-more", Word.UNREACHABLE, hosts=200)
    assert network.down


def test_of_few_hosts_all_must_be_silent() -> None:
    assert not silent(Network(), FEWEST - 1, hosts=1)
    assert silent(Network(), FEWEST, hosts=FEWEST)
    assert not silent(Network(), FEWEST, hosts=FEWEST + 2)


def test_one_host_without_an_answer_is_one_however_often() -> None:
    network = Network()
    for _ in range(100):
        assert not network.note("dead", Word.UNREACHABLE, hosts=100)


def test_an_answer_ends_it() -> None:
    network = Network()
    silent(network, MOST - 1, hosts=200)
    network.note("alive", None, hosts=200)
    assert not network.note("dead", Word.DNS, hosts=200)
    silent(network, MOST, hosts=200)
    assert network.down
    network.note("alive", None, hosts=200)
    assert not network.down


def test_faults_of_an_answer_are_no_faults_of_the_line() -> None:
    for word in Word:
        if word not in (Word.DNS, Word.UNREACHABLE):
            assert not silent(Network(), 50, hosts=50, word=word)
