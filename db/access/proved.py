"""The cases of the sharing definition, each with the tests that show it and the doors at which they do.

A test of the repository sees to it that every test named here exists.
"""

from __future__ import annotations

from typing import Final

from db.cards.policy import ProvedCase
from db.words.actor import Role
from db.words.families.access import Category

DOORS: Final[dict[str, str]] = {
    "file": "file screen",
    "bench": "bench screen",
    "case": "case screen",
    "show": "tracker person show",
    "export": "export (CSV, JSON, text)",
    "print": "print",
    "find": "find box, tracker person find",
    "count": "counts",
    "list": "day list",
    "log": "log",
    "raw": "raw SQL",
}
EVERY: Final = tuple(DOORS)
NO_MAIL: Final = "mail: no such door yet"
NO_REPORT: Final = "report: no such door yet"
_CASES: Final = "tests/db/access/test_cases.py::test_"
_LIMITS: Final = "tests/db/access/test_cases_of_limits.py::test_"
_RECORDS: Final = "tests/doors/test_records_at_every_door.py::test_"
_PEOPLE: Final = "tests/doors/test_people_at_every_door.py::test_"
_NOTES: Final = "tests/doors/test_notes_at_every_door.py::test_"
_OUT: Final = "tests/db/output/test_outputs.py::test_"
_OWN_NOTE: Final = (
    _CASES + "S01_to_S05_a_personal_note_is_its_judges_alone_and_whoever_it_was_handed_to",
    _NOTES + "S01_S02_S03_S04_a_personal_note_is_read_by_its_judge_on_the_screen_and_by_nobody_anywhere_else",
)
_PLAIN: Final = (Role.CLERK, Role.ADMINISTRATOR, Role.USHER, Role.PROBATION_OFFICER, Role.AUDITOR)
_BLIND: Final = (Role.BOARD_ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.TRAINER)
_N: Final = (Category.PERSONAL_NOTE,)
_RESTRICTED: Final = (
    _LIMITS + "S21_S22_a_restricted_case_is_there_for_the_named_roles_of_its_court_alone",
    _PEOPLE + "S21_S22_a_restricted_case_is_at_the_doors_of_its_named_roles_alone",
)
_YOUTH: Final = (
    _LIMITS + "S24_S25_a_youth_record_is_a_line_to_others_and_whole_to_youth_staff",
    _PEOPLE + "S24_S25_a_youth_record_is_one_line_to_others_and_whole_to_youth_staff",
)
_INTELLIGENCE: Final = _RECORDS + "S14_S15_intelligence_is_whole_to_its_force_and_a_warning_to_the_court"
_REFERRED: Final = _PEOPLE + "S18_S19_a_voluntary_worker_meets_a_name_and_a_need_until_thirty_days_after"
_TRANSFER: Final = _PEOPLE + "S09_S10_nobody_at_a_court_until_a_case_is_transferred_there_and_then_at_once"
_NO_CASES: Final = (
    _LIMITS + "S27_S31_an_analyst_and_an_auditor_read_no_record",
    _PEOPLE + "S27_S31_roles_without_case_data_meet_nobody_at_any_door",
)
_NIGHT: Final = _PEOPLE + "S29_S30_emergency_access_opens_the_screen_and_no_way_out"

CASES: Final[tuple[ProvedCase, ...]] = (
    ProvedCase("S01", "A judge reads the own personal note", "H1", _OWN_NOTE, EVERY, (Role.JUDGE,), _N),
    ProvedCase("S02", "Another judge learns nothing of it", "H1", _OWN_NOTE, EVERY, (Role.JUDGE,), _N),
    ProvedCase("S03", "Neither does the clerk of the same courtroom", "H1", _OWN_NOTE, EVERY, _PLAIN, _N),
    ProvedCase(
        "S04", "An administrator finds cipher in the database", "H1",
        (*_OWN_NOTE, _NOTES + "S04_sql_shows_cipher_and_no_word_of_the_text",
         "tests/e2e/test_one_personal_note.py::test_a_personal_note_is_its_judges_alone_until_it_is_handed_over",
         "tests/doors/test_bytes_of_a_home.py::test_no_word_of_a_record_is_in_any_file_of_a_home_or_in_its_backup"),
        EVERY, _PLAIN, _N,
    ),
    ProvedCase(
        "S05", "A judge hands one note over, and that one alone is read", "H1",
        (_OWN_NOTE[0], _NOTES + "S05_what_was_handed_over_is_marked_and_nothing_else_is_there"),
        EVERY, (Role.JUDGE,), _N,
    ),
    ProvedCase(
        "S06", "Emergency access gives no hint of one", "H1",
        (_CASES + "S06_emergency_access_opens_no_personal_note",
         _NOTES + "S06_emergency_access_gives_no_hint_of_a_personal_note"),
        EVERY, (), _N,
    ),
    ProvedCase(
        "S07", "Probation reads and edits its own compliance record", "O1",
        (_CASES + "S07_an_agency_reads_and_edits_its_own_record",
         _RECORDS + "S07_an_agencys_own_record_is_whole_at_every_door"),
        EVERY,
    ),
    ProvedCase(
        "S08", "A clerk gets compliance in summary", "D, R1",
        (_CASES + "S08_a_clerk_gets_the_summary_of_compliance_and_no_narrative",
         _RECORDS + "S08_a_clerk_gets_the_summary_of_compliance_at_every_door_and_the_narrative_at_none"),
        EVERY, (Role.CLERK,), (Category.COMPLIANCE, Category.RISK),
    ),
    ProvedCase(
        "S09", "A court without a case of hers does not know her", "R0",
        (_CASES + "S09_nobody_is_found_at_a_court_where_they_never_had_a_case", _TRANSFER), EVERY,
    ),
    ProvedCase(
        "S10", "A case transferred makes her known at once", "R1",
        (_CASES + "S10_a_case_that_is_transferred_makes_the_person_known_at_once", _TRANSFER), EVERY,
    ),
    ProvedCase(
        "S11", "Treatment does not exist for the prosecution", "D",
        (_CASES + "S11_treatment_is_not_there_for_the_prosecution",
         _RECORDS + "S11_treatment_is_at_no_door_of_the_prosecution"),
        EVERY, (Role.PROSECUTOR,), (Category.TREATMENT,),
    ),
    ProvedCase(
        "S12", "A rule for sentencing opens treatment on the hearing day", "G2",
        (_CASES + "S12_treatment_by_rule_for_sentencing_on_the_hearing_day_only",
         _RECORDS + "S12_a_rule_for_sentencing_opens_the_summary_on_the_hearing_day_alone"),
        EVERY, (Role.JUDGE,), (Category.TREATMENT,),
    ),
    ProvedCase(
        "S13", "A rule taken back closes at once", "G3",
        (_CASES + "S13_a_rule_that_is_taken_back_is_gone_at_the_next_question",
         _RECORDS + "S13_a_rule_taken_back_closes_every_door_and_the_log_keeps_the_earlier_looks"),
        EVERY, (Role.JUDGE,), (Category.TREATMENT,),
    ),
    ProvedCase(
        "S14", "A force reads its own intelligence", "O1",
        (_CASES + "S14_a_force_reads_its_own_intelligence", _INTELLIGENCE), EVERY,
    ),
    ProvedCase(
        "S15", "Nobody at court learns of intelligence; the warning stands", "D, C1",
        (_CASES + "S15_no_court_user_learns_of_intelligence_but_the_warning_stands", _INTELLIGENCE),
        EVERY, (Role.CLERK, Role.JUDGE, Role.USHER), (Category.INTELLIGENCE, Category.SAFETY),
    ),
    ProvedCase(
        "S16", "The defence reads its client, and a report once released", "R4",
        (_CASES + "S16_the_defence_reads_the_own_client_and_a_report_only_once_released",
         _RECORDS + "S16_a_report_is_the_defences_once_the_court_released_it"),
        EVERY, (Role.DEFENCE_LAWYER,), (Category.CASE, Category.PRE_SENTENCE_REPORT, Category.AGENCY_NOTE),
    ),
    ProvedCase(
        "S17", "Of a co-defendant the defence gets name and shared charge", "R4",
        (_CASES + "S17_a_co_defendant_is_nobody_to_the_defence",
         _PEOPLE + "S17_of_a_co_defendant_the_defence_gets_name_and_shared_charge"),
        EVERY,
    ),
    ProvedCase(
        "S18", "A voluntary worker reads a name, a need, the next hearing", "R5",
        (_CASES + "S18_a_voluntary_worker_reads_identity_need_and_next_hearing", _REFERRED),
        EVERY, (Role.VOLUNTARY_WORKER,), (Category.IDENTITY, Category.NEXT_HEARING, Category.CASE),
    ),
    ProvedCase(
        "S19", "Thirty days after the referral the person is unknown", "R5",
        (_CASES + "S19_thirty_days_after_the_referral_the_person_is_not_found", _REFERRED), EVERY,
    ),
    ProvedCase(
        "S20", "Limited access is a mark to the own agency alone", "H4",
        (_LIMITS + "S20_limited_access_is_a_mark_to_the_own_agency_and_nothing_to_others",
         _PEOPLE + "S20_limited_access_is_a_line_to_the_own_agency_and_nothing_to_others"),
        EVERY,
    ),
    ProvedCase("S21", "Named staff read a restricted case, each time logged", "H2", _RESTRICTED, EVERY),
    ProvedCase("S22", "Nobody else finds it", "H2", _RESTRICTED, EVERY),
    ProvedCase(
        "S23", "A public list names neither youth nor restricted", "H3",
        (_OUT + "S23_a_public_list_names_neither_youth_nor_who_is_restricted",
         "tests/cli/test_output_commands.py::test_the_public_list_is_printed_without_the_youth"),
        ("print",),
    ),
    ProvedCase("S24", "A youth record is one line to an adult court", "H3", _YOUTH, EVERY),
    ProvedCase("S25", "Youth staff of the area read it whole", "R3", _YOUTH, EVERY, (Role.YOT_WORKER,),
               (Category.CASE,)),
    ProvedCase(
        "S26", "A scheme officer of another area does not find her", "R3",
        (_LIMITS + "S26_a_scheme_officer_of_another_area_does_not_find_a_registered_offender",
         _PEOPLE + "S26_a_registered_offender_is_nobody_in_another_area"),
        EVERY, (Role.PPO_OFFICER,), (Category.PPO,),
    ),
    ProvedCase(
        "S27", "An analyst gets figures, none below five", "A1",
        (*_NO_CASES,
         "tests/db/access/test_output_rules.py::test_a_small_count_is_never_told_and_never_to_be_worked_out"),
        EVERY, _BLIND, tuple(Category), (NO_REPORT,),
    ),
    ProvedCase(
        "S28", "A victim's address is found by nobody", "D",
        (_LIMITS + "S28_a_victims_address_is_found_by_nobody_and_hidden_from_a_treatment_worker",
         _RECORDS + "S28_a_victims_details_are_found_by_nobody_and_at_no_door_of_a_treatment_worker"),
        EVERY, (Role.DRUG_WORKER, Role.CLERK, Role.PROSECUTOR), (Category.VICTIM,),
    ),
    ProvedCase(
        "S29", "Emergency access opens five categories of one person", "B1",
        (_LIMITS + "S29_emergency_access_opens_five_categories_of_one_person_and_ends", _NIGHT), EVERY,
    ),
    ProvedCase(
        "S30", "Nothing is printed or exported under it", "B2",
        (_LIMITS + "S30_emergency_access_writes_nothing", _NIGHT,
         _OUT + "S30_nothing_is_printed_or_exported_under_emergency_access",
         _OUT + "S30_who_is_read_under_emergency_access_is_in_no_list_and_no_hits"),
        EVERY,
    ),
    ProvedCase("S31", "An auditor sees acts, no record", "A2", _NO_CASES, EVERY, (Role.AUDITOR,), tuple(Category)),
    ProvedCase(
        "S32", "Demo and record never meet", "H5",
        ("tests/db/keeper/test_making.py::test_a_demo_home_never_becomes_a_live_one",
         "tests/db/accounts/test_sign_in.py::test_only_a_demo_home_lets_a_command_act_without_a_password"),
        ("show",), (Role.TRAINER,), (Category.IDENTITY,),
    ),
    ProvedCase(
        "S33", "An account past its day is refused with its authoriser", "U1",
        (_LIMITS + "S33_an_expired_account_is_refused_with_the_name_of_the_authoriser",), EVERY, (), (), (NO_MAIL,),
    ),
    ProvedCase(
        "S34", "An account for one network is refused on another", "U2",
        (_LIMITS + "S34_an_account_for_one_network_is_refused_on_another",), EVERY,
    ),
    ProvedCase(
        "S35", "An export has the rows that its reader may see", "A3",
        (_LIMITS + "S35_a_count_is_made_after_the_policy",
         _OUT + "an_export_has_the_rows_of_the_reader_and_says_how_many"),
        ("export", "count"), (), (), (NO_REPORT,),
    ),
    ProvedCase(
        "S36", "Of two rules of equal rank the one that refuses wins", "P2",
        (_LIMITS + "S36_of_two_rules_of_equal_rank_the_one_that_refuses_wins",
         _RECORDS + "S36_of_two_rules_of_equal_rank_the_one_that_refuses_holds_at_every_door"),
        EVERY, (Role.USHER,), (Category.PRE_SENTENCE_REPORT,),
    ),
    ProvedCase(
        "S37", "A rule ends with its last day", "G2",
        (_LIMITS + "S37_a_rule_ends_with_its_last_day_without_an_edit",
         _RECORDS + "S37_a_rule_closes_the_doors_with_its_last_day"),
        EVERY, (Role.JUDGE,), (Category.TREATMENT,),
    ),
    ProvedCase(
        "S38", "Who will see a shared note is who sees it", "W1",
        (_LIMITS + "S38_a_shared_note_is_read_by_court_judge_and_probation_and_not_by_cps_and_defence",
         _NOTES + "S38_who_will_see_a_shared_note_is_who_meets_it_at_the_doors"),
        EVERY, (Role.PROSECUTOR, Role.DEFENCE_LAWYER), (Category.AGENCY_NOTE,),
    ),
)  # fmt: skip
