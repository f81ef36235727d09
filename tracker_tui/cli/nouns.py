"""The list of commands: where each noun lives and what it is for, so that help loads none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun of the command line. `module` holds a Typer named `app`: one command, or a group of them."""

    name: str
    module: str
    help: str


NOUNS: Final[tuple[Noun, ...]] = (
    Noun("init", "tracker_tui.cli.init", "Make a home with its database and its first administrator."),
    Noun("demo", "tracker_tui.cli.demo", "Open Tracker on invented data, to try it or to teach it."),
    Noun("feed", "tracker_tui.cli.feed", "Load what other systems send, and see what became of it."),
    Noun("export", "tracker_tui.cli.export", "Write a person's file for other systems."),
    Noun("outbox", "tracker_tui.cli.outbox", "Send results to the police, and note what came of it."),
    Noun("person", "tracker_tui.cli.person", "Find a person, show a file, correct what a source sent."),
    Noun("search", "tracker_tui.cli.search", "Search a whole area: releases, convictions, offences, borders crossed."),
    Noun("record", "tracker_tui.cli.record", "Enter, list and end the records of your agency."),
    Noun("ppo", "tracker_tui.cli.ppo", "Keep the register of prolific offenders, by area and by person."),
    Noun("cohort", "tracker_tui.cli.cohort", "Follow the convictions of fixed people for a local area agreement."),
    Noun("performance", "tracker_tui.cli.performance", "Compare an area's scheme with similar areas and the nation."),
    Noun("contact", "tracker_tui.cli.contact", "Find and keep contacts: whom to call, by area, agency and kind."),
    Noun("case", "tracker_tui.cli.case", "Restrict a case, or lift the restriction."),
    Noun("hearing", "tracker_tui.cli.hearing", "Add a defendant to a court list."),
    Noun("court", "tracker_tui.cli.court", "Set up the courts of this installation."),
    Noun("area", "tracker_tui.cli.area", "Set up the areas that agencies and courts lie in, and their postcodes."),
    Noun("agency", "tracker_tui.cli.agency", "Set up the agencies that own records and have users."),
    Noun("terminal", "tracker_tui.cli.terminal", "Say in which court and room this terminal stands."),
    Noun("user", "tracker_tui.cli.user", "Ask for, authorise, change and list accounts of users and services."),
    Noun("subscription", "tracker_tui.cli.subscription", "Ask for a weekly list by mail, authorise it, end it."),
    Noun("mail", "tracker_tui.cli.mail", "Send the weekly lists, and say how mail leaves and to whom it is encrypted."),
    Noun("share", "tracker_tui.cli.share", "What your agency shares, requests for it, and why somebody gets what."),
    Noun("emergency", "tracker_tui.cli.emergency", "List and review what was opened by emergency access."),
    Noun("policy", "tracker_tui.cli.policy", "Show who may see what by default, and the cases that prove it."),
    Noun("audit", "tracker_tui.cli.audit", "Check the log, read it, export it, and say who has seen a file."),
    Noun("match", "tracker_tui.cli.match", "Match records of agencies, and measure how well that goes."),
    Noun("reference", "tracker_tui.cli.reference", "Look codes up: offences, courts, prisons, results and more."),
    Noun("lookup", "tracker_tui.cli.lookup", "Check what finding asks, and make it anew."),
    Noun("db", "tracker_tui.cli.db", "Upgrade, check, back up and restore the database."),
    Noun("doctor", "tracker_tui.cli.doctor", "Check the installation and name every file it reads."),
    Noun("completion", "tracker_tui.cli.completion", "Print the completion script for a shell."),
)
