"""Room 4: one event, all its tellings, across languages.

Takes tellings with their vectors as they arrive; gives acts (`StoryAct`): a story begins,
an article joins one, stories merge or part. The state is what the acts make of it.

    stories = Stories(encoder.size, encoder.languages)
    acts = stories.place([Arrival(telling=telling, vectors=vectors)], now)
    stories.story_of(telling.article)
"""

from nouvelles.stories.arrival import Arrival
from nouvelles.stories.grouping import LIVE_DAYS, Stories

__all__ = ["LIVE_DAYS", "Arrival", "Stories"]
