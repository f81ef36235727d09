"""The keys of sound: the published examples of double metaphone, and names as they are heard here."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words.heard.sounds import metaphone, sounds

# Examples of Lawrence Philips' article and of the implementations that followed it.
PUBLISHED = {
    "SMITH": ("SM0", "XMT"),
    "SCHMIDT": ("XMT", "SMT"),
    "THOMAS": ("TMS", "TMS"),
    "MICHAEL": ("MKL", "MXL"),
    "CAESAR": ("SSR", "SSR"),
    "CHIANTI": ("KNT", "KNT"),
    "CHEMISTRY": ("KMSTR", "KMSTR"),
    "CHORUS": ("KRS", "KRS"),
    "ORCHESTRA": ("ARKSTR", "ARKSTR"),
    "ARCHITECT": ("ARKTKT", "ARKTKT"),
    "MCHUGH": ("MK", "MK"),
    "CZERNY": ("SRN", "XRN"),
    "FOCACCIA": ("FKX", "FKX"),
    "BELLOCCHIO": ("PLX", "PLX"),
    "BACCHUS": ("PKS", "PKS"),
    "ACCIDENT": ("AKSTNT", "AKSTNT"),
    "BERTUCCI": ("PRTX", "PRTX"),
    "MCCLELLAND": ("MKLLNT", "MKLLNT"),
    "EDGE": ("AJ", "AJ"),
    "EDGAR": ("ATKR", "ATKR"),
    "GHISLANE": ("JLN", "JLN"),
    "GHOUL": ("KL", "KL"),
    "HUGH": ("H", "H"),
    "LAUGH": ("LF", "LF"),
    "MCLAUGHLIN": ("MKLFLN", "MKLFLN"),
    "TAGLIARO": ("TKLR", "TLR"),
    "BIAGGI": ("PJ", "PK"),
    "JOSE": ("HS", "HS"),
    "CABRILLO": ("KPRL", "KPR"),
    "THUMB": ("0M", "TM"),
    "CAMPBELL": ("KMPL", "KMPL"),
    "RASPBERRY": ("RSPR", "RSPR"),
    "ROGIER": ("RJ", "RJR"),
    "ISLAND": ("ALNT", "ALNT"),
    "SUGAR": ("XKR", "SKR"),
    "SNIDER": ("SNTR", "XNTR"),
    "SCHENKER": ("XNKR", "SKNKR"),
    "RESNAIS": ("RSN", "RSNS"),
    "ARTOIS": ("ART", "ARTS"),
    "WASSERMAN": ("ASRMN", "FSRMN"),
    "ARNOW": ("ARN", "ARNF"),
    "FILIPOWICZ": ("FLPTS", "FLPFX"),
    "BREAUX": ("PR", "PR"),
    "ZHAO": ("J", "J"),
    "KNIGHT": ("NT", "NT"),
}


@pytest.mark.parametrize("word", PUBLISHED)
def test_a_published_example_has_its_published_keys(word: str) -> None:
    assert metaphone(word) == PUBLISHED[word]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Shornessy", "SHAUGHNESSY"),
        ("Kaylee", "KAYLEIGH"),
        ("Hossein", "HUSSAIN"),
        ("MacGarrigle", "McGARRIGLE"),
        ("McLochlin", "McLAUGHLIN"),
        ("Dokerty", "DOHERTY"),
        ("Dockerty", "DOUGHERTY"),
        ("Gallaher", "GALLAGHER"),
        ("Neve", "NIAMH"),
        ("Shivaun", "SIOBHAN"),
        ("Shaun", "SEAN"),
        ("Homes", "HOLMES"),
        ("Parmer", "PALMER"),
        ("Forkner", "FAULKNER"),
        ("Lester", "LEICESTER"),
        ("Wooster", "WORCESTER"),
        ("Vawn", "VAUGHAN"),
        ("Griffith", "GRUFFYDD"),
        ("Rees", "RHYS"),
        ("Nite", "KNIGHT"),
        ("Right", "WRIGHT"),
        ("Caffrey", "CAFFERY"),
        ("Lewellin", "LLEWELLYN"),
        ("Ekles", "ECCLES"),
        ("Chaudry", "CHOWDHURY"),
        ("Zoe", "ZOË"),
        ("Lukash", "ŁUKASZ"),
        ("Seddon", "SEDON"),
        ("Whittaker", "WITAKER"),
        ("Fillips", "PHILIPS"),
        ("Norton", "NAUGHTON"),
        ("Goff", "GOUGH"),
        ("Farker", "FARQUHAR"),
        ("Fifer", "PFEIFFER"),
        ("Cryton", "CRICHTON"),
        ("Pshibilski", "PRZYBYLSKI"),
        ("Petrovski", "PIOTROWSKI"),
        ("Shimanski", "SZYMANSKI"),
        ("Matayush", "MATEUSZ"),
        ("Vari", "MHAIRI"),
        ("Aylee", "EILIDH"),
        ("Smiff", "SMITH"),
        ("Mafew", "MATTHEW"),
        ("Arris", "HARRIS"),
        ("Everington", "HETHERINGTON"),
        ("Lockran", "LOUGHRAN"),
        ("Deverow", "DEVEREUX"),
        ("Goodaker", "GOODACRE"),
        ("Graim", "GRAHAM"),
        ("Sinclair", "ST CLAIR"),
        ("Sinjin", "ST JOHN"),
        ("Shona", "SEONA"),
        ("Voychek", "WOJCIECH"),
        ("Novitski", "NOWICKI"),
        ("Vatsek", "WACEK"),
        ("Jaka", "XHAKA"),
        ("Ekmekji", "EKMEKCI"),
        ("Ching", "QING"),
        ("Wachuku", "NWACHUKWU"),
    ],
)
def test_a_name_half_heard_shares_a_key_with_the_record(said: str, written: str) -> None:
    assert set(sounds(said)) & set(sounds(written))


@pytest.mark.parametrize(
    ("one", "other"), [("Smith", "Jones"), ("Khan", "Ahmed"), ("Kelly", "Murphy"), ("Stephen", "Stuart")]
)
def test_names_that_do_not_sound_alike_share_no_key(one: str, other: str) -> None:
    assert not set(sounds(one)) & set(sounds(other))


def test_another_script_has_no_key_and_signs_change_none() -> None:
    assert sounds("Шевченко") == sounds("") == ("", "")
    assert sounds("O'Brien") == sounds("O\u2019 BRIEN") == sounds("obrien")


@given(st.text(max_size=60))
def test_no_text_fails_and_keys_are_capitals_and_the_sign_of_th(text: str) -> None:
    for key in sounds(text):
        assert set(key) <= set(string.ascii_uppercase + "0")
