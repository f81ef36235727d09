"""Words of matching: what became of a proposal that two are the same person."""

from __future__ import annotations

from db.words.families.worded import Worded


class ProposalState(Worded):
    """Where a proposal stands in the queue of who reviews it."""

    OPEN = "open", "waits for its review"
    TAKEN_BACK = "taken_back", "taken back"
    ACCEPTED = "accepted", "the same person"
    REFUSED = "refused", "not the same person"
