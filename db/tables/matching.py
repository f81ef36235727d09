"""Proposals that two people on record are one: each waits for its review, and joins nobody by itself."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index

from db.tables.base import Governance, Reach, Row, key_to, moment, word
from db.words.families.matching import ProposalState


class MatchProposal(Row, table=True):
    """Somebody says that two are the same person, and why; `one_id` is the smaller of the two keys.

    Merging people does not move a proposal: what was said was said of these two. Until the queue is there only
    its maker reads it, for whoever else reads it would have to be allowed both people.
    """

    __tablename__ = "match_proposal"
    __table_args__ = (Index("ix_match_proposal_pair", "one_id", "other_id"),)
    governance: ClassVar[Governance] = Governance(Reach.OWN)
    user_id: UUID = key_to("user_account.id")
    one_id: UUID = key_to("person.id", index=False)
    other_id: UUID = key_to("person.id")
    proposed_at: datetime = moment()
    reason: str
    state: ProposalState = word(ProposalState)
    ended_at: datetime | None = moment(default=None, nullable=True)
