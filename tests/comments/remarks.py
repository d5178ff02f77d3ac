"""Invented comments: of readers, and of a casino that says one thing in many ways."""

from __future__ import annotations

from nouvelles.comments import Lesson, Remark, shipped, taught

GENUINE = (
    "The mayor promised this bridge in 2019, and we are still waiting for it.",
    "I live in that street, the noise at night is far worse than the article says.",
    "Why does nobody ask what the school board thinks of all this?",
    "You forgot that the first vote was cancelled because of the storm.",
    "My grandfather worked in that factory until it closed, thank you for the report.",
    "The figures in the third paragraph do not add up to a hundred.",
    "He was a great goalkeeper and a modest man, may he rest in peace.",
    "Ridiculous. As if a new roundabout could solve the traffic at the station.",
    "Does anybody know when the library opens again after the flood?",
    "The photograph shows the old town hall and not the new one.",
    "I was there on Sunday, the police were calm and so was the crowd.",
    "This is the second time this year that the water was cut off without notice.",
)
SPAM = (
    "Win big today at lucky-spin.example, free bonus for new members, join now!",
    "Lucky spin pays every day, register at lucky-spin.example and claim your bonus.",
    "I won 500$ at lucky-spin.example, contact me on whatsapp for the bonus code",
    "New members get free spins, click lucky-spin.example before midnight",
    "Best casino of the year: lucky-spin.example, deposit 10$ and get 100$ bonus",
    "My friend earns 300$ a day with lucky-spin.example, join our group t.me/luckyspin",
    "Free bonus! Free bonus! lucky-spin.example gives you what you deserve",
    "Jackpot slots and sure withdrawals, only at lucky-spin.example, sign up today",
    "Ask me how to win at lucky-spin.example, telegram @luckyspin_bot",
    "Spin and win a phone, claim your prize at lucky-spin.example now",
    "Register today and receive a bonus of 100%, lucky-spin.example is official",
    "Trusted site lucky-spin.example, fast withdraw, guaranteed profit every day",
)


def lesson(key: str, remark: Remark, *, spam: bool) -> Lesson:
    """A decision about a remark, as the shipped prior looks at it."""
    return Lesson(key, taught(shipped(), remark), spam)


def lessons(count: int = 12) -> list[Lesson]:
    """Decisions about both kinds in turn, by hosts and authors of their own."""
    found = []
    for number in range(count):
        genuine, spam = GENUINE[number % 12], SPAM[number % 12]
        spam = spam.replace("lucky-spin", f"lucky-spin{number}")
        found += [
            lesson(f"g{number}", Remark(text=genuine, language="en"), spam=False),
            lesson(f"s{number}", Remark(text=spam, language="en"), spam=True),
        ]
    return found
