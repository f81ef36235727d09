"""The sharing lead's seat by keys: matrix, rules with a preview, requests and their answers, who read, history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from textual.widgets import Input

from db.cards.sharing import RuleTerms
from db.words.dates import short
from db.words.families.access import Category, Level, Recipient, RequestState
from db.words.families.places import AgencyKind
from screens.frame.place import Place
from tests.support.screen import open_screen, press, screen_text, type_text, until
from tests.support.sharing_court import Sharing
from tracker_tui.app.handlers.places import make_screen

FOR_JUDGES = RuleTerms(Category.TREATMENT, Level.FULL, Recipient.ROLE, word="judge")
SEAT = Place("share.seat")
WHY = "Needed for the sentence today."


async def test_the_matrix_shows_what_is_shared_and_enter_says_by_which_rule(sharing: Sharing, tmp_path: Path) -> None:
    desk = sharing.desk(sharing.drug_lead)
    desk.sharing.add(FOR_JUDGES)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=SEAT) as pilot:
        shown = await until(pilot, "clrk judg pol  CPS  prob")
        assert "F full  S summary  W withheld  - hidden  * by a rule  + more for a purpose" in shown
        assert "drug tests and treatme -    F*" in shown
        assert all(len(line) <= 80 for line in shown.splitlines())
        await press(pilot, *["down"] * 9, "enter")
        shown = await until(pilot, "judge: full by a rule: everything, for every judge")
        assert "CPS: hidden by default" in shown


async def test_a_rule_is_typed_previewed_and_saved_after_a_typed_y(sharing: Sharing, tmp_path: Path) -> None:
    desk = sharing.desk(sharing.drug_lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=SEAT) as pilot:
        await until(pilot, "clrk judg")
        await press(pilot, "2")
        await until(pilot, "the default matrix holds")
        await press(pilot, "plus")
        for text in ("treat", "judge at B01LY", "summ", "sentencing", "", "+30"):
            await type_text(pilot, text)
            await press(pilot, "enter")
        await until(pilot, "withheld -> summary,")
        await press(pilot, "f10")
        await until(pilot, "u undoes it.")
        assert desk.sharing.list().items == ()
        await press(pilot, "y")
        await until(pilot, "ENDS")
        (rule,) = desk.sharing.list().items
        assert (rule.terms.category, rule.whom) == (Category.TREATMENT, "judge at Northtown")


async def test_a_rule_is_changed_ended_and_that_is_undone(sharing: Sharing, tmp_path: Path) -> None:
    desk = sharing.desk(sharing.drug_lead)
    desk.sharing.add(FOR_JUDGES)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("share.seat", section=2)) as pilot:
        await until(pilot, "everything, for every judge")
        await press(pilot, "e")
        await until(pilot, "Change a rule")
        await until(pilot, "role judge")
        await press(pilot, "tab", "tab", "tab")
        for _ in range(4):
            await press(pilot, "shift+tab")
        await press(pilot, "escape")
        await until(pilot, "Sharing > Rules")
        await press(pilot, "d")
        await until(pilot, "End this rule now? judge, Judiciary")
        await press(pilot, "y")
        await until(pilot, "the default matrix holds")
        await press(pilot, "u")
        await until(pilot, "Undo the last change")
        await press(pilot, "y")
        await until(pilot, "everything, for every judge")
        await press(pilot, "5")
        await until(pilot, "ended")


async def test_a_day_that_cannot_be_has_the_keys_and_the_question_names_the_days(
    sharing: Sharing, tmp_path: Path
) -> None:
    desk, today = sharing.desk(sharing.drug_lead), sharing.record.clock.today()
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=SEAT) as pilot:
        await until(pilot, "clrk judg")
        await press(pilot, "plus")
        await type_text(pilot, "treat")
        await press(pilot, "f10")
        await until(pilot, "A rule says what, for whom and how much.")
        for text in ("role judge", "summ", "", "", "-9"):
            await type_text(pilot, text)
            await press(pilot, "enter")
        await press(pilot, "escape", "f10")
        await until(pilot, "Error: The last day lies before the first.")
        screen = pilot.app.screen
        assert screen.query_one("#until Input", Input) is screen.focused
        await press(pilot, "escape", *["backspace"] * 2)
        await type_text(pilot, "+30")
        await press(pilot, "f10")
        shown = " ".join((await until(pilot, "u undoes it.")).split())
        assert f"from {short(today)} to {short(today + timedelta(days=30))}" in shown
        await press(pilot, "y")
        await until(pilot, "The rule counts.")
        await press(pilot, "2")
        assert "The rule counts." not in await until(pilot, "Sharing > Rules")


async def test_of_two_rules_about_the_same_the_one_that_loses_says_so(sharing: Sharing, tmp_path: Path) -> None:
    desk = sharing.desk(sharing.drug_lead)
    lost = desk.sharing.add(FOR_JUDGES)
    desk.sharing.add(replace(FOR_JUDGES, level=Level.SUMMARY))
    desk.sharing.add(replace(FOR_JUDGES, level=Level.NONE, category=Category.RISK))
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("share.seat", section=2)) as pilot:
        shown = " ".join((await until(pilot, "wins")).split())
        assert shown.count("in force, but 'every judge: summary' wins; set by") == 1
    change = Place("share.rule", kind="change", cursor=str(lost.id))
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=change) as pilot:
        await until(pilot, "Now in force, but 'every judge: summary' wins.")


async def test_what_cannot_be_a_rule_says_why_and_saves_nothing(sharing: Sharing, tmp_path: Path) -> None:
    desk = sharing.desk(sharing.drug_lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("share.rule")) as pilot:
        await press(pilot, "f10")
        await until(pilot, "A rule says what, for whom and how much.")
        await press(pilot, "escape")
        for text in ("weather", "nobody"):
            await type_text(pilot, text)
            await press(pilot, "enter")
        shown = await until(pilot, "'weather' is no category.")
        assert "personal_note" not in shown
        assert "no recipient" in shown
    assert desk.sharing.list(history=True).items == ()


async def test_r_on_the_file_asks_and_the_lead_answers_with_a_rule(sharing: Sharing, tmp_path: Path) -> None:
    judge = sharing.desk(sharing.judge)
    place = Place("file.person", person=sharing.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=judge, place=place) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "r")
        await until(pilot, "Drug Service: drug tests and treatment (withheld)")
        await press(pilot, "enter")
        await type_text(pilot, WHY)
        await press(pilot, "f10")
        await until(pilot, "Drug Service was asked.")
    lead = sharing.desk(sharing.drug_lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=lead, place=SEAT) as pilot:
        await until(pilot, WHY)
        await press(pilot, "enter", "g")
        await until(pilot, "user judge")
        await press(pilot, "f10")
        await until(pilot, "u undoes it.")
        await press(pilot, "y")
        await until(pilot, "No request waits.")
    (mine,) = judge.share_requests.mine()
    assert mine.state is RequestState.GRANTED


async def test_a_reason_that_is_too_long_is_counted_and_refused_and_never_cut(sharing: Sharing, tmp_path: Path) -> None:
    judge = sharing.desk(sharing.judge)
    place = Place("file.person", person=sharing.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=judge, place=place) as pilot:
        await until(pilot, "SMITH, John")
        await press(pilot, "r")
        await until(pilot, "Drug Service: drug tests and treatment (withheld)")
        await press(pilot, "enter")
        pilot.app.screen.query_one("#reason Input", Input).insert_text_at_cursor("x" * 249)
        await type_text(pilot, "the end")
        await until(pilot, "256 of 10 to 250 characters")
        await press(pilot, "f10")
        await until(pilot, "in 10 to 250 characters.")
        assert judge.share_requests.mine() == ()
        assert pilot.app.screen.query_one("#reason Input", Input).value.endswith("the end")


async def test_a_request_is_refused_with_a_reason(sharing: Sharing, tmp_path: Path) -> None:
    judge = sharing.desk(sharing.judge).share_requests
    judge.ask(sharing.person, Category.TREATMENT, sharing.agency[AgencyKind.DRUG], WHY)
    lead = sharing.desk(sharing.drug_lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=lead, place=SEAT) as pilot:
        await until(pilot, WHY)
        await press(pilot, "enter", "r")
        await until(pilot, "Why it is refused")
        await type_text(pilot, "The patient did not consent.")
        await press(pilot, "f10")
        await until(pilot, "No request waits.")
    assert judge.mine()[0].answer == "The patient did not consent."


async def test_who_read_what_of_ours_is_told(sharing: Sharing, tmp_path: Path) -> None:
    sharing.desk(sharing.judge).file.open(sharing.person)
    desk = sharing.desk(sharing.lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("share.seat", section=4)) as pilot:
        shown = await until(pilot, "Judge, Judiciary: 1 act, 1 person")
        assert "on files with something of Probation" in shown


async def test_nobody_but_a_lead_is_told_anything(sharing: Sharing, tmp_path: Path) -> None:
    async with open_screen(make_screen, tmp=tmp_path, desk=sharing.desk(sharing.judge), place=SEAT) as pilot:
        await until(pilot, "Only a sharing lead sees and changes what an agency shares.")
        assert "clrk judg" not in screen_text(pilot.app)


async def test_w_says_what_one_may_see_and_by_which_rule(sharing: Sharing, tmp_path: Path) -> None:
    sharing.desk(sharing.drug_lead).sharing.add(FOR_JUDGES)
    place = Place("review.seen", person=sharing.person)
    async with open_screen(make_screen, tmp=tmp_path, desk=sharing.desk(sharing.judge), place=place) as pilot:
        await until(pilot, "R1: a case at a court you are posted to")
        await press(pilot, "2")
        await press(pilot, "pagedown")
        shown = " ".join((await until(pilot, "sharing rule for role")).split())
        assert "drug tests and treatment, Drug Service: full. G: sharing rule for role, set by Drug.Lead" in shown


async def test_requests_wait_at_the_leads_home(sharing: Sharing, tmp_path: Path) -> None:
    judge = sharing.desk(sharing.judge).share_requests
    judge.ask(sharing.person, Category.TREATMENT, sharing.agency[AgencyKind.DRUG], WHY)
    desk = sharing.desk(sharing.drug_lead)
    async with open_screen(make_screen, tmp=tmp_path, desk=desk, place=Place("start.home")) as pilot:
        await until(pilot, "Requests to share (1)")
