"""Every act that the audit knows: its name, which operation of the law it is, and what it is called.

An act that is not declared here cannot be made. `event` is the letter of the account event that the
service standard asks to be logged (a to k).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self

from db.words.families.access import AuditOperation

_COLLECT: Final = AuditOperation.COLLECTION
_ALTER: Final = AuditOperation.ALTERATION
_CONSULT: Final = AuditOperation.CONSULTATION
_DISCLOSE: Final = AuditOperation.DISCLOSURE
_COMBINE: Final = AuditOperation.COMBINATION
_ERASE: Final = AuditOperation.ERASURE
_ACCOUNT: Final = AuditOperation.ACCOUNT


class Deed(StrEnum):
    """The name of an act; `operation`, `label` and `event` say what it is."""

    operation: AuditOperation
    label: str
    event: str

    def __new__(cls, name: str, operation: AuditOperation = _ACCOUNT, label: str = "", event: str = "") -> Self:
        """A member; the defaults are for the type checker, which reads the look-up of a name by this signature."""
        made = str.__new__(cls, name)
        made._value_ = name
        made.operation = operation
        made.label = label
        made.event = event
        return made

    # Reading the record.
    FILE_OPEN = "file.open", _CONSULT, "opened the file"
    FILE_SHOW = "file.show", _CONSULT, "showed the file by a command"
    BENCH_OPEN = "bench.open", _CONSULT, "opened the bench page"
    FILE_HISTORY = "file.history", _CONSULT, "read where a line comes from"
    FILE_WHY = "file.why", _CONSULT, "asked why something is shown or withheld"
    CASE_OPEN = "case.open", _CONSULT, "opened the case"
    LIST_OPEN = "list.open", _CONSULT, "opened the court list"
    LISTING_SAME = "listing.same", _CONSULT, "was shown a defendant already on the list"
    LISTING_FIND = "listing.find", _CONSULT, "was offered names while adding a defendant"
    NOTE_OPEN = "note.open", _CONSULT, "opened a personal note"
    PERSON_FIND = "person.find", _CONSULT, "looked somebody up"
    SEARCH_RUN = "search.run", _CONSULT, "searched a whole area"
    FEED_SHOW = "feed.show", _CONSULT, "looked at a feed's file"
    FEED_RAW = "feed.raw", _CONSULT, "read a record as it was sent"
    SEALED_READ = "sealed.read", _CONSULT, "read a restricted case"
    REPORT_RUN = "report.run", _CONSULT, "ran a report"
    SHARE_READ = "share.read", _CONSULT, "read the sharing rules"
    OUTBOX_SHOW = "outbox.show", _CONSULT, "read a message to another system"
    OUTBOX_SAME = "outbox.same", _CONSULT, "found that the police were told already"

    # Searches that are kept.
    SEARCH_SAVE = "search.save", _ALTER, "kept a search"
    SEARCH_SHARE = "search.share", _ALTER, "shared a search with the agency"
    SEARCH_DROP = "search.drop", _ALTER, "dropped a kept search"

    # The record taken in, put together, changed, ended.
    FEED_FILE = "feed.file", _COLLECT, "took in a file of another system"
    FEED_REPEAT = "feed.repeat", _COLLECT, "took in a file again"
    FEED_RECORD = "feed.record", _COLLECT, "took in a record of another system"
    FEED_MEND = "feed.mend", _ALTER, "mended a record that was set aside"
    FEED_REPLAY = "feed.replay", _COLLECT, "took in again what was set aside"
    FEED_REFUSED = "feed.refused", _COLLECT, "refused a record of another system"
    FEED_WAIT = "feed.wait", _COLLECT, "set a file aside for a decision"
    FEED_ACCEPT = "feed.accept", _COLLECT, "decided that a file is taken in"
    FEED_REFUSE = "feed.refuse", _COLLECT, "decided that a file is not taken in"
    FEED_EXPECT = "feed.expect", _ALTER, "said when a feed is expected"
    DEMO_MAKE = "demo.make", _COLLECT, "made invented data"
    RECORD_LINK = "record.link", _COMBINE, "put a record to a person"
    RECORD_UNLINK = "record.unlink", _COMBINE, "took a record from a person"
    LISTING_JOIN = "listing.join", _COMBINE, "put two list rows together"
    RECORD_ADD = "record.add", _COLLECT, "entered an agency's record"
    RECORD_END = "record.end", _ALTER, "ended an agency's record"
    LISTING_ADD = "listing.add", _ALTER, "added a defendant to the list"
    ATTENDANCE_MARK = "attendance.mark", _ALTER, "marked attendance"
    ATTENDANCE_CLASH = "attendance.clash", _ALTER, "marked attendance over another's mark"
    ATTENDANCE_UNDO = "attendance.undo", _ALTER, "took back a mark of attendance"
    ALIAS_ADD = "alias.add", _ALTER, "added another name"
    FACT_CORRECT = "fact.correct", _ALTER, "recorded a correction"
    FACT_CORRECT_END = "fact.correct_end", _ALTER, "ended a correction"
    ALIAS_REMOVE = "alias.remove", _ALTER, "removed another name"
    ALIAS_UNDO = "alias.undo", _ALTER, "took back another name"
    MATCH_PROPOSE = "match.propose", _ALTER, "proposed that two are the same person"
    MATCH_COMPARE = "match.compare", _CONSULT, "compared records that may be of one person"
    MATCH_CHECK = "match.check", _ALTER, "checked a link that a rule made"
    MATCH_TAKE_BACK = "match.take_back", _ALTER, "took back a proposal of the same person"
    NOTE_SAVE = "note.save", _ALTER, "saved a note"
    NOTE_EDIT = "note.edit", _ALTER, "corrected a note"
    NOTE_UNDO = "note.undo", _ALTER, "took back a note"
    NOTE_WITHDRAW = "note.withdraw", _ALTER, "withdrew a note"
    FOLLOW_TOGGLE = "follow.toggle", _ALTER, "began or ceased to follow"
    FOLLOW_LOOKED = "follow.looked", _ALTER, "looked at what was followed"
    SEAL_SET = "seal.set", _ALTER, "restricted a case"
    SEAL_LIFT = "seal.lift", _ALTER, "lifted a case's restriction"
    LIMITED_SET = "limited.set", _ALTER, "limited access to a person"
    LIMITED_LIFT = "limited.lift", _ALTER, "lifted limited access"
    REFERRAL_ADD = "referral.add", _DISCLOSE, "referred a person to an agency"
    REFERRAL_END = "referral.end", _ALTER, "ended a referral"
    ERASE = "record.erase", _ERASE, "erased a record"
    PPO_LIST = "ppo.list", _CONSULT, "opened the register of an area"
    PPO_SHOW = "ppo.show", _CONSULT, "read somebody's registrations"
    PPO_REGISTER = "ppo.register", _COLLECT, "registered a prolific offender"
    PPO_CHANGE = "ppo.change", _ALTER, "changed a registration"
    PPO_REVIEW = "ppo.review", _ALTER, "reviewed a registration"
    CONTACT_ADD = "contact.add", _ALTER, "entered a contact"
    CONTACT_CHANGE = "contact.change", _ALTER, "changed a contact"
    CONTACT_CONFIRM = "contact.confirm", _ALTER, "confirmed a contact"
    CONTACT_END = "contact.end", _ALTER, "ended a contact"
    COHORT_MAKE = "cohort.make", _COLLECT, "made a cohort"
    COHORT_ADD = "cohort.add", _COLLECT, "put a person into a cohort"
    COHORT_REMOVE = "cohort.remove", _ALTER, "took a person out of a cohort"
    COHORT_LOCK = "cohort.lock", _ALTER, "fixed the people of a cohort"
    COHORT_FREEZE = "cohort.freeze", _COLLECT, "froze the figures of a cohort"
    COHORT_SHOW = "cohort.show", _CONSULT, "opened a cohort"
    PPO_DEREGISTER = "ppo.deregister", _ALTER, "deregistered a prolific offender"
    PPO_WITHDRAW = "ppo.withdraw", _ALTER, "withdrew a registration entered by mistake"

    # What leaves, and who may see what.
    NOTE_HAND_OVER = "note.hand_over", _DISCLOSE, "handed a personal note over"
    NOTE_TAKE_BACK = "note.take_back", _ALTER, "took a handed-over note back"
    PRINT = "print", _DISCLOSE, "printed"
    PRINT_REFUSED = "print.refused", _DISCLOSE, "was refused a print"
    EXPORT = "export", _DISCLOSE, "exported"
    EXPORT_BULK = "export.bulk", _DISCLOSE, "exported in bulk"
    EXPORT_REFUSED = "export.refused", _DISCLOSE, "was refused an export"
    MAIL_SEND = "mail.send", _DISCLOSE, "sent mail"
    MAIL_REFUSED = "mail.refused", _DISCLOSE, "had mail withheld"
    MAIL_FAIL = "mail.fail", _DISCLOSE, "could not send mail"
    MAIL_AGAIN = "mail.again", _ALTER, "had mail sent again"
    MAIL_PREVIEW = "mail.preview", _CONSULT, "read a weekly list as it would be sent"
    SHARE_ADD = "share.add", _ALTER, "made a sharing rule"
    SHARE_CHANGE = "share.change", _ALTER, "changed a sharing rule"
    SHARE_END = "share.end", _ALTER, "ended a sharing rule"
    SHARE_UNDO = "share.undo", _ALTER, "took back a change of a sharing rule"
    SHARE_ASK = "share.ask", _ALTER, "asked an owner to share"
    SHARE_ANSWER = "share.answer", _ALTER, "answered a request to share"
    EMERGENCY_OPEN = "emergency.open", _CONSULT, "opened emergency access"
    EMERGENCY_REFUSED = "emergency.refused", _CONSULT, "was refused emergency access"
    EMERGENCY_READ = "emergency.read", _CONSULT, "read under emergency access"
    EMERGENCY_END = "emergency.end", _ALTER, "ended emergency access"
    EMERGENCY_REVIEW = "emergency.review", _ALTER, "reviewed emergency access"

    # What goes out.
    RESULT_SHARE = "result.share", _ALTER, "shared a result"
    OUTBOX_WRITE = "outbox.write", _DISCLOSE, "wrote results for the police"
    OUTBOX_SEND = "outbox.send", _DISCLOSE, "sent a message to another system"
    OUTBOX_ACKNOWLEDGE = "outbox.acknowledge", _ALTER, "noted that a message was taken"
    OUTBOX_REFUSE = "outbox.refuse", _ALTER, "noted that a message was refused"
    OUTBOX_RETRY = "outbox.retry", _ALTER, "had a message sent again"

    # The log itself.
    AUDIT_READ = "audit.read", _CONSULT, "read the log"
    AUDIT_WHO_SAW = "audit.who_saw", _CONSULT, "asked who has seen a file"
    AUDIT_VERIFY = "audit.verify", _CONSULT, "checked the log"
    AUDIT_EXPORT = "audit.export", _DISCLOSE, "exported the log"
    AUDIT_REFUSED = "audit.refused", _CONSULT, "was refused the log"

    # Courts, agencies and the installation.
    COURT_ADD = "court.add", _ALTER, "added a court"
    COURT_CHANGE = "court.change", _ALTER, "changed a court"
    COURT_ENABLE = "court.enable", _ALTER, "opened or closed a court"
    COURT_MAP = "court.map", _ALTER, "mapped a court's name in a feed"
    AGENCY_ADD = "agency.add", _ALTER, "added an agency", "h"
    AGENCY_CHANGE = "agency.change", _ALTER, "changed an agency"
    TEAM_ADD = "team.add", _ALTER, "added a team", "h"
    AREA_ADD = "area.add", _ALTER, "added an area"
    AREA_CHANGE = "area.change", _ALTER, "changed an area"
    REFERENCE_UPDATE = "reference.update", _ALTER, "brought code lists up to date"
    TERMINAL_LOCK_MINUTES = "terminal.lock_minutes", _ACCOUNT, "changed after how long a terminal locks"
    INSTALLATION_MAKE = "installation.make", _ACCOUNT, "made the installation"
    DATABASE_UPGRADE = "database.upgrade", _ACCOUNT, "upgraded the database"
    DATABASE_BACKUP = "database.backup", _ACCOUNT, "made a backup"
    DATABASE_RESTORE = "database.restore", _ACCOUNT, "restored a backup"
    LOOKUP_REBUILD = "lookup.rebuild", _ACCOUNT, "made anew what finding asks"
    RELEVANCE_REDERIVE = "relevance.rederive", _ACCOUNT, "worked out anew who matters to whom"
    CHARGE_AREAS = "charge.areas", _ACCOUNT, "worked out anew in which area offences lie"
    DATABASE_REKEY = "database.rekey", _ACCOUNT, "changed the key of the database"
    DATABASE_ENCRYPT = "database.encrypt", _ACCOUNT, "encrypted the database"
    DATABASE_KEY = "database.key", _ACCOUNT, "wrote the key of the database into a file"

    # Weekly mail.
    SUBSCRIPTION_ASK = "subscription.ask", _ACCOUNT, "asked for a weekly list"
    SUBSCRIPTION_AUTHORISE = "subscription.authorise", _ACCOUNT, "authorised a weekly list"
    SUBSCRIPTION_REFUSE = "subscription.refuse", _ACCOUNT, "refused a weekly list"
    SUBSCRIPTION_REVOKE = "subscription.revoke", _ACCOUNT, "ended a weekly list"
    MAIL_SETTINGS = "mail.settings", _ACCOUNT, "set how mail leaves"
    MAIL_CERTIFICATE = "mail.certificate", _ACCOUNT, "added or removed a recipient's certificate"

    # Signing in.
    SIGN_IN = "user.sign_in", _ACCOUNT, "signed in"
    SIGN_IN_AFTER_FAILURE = "user.sign_in.after_failure", _ACCOUNT, "signed in after wrong passwords", "e"
    SIGN_IN_REFUSED = "user.sign_in.refused", _ACCOUNT, "was refused at sign-in", "d"
    SIGN_OUT = "user.sign_out", _ACCOUNT, "signed out"
    LOCK = "user.lock", _ACCOUNT, "locked the terminal"
    UNLOCK = "user.unlock", _ACCOUNT, "unlocked the terminal"
    UNLOCK_REFUSED = "user.unlock.refused", _ACCOUNT, "was refused at unlocking", "d"
    SESSION_TAKE_OVER = "session.take_over", _ACCOUNT, "took over from another terminal"
    SESSION_END = "session.end", _ACCOUNT, "ended a sign-in"
    STEP_UP = "step_up", _ACCOUNT, "gave the password again"
    STEP_UP_REFUSED = "step_up.refused", _ACCOUNT, "gave a wrong password again", "d"
    CLOCK_BACK = "clock.back", _ACCOUNT, "the clock went back"

    # Accounts.
    ACCOUNT_REQUEST = "account.request", _ACCOUNT, "asked for an account"
    ACCOUNT_AUTHORISE = "account.authorise", _ACCOUNT, "authorised an account"
    ACCOUNT_REFUSE = "account.refuse", _ACCOUNT, "refused an account"
    ACCOUNT_CREATE = "user.add", _ACCOUNT, "made an account", "a"
    ACCOUNT_CHANGE = "account.change", _ACCOUNT, "changed an account"
    ACCOUNT_LOCKOUT = "account.lockout", _ACCOUNT, "locked out after wrong passwords", "b"
    ACCOUNT_SUSPEND = "account.suspend", _ACCOUNT, "suspended an account", "b"
    ACCOUNT_EXPIRE = "account.expire", _ACCOUNT, "ended an account", "b"
    ACCOUNT_EXTEND = "account.extend", _ACCOUNT, "set when an account ends", "c"
    ACCOUNT_REINSTATE = "account.reinstate", _ACCOUNT, "reinstated an account", "c"
    ACCOUNT_UNLOCK = "account.unlock", _ACCOUNT, "ended an account's wait", "c"
    ACCOUNT_REVIEW = "account.review", _ACCOUNT, "reviewed an account"
    ACCOUNT_RESET = "account.reset", _ACCOUNT, "began a new password", "f"
    ACCOUNT_CODE = "account.code", _ACCOUNT, "made a one-time code"
    PASSWORD_CHANGE = "password.change", _ACCOUNT, "changed the password", "f"
    ROLE_ADD = "role.add", _ACCOUNT, "gave a role", "i"
    ROLE_REMOVE = "role.remove", _ACCOUNT, "took a role", "i"
    PRIVILEGE_CHANGE = "privilege.change", _ACCOUNT, "changed what an account may do", "i"
    GROUP_ADD = "group.add", _ACCOUNT, "put an account to a court, area or team", "g"
    GROUP_REMOVE = "group.remove", _ACCOUNT, "took an account from a court, area or team", "g"
    GROUP_CREATE = "group.create", _ACCOUNT, "made a group", "h"
    FACTOR_ENABLE = "factor.enable", _ACCOUNT, "set up a second factor", "j"
    FACTOR_DISABLE = "factor.disable", _ACCOUNT, "ended a second factor", "j"
    FACTOR_RESET = "factor.reset", _ACCOUNT, "reset a second factor", "k"
    FACTOR_RECOVERY = "factor.recovery", _ACCOUNT, "used a recovery code", "k"
    FACTOR_REFUSED = "factor.refused", _ACCOUNT, "gave a wrong second factor", "d"
    JUDGE_KEY_PUBLISH = "judge_key.publish", _ACCOUNT, "published a judge's key for sealed notes"
    RECOVERY_KEY_SEAL = "recovery_key.seal", _ACCOUNT, "sealed a judge's key for recovery", "k"
    RECOVERY_KEY_MAKE = "recovery_key.make", _ACCOUNT, "made the sealed recovery key of judges' notes"
    RECOVERY_KEY_USE = "recovery_key.use", _ACCOUNT, "used the sealed recovery key of judges' notes", "k"
    RECOVERY_KEY_REFUSED = "recovery_key.refused", _ACCOUNT, "was refused the sealed recovery key", "k"


def declared(name: str) -> Deed | None:
    """The act of this name, or None for one that nobody declared."""
    return _BY_NAME.get(name)


_BY_NAME: Final = {deed.value: deed for deed in Deed}
