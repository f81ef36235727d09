"""Every format that is recognised; of those that fit a file the first one counts."""

from __future__ import annotations

from typing import Final

from db.exchange.formats.casefile.forms import PROSECUTION
from db.exchange.formats.common_platform.forms import COURT_LIST, HEARING, LIFE_CYCLE
from db.exchange.formats.crown import forms as crown
from db.exchange.formats.form import CsvForm, JsonForm, JsonListForm, XmlForm
from db.exchange.formats.legal_aid.forms import CROWN_CASES, SEARCH
from db.exchange.formats.libra.forms import CASE, JSON_LIST, LIST_AS_TEXT, XML_LIST
from db.exchange.formats.ndelius.forms import PROBATION
from db.exchange.formats.no_facts.forms import KNOWN, KNOWN_MARKUP
from db.exchange.formats.people_csv.forms import PEOPLE
from db.exchange.formats.police_record.forms import POLICE
from db.exchange.formats.prison.forms import PRISONER, PRISONERS, PRISONERS_CSV
from db.exchange.formats.published.forms import PLACES, PUBLISHED
from db.exchange.formats.sjp.forms import CASE_RECEIVED
from db.exchange.formats.spi.forms import NEW_CASE, RESULTED_CASE
from db.exchange.formats.tracker.forms import PERSON

XML: Final[tuple[XmlForm, ...]] = (NEW_CASE, RESULTED_CASE, crown.XML_LIST, XML_LIST, KNOWN_MARKUP)
JSON: Final[tuple[JsonForm, ...]] = (
    PERSON, LIST_AS_TEXT, PROSECUTION, CASE_RECEIVED, SEARCH, COURT_LIST, LIFE_CYCLE, HEARING, CASE, JSON_LIST,
    crown.JSON_LIST, PUBLISHED, PRISONER, PROBATION, POLICE, KNOWN,
)  # fmt: skip
CSV: Final[tuple[CsvForm, ...]] = (PRISONERS_CSV, PEOPLE, CROWN_CASES, PLACES)
LISTS: Final[tuple[JsonListForm, ...]] = (PRISONERS,)
