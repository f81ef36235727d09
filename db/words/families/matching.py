"""Words of matching: what is decided about two records, what forbids a link, what became of a proposal."""

from __future__ import annotations

from db.words.families.worded import Worded


class ProposalState(Worded):
    """Where a proposal stands in the queue of who reviews it."""

    OPEN = "open", "waits for its review"
    TAKEN_BACK = "taken_back", "taken back"
    ACCEPTED = "accepted", "the same person"
    REFUSED = "refused", "not the same person"


class Outcome(Worded):
    """What is decided about two records."""

    AUTO = "auto", "linked"
    REVIEW = "review", "for a person to decide"
    NONE = "none", "not linked"


class Guard(Worded):
    """Why two records are not linked without a person, however much else agrees."""

    PNC_CONFLICT = "pnc_conflict", "PNC conflict"
    CRO_CONFLICT = "cro_conflict", "CRO conflict"
    NUMBER_CONFLICT = "number_conflict", "another number of the same kind"
    SAME_NUMBER_ANOTHER_PERSON = "same_number", "same number, but name and date of birth differ"
    NAME_AND_BIRTH_ONLY = "name_and_birth_only", "nothing agrees but name and date of birth"
    TWIN = "twin", "possible twin"
    PERHAPS_TWIN = "perhaps_twin", "the forename is not clear enough to leave out a twin"
    PARENT_AND_CHILD = "parent_and_child", "same name and address, 15 years or more apart"
    CO_DEFENDANTS = "co_defendants", "two defendants of one case"
    TWO_OF_ONE_SOURCE = "two_of_one_source", "one source knows them under two numbers"
    KEPT_APART = "kept_apart", "somebody decided that they are two people"
    RESTRICTED = "restricted", "restricted record"
    NOT_ONE_PERSON = "not_one_person", "together with the records already linked they cannot be one person"
    TOO_MANY = "too_many", "more than 12 records would be one person"


class LinkKind(Worded):
    """What a decision about who is who did."""

    SYSTEM = "system", "one number in its system"
    RULE = "rule", "linked by rule"
    MERGE = "merge", "joined as one person"
    SPLIT = "split", "taken apart"
    APART = "apart", "said to be different people"
    CHECKED_RIGHT = "checked_right", "checked: the link is right"
    CHECKED_WRONG = "checked_wrong", "checked: the link is wrong"


class Marker(Worded):
    """What a human said of two records, which no rule overrides."""

    SAME = "same", "the same person"
    APART = "apart", "not the same person"


class ReviewState(Worded):
    """Where a question of the review queue stands."""

    OPEN = "open", "waits for a decision"
    LATER = "later", "put off"
    SAME = "same", "the same person"
    APART = "apart", "not the same person"
    NONE = "none", "none of these"
    OVER = "over", "settled by another decision"


class Engine(Worded):
    """What finds the pairs that are worth comparing; how they are compared and decided is the same."""

    CORE = "core", "Tracker's own rules"
    SPLINK = "splink", "Splink, for very many records"
