"""Who is who: proposals, decisions with all they moved, what humans said of two records, and the review queue.

No session of a person reads decisions or questions: `db.people.matching` answers for a reader, by `db.access`.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.tables.base import SYSTEM, Governance, Key, Reach, Row, key_to, moment, word
from db.words.families.matching import LinkKind, Marker, ProposalState, ReviewState


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


class LinkDecision(Row, table=True):
    """One decision about who is who; it is never changed, only undone by a later word (`undone_at`).

    `weight` is in bits, prior included; `reasons` are JSON, a list of texts; `weights_version` names the weights by
    which they were found. `one_id` and `other_id` are the records that it was decided about. `run` is the run of
    a rule over many.
    """

    __tablename__ = "link_decision"
    governance: ClassVar[Governance] = SYSTEM
    kind: LinkKind = word(LinkKind)
    decided_at: datetime = moment(index=True)
    decided_by_id: UUID = key_to("user_account.id")
    one_id: UUID | None = key_to("source_record.id", null=True)
    other_id: UUID | None = key_to("source_record.id", null=True)
    weight: float | None = None
    reasons: str = "[]"
    weights_version: str = ""
    why: str = ""
    run: UUID | None = Field(default=None, sa_type=Key, nullable=True, index=True)
    undone_at: datetime | None = moment(default=None, nullable=True)
    undone_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    undone_why: str = ""


class LinkMove(Row, table=True):
    """A record that a decision put with another person; what hangs on the record went with it."""

    __tablename__ = "link_move"
    __table_args__ = (UniqueConstraint("decision_id", "record_id"),)
    governance: ClassVar[Governance] = SYSTEM
    decision_id: UUID = key_to("link_decision.id")
    record_id: UUID = key_to("source_record.id")
    old_id: UUID = key_to("person.id")
    new_id: UUID = key_to("person.id")


class HungRow(Row, table=True):
    """A row that hangs on a person and not on a record (a note, who follows), away from where it was written.

    It stands with `home_id` as long as that person has a record, else with whoever has that person's first one.
    """

    __tablename__ = "hung_row"
    __table_args__ = (UniqueConstraint("row_id", "kind"), Index("ix_hung_row_home", "home_id", "kind"))
    governance: ClassVar[Governance] = SYSTEM
    kind: str
    row_id: UUID = Field(sa_type=Key)
    home_id: UUID = key_to("person.id", index=False)


class PairOverride(Row, table=True):
    """What a human said of two records; `one_id` is the smaller key. No rule links what is said to be apart."""

    __tablename__ = "pair_override"
    __table_args__ = (Index("ix_pair_override_pair", "one_id", "other_id"),)
    governance: ClassVar[Governance] = SYSTEM
    one_id: UUID = key_to("source_record.id", index=False)
    other_id: UUID = key_to("source_record.id")
    marker: Marker = word(Marker)
    decision_id: UUID = key_to("link_decision.id")
    ended_at: datetime | None = moment(default=None, nullable=True)


class ReviewItem(Row, table=True):
    """A question for a human: whose is this record? One open question a record."""

    __tablename__ = "review_item"
    governance: ClassVar[Governance] = SYSTEM
    record_id: UUID = key_to("source_record.id")
    state: ReviewState = word(ReviewState, index=True)
    asked_at: datetime = moment()
    weight: float = 0.0
    claimed_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    claimed_until: datetime | None = moment(default=None, nullable=True)
    put_off_until: datetime | None = moment(default=None, nullable=True)
    decided_by_id: UUID | None = key_to("user_account.id", null=True)
    decided_at: datetime | None = moment(default=None, nullable=True)
    decision_id: UUID | None = key_to("link_decision.id", null=True)


class ReviewCandidate(Row, table=True):
    """One who may be meant: a record, with weight (bits), reasons and what forbids a rule to decide (JSON lists)."""

    __tablename__ = "review_candidate"
    __table_args__ = (UniqueConstraint("item_id", "record_id"),)
    governance: ClassVar[Governance] = SYSTEM
    item_id: UUID = key_to("review_item.id")
    record_id: UUID = key_to("source_record.id")
    weight: float
    reasons: str = "[]"
    guards: str = "[]"
    weights_version: str = ""
