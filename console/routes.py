"""Every page of the console: its path, what answers, and the roles that it is for."""
from __future__ import annotations

from pathlib import Path

from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from console.pages import (
    accounts,
    answers,
    audit,
    comments,
    corrections,
    desk,
    document_history,
    drafts,
    examples,
    facts,
    first,
    history,
    inbox,
    intake,
    new_topics,
    next_steps,
    notices,
    rules,
    signing,
    silences,
    statistics,
    supervisor,
    test_questions,
)
from console.web.asking import Console
from console.web.doors import Door
from console.web.policy import desk_headers
from knowledge.accounts.model import APPROVER, EDITOR

STATIC = Path(__file__).parent / "static"
ADMINISTRATOR = "administrator"
SIGNED_IN, ANYBODY = frozenset(), None
WRITES, DECIDES, BOTH = frozenset({EDITOR}), frozenset({APPROVER}), frozenset({EDITOR, APPROVER})
# Content is read by all who answer for it; agents have pages of their own.
READS = BOTH | {"supervisor", ADMINISTRATOR}
AGENT, LEADS = frozenset({"agent"}), frozenset({"supervisor"})
DEALS, MANAGES = BOTH | {"supervisor"}, frozenset({ADMINISTRATOR})
GET, POST = False, True
DOORS = (
    Door("/login", signing.show, ANYBODY, GET),
    Door("/login", signing.enter, ANYBODY, POST),
    Door("/logout", signing.leave, SIGNED_IN, POST),
    Door("/", first.show, SIGNED_IN, GET),
    Door("/drafts", drafts.listed, READS, GET),
    Door("/drafts/{number:int}", drafts.show, READS, GET),
    Door("/drafts/{number:int}/submit", drafts.submit, WRITES, POST),
    Door("/drafts/{number:int}/approve", drafts.approve, DECIDES, POST),
    Door("/drafts/{number:int}/gate", drafts.hold_against, BOTH, POST),
    Door("/drafts/{number:int}/gate/cancel", drafts.cancel_gate, BOTH, POST),
    Door("/drafts/{number:int}/sign", drafts.sign, BOTH, POST),
    Door("/drafts/{number:int}/reject", drafts.reject, DECIDES, POST),
    Door("/drafts/{number:int}/withdraw", drafts.withdraw, BOTH, POST),
    Door("/drafts/{number:int}/publish", drafts.publish, DECIDES, POST),
    Door("/drafts/{number:int}/urgent", drafts.publish_urgently, DECIDES, POST),
    Door("/drafts/{number:int}/seen", drafts.seen, DECIDES, POST),
    Door("/drafts/{number:int}/merge", drafts.merge, WRITES, POST),
    Door("/drafts/{number:int}/comment", comments.write, BOTH, POST),
    Door("/drafts/{number:int}/resolve", comments.resolve, BOTH, POST),
    Door("/notices", notices.listed, READS, GET),
    Door("/notices/new", notices.new, WRITES, GET),
    Door("/notices/write", notices.write, WRITES, POST),
    Door("/notices/{key}", notices.show, READS, GET),
    Door("/notices/{key}/edit", notices.edit, WRITES, GET),
    Door("/intake", intake.listed, READS, GET),
    Door("/intake/paste", intake.paste, WRITES, POST),
    Door("/intake/file", intake.upload, WRITES, POST, file=True),
    Door("/intake/{number:int}", intake.show, READS, GET),
    Door("/intake/{number:int}/write", intake.write, WRITES, POST),
    Door("/answers", answers.listed, READS, GET),
    Door("/answers/{key}", answers.show, READS, GET),
    Door("/answers/{key}/write", answers.write, WRITES, POST),
    Door("/answers/{key}/examples", examples.add, WRITES, POST),
    Door("/answers/{key}/next", next_steps.show, READS, GET),
    Door("/answers/{key}/next", next_steps.write, WRITES, POST),
    Door("/answers/{key}/questions", test_questions.show, WRITES, GET),
    Door("/answers/{key}/questions", test_questions.write, WRITES, POST),
    Door("/facts", facts.listed, READS, GET),
    Door("/facts/{key}", facts.show, READS, GET),
    Door("/facts/{key}/write", facts.write, WRITES, POST),
    Door("/rules", rules.table, READS, GET),
    Door("/rules/cell", rules.one_cell, READS, GET),
    Door("/rules/new", rules.new, WRITES, GET),
    Door("/rules/edit", rules.edit, WRITES, GET),
    Door("/rules/write", rules.write, WRITES, POST),
    Door("/silences", silences.show, READS, GET),
    Door("/silences/begin", silences.begin, DECIDES, POST),
    Door("/silences/{number:int}/end", silences.end, DECIDES, POST),
    Door("/corrections/{number:int}", corrections.show, READS, GET),
    Door("/corrections/{number:int}/send", corrections.send, BOTH, POST),
    Door("/statistics", statistics.show, READS, GET),
    Door("/statistics.csv", statistics.as_csv, READS, GET),
    Door("/statistics.xlsx", statistics.as_excel, READS, GET),
    Door("/inbox", inbox.listed, DEALS, GET),
    Door("/inbox/{number:int}", inbox.show, DEALS, GET),
    Door("/inbox/{number:int}/done", inbox.settle, DEALS, POST),
    Door("/inbox/{number:int}/teach", inbox.teach, WRITES, POST),
    Door("/inbox/{number:int}/new", new_topics.begin, WRITES, GET),
    Door("/inbox/{number:int}/begin", new_topics.write, WRITES, POST),
    Door("/accounts", accounts.listed, MANAGES, GET),
    Door("/accounts/add", accounts.add, MANAGES, POST),
    Door("/accounts/{key}/roles", accounts.set_roles, MANAGES, POST),
    Door("/accounts/{key}/password", accounts.set_password, MANAGES, POST),
    Door("/accounts/{key}/disable", accounts.disable, MANAGES, POST),
    Door("/accounts/{key}/enable", accounts.enable, MANAGES, POST),
    Door("/password", accounts.own, SIGNED_IN, GET),
    Door("/password", accounts.set_own, SIGNED_IN, POST),
    Door("/audit", audit.show, MANAGES, GET),
    Door("/history", history.show, READS, GET),
    Door("/history/document", document_history.show, READS, GET),
    Door("/history/rollback", history.roll_back, DECIDES, POST),
    Door("/desk", desk.show, AGENT, GET, desk_headers),
    Door("/desk/search", desk.search, AGENT, POST, desk_headers),
    Door("/desk/tickets", desk.sent, AGENT, GET),
    Door("/desk/tickets", desk.send, AGENT, POST),
    Door("/desk/supervisor", supervisor.show, LEADS, GET),
    Door("/desk/supervisor.csv", supervisor.as_csv, LEADS, GET),
)


def routes_of(console: Console) -> list:
    """All doors as routes, and the style sheet."""
    return [
        *(Route(door.path, door.opened(console), methods=door.methods, name=f"{door.methods[0]} {door.path}")
          for door in DOORS),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
