"""Where those meet who travel for it: at the place that a journey leads to, where the text tells no other."""

from collections.abc import Sequence

from kgbuild.language.events.draft import Draft
from kgbuild.language.events.scene import Scene
from kgbuild.model import Factuality
from kgbuild.model.terms import AGENT, EVENT_PLACE, KG


def meet_at_stops(drafts: Sequence[Draft], scene: Scene) -> None:
    """Let a meeting of which no place is told be held where the journey leads that is made for it.

    That is one in the clause above it, or the last planned one of the same person in the paragraph.
    """
    last: Draft | None = None
    for draft in drafts:
        if draft.contract == KG + "Visit" and draft.roles[EVENT_PLACE]:
            last = draft
        elif last is not None and not draft.roles[EVENT_PLACE] and _on_journey(last, draft, scene):
            draft.roles[EVENT_PLACE] = list(last.roles[EVENT_PLACE])


def _on_journey(visit: Draft, meeting: Draft, scene: Scene) -> bool:
    """Whether a meeting is what a journey is made for, or a verb tells it in the course of a planned one."""
    if meeting.contract != KG + "Meeting" or visit.anchor in meeting.token.ancestors:
        return meeting.contract == KG + "Meeting"
    here = scene.paragraphs[visit.token.i] == scene.paragraphs[meeting.token.i]
    planned = visit.factuality is meeting.factuality is Factuality.PLANNED
    told = not meeting.match.is_noun or bool(meeting.support.light)
    return here and planned and told and bool(visit.ids(AGENT) & meeting.ids(AGENT))
