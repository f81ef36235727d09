"""Which screen stands at which place; a screen's module is loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from screens.frame.base import BaseScreen
from screens.frame.place import Place

Maker = Callable[[object, Place], BaseScreen]
"""Makes a screen from the desk (before sign-in: the opener) and the place."""

PLACES: Mapping[str, str] = {
    "start.sign_in": "screens.start.sign_in:SignInScreen",
    "start.sign_up": "screens.start.ask:AskScreen",
    "start.home": "screens.start.home:HomeScreen",
    "start.password": "screens.start.password:PasswordScreen",
    "start.more": "screens.start.more:MoreScreen",
    "admin.users": "screens.admin.users:UsersScreen",
    "admin.user": "screens.admin.user:UserScreen",
    "admin.change": "screens.admin.change:ChangeScreen",
    "admin.requests": "screens.admin.requests:RequestsScreen",
    "admin.review": "screens.admin.review:ReviewScreen",
    "admin.weekly": "screens.admin.weekly:WeeklyScreen",
    "admin.weekly_ask": "screens.admin.weekly_ask:WeeklyAskScreen",
    "admin.weekly_rows": "screens.admin.weekly_rows:WeeklyRowsScreen",
    "day.list": "screens.day.list:ListScreen",
    "day.add": "screens.day.add:AddScreen",
    "find.box": "screens.find.box:FindScreen",
    "find.power": "screens.find.power:PowerScreen",
    "file.person": "screens.file.person:PersonScreen",
    "file.bench": "screens.file.bench:BenchScreen",
    "file.case": "screens.file.case:CaseScreen",
    "file.history": "screens.file.history:HistoryScreen",
    "file.alias": "screens.file.alias:AliasScreen",
    "file.correct": "screens.file.correct:CorrectScreen",
    "file.links": "screens.file.links:LinksScreen",
    "file.join": "screens.file.join:JoinScreen",
    "file.emergency": "screens.review.emergency_page:EmergencyPageScreen",
    "review.emergency": "screens.review.emergency:EmergencyScreen",
    "review.open": "screens.review.emergency_open:EmergencyOpenScreen",
    "review.match": "screens.review.matching:MatchingScreen",
    "review.corrections": "screens.review.corrections:CorrectionsScreen",
    "review.quarantine": "screens.review.quarantine:QuarantineScreen",
    "review.decisions": "screens.review.decisions:DecisionsScreen",
    "review.log": "screens.review.log:LogScreen",
    "review.seen": "screens.review.seen:SeenScreen",
    "share.seat": "screens.share.seat:SeatScreen",
    "share.rule": "screens.share.rule:RuleScreen",
    "share.ask": "screens.share.ask:AskScreen",
    "write.note": "screens.write.note:NoteScreen",
    "write.record": "screens.write.record:RecordScreen",
    "write.witness": "screens.write.witness:WitnessScreen",
    "scheme.register": "screens.scheme.register:RegisterScreen",
    "scheme.arrest": "screens.scheme.arrest:ArrestScreen",
    "scheme.contacts": "screens.scheme.contacts:ContactsScreen",
    "scheme.contact": "screens.scheme.contact:ContactScreen",
    "scheme.actions": "screens.scheme.actions:ActionsScreen",
    "scheme.action": "screens.scheme.action:ActionScreen",
    "scheme.cohorts": "screens.scheme.cohorts:CohortsScreen",
    "scheme.cohort": "screens.scheme.cohort:CohortScreen",
    "scheme.cohort_add": "screens.scheme.cohort_add:CohortAddScreen",
    "scheme.cohort_make": "screens.scheme.cohort_make:CohortMakeScreen",
    "scheme.performance": "screens.scheme.performance:PerformanceScreen",
    "scheme.person": "screens.scheme.person:PersonRegisterScreen",
    "scheme.entry": "screens.scheme.entry:EntryScreen",
    "write.hand_over": "screens.write.hand_over:HandOverScreen",
}


def make_screen(desk: object, place: Place) -> BaseScreen:
    """The screen of a place. KeyError for a place that does not exist."""
    module_name, _, class_name = PLACES[place.screen].partition(":")
    maker: Maker = getattr(import_module(module_name), class_name)
    return maker(desk, place)
