"""Which acts belong together: what it means to run a case, to act in one, to prepare one, to sit in a body."""

from __future__ import annotations

STEP = "case.step_taken"
READS = ("case.read", "case.search")

ACTING = (
    *READS,
    STEP,
    "case.note_added",
    "case.facts_set",
    "case.decision_stored",
    "case.document_issued",
    "case.document_received",
    "case.attachment_added",
    "case.message_sent",
    "case.message_received",
    "case.handed_over",
    "request.third_party_noted",
)
"""What a role does in a case that has come to it."""

PREPARING = (
    *READS,
    "case.opened",
    STEP,
    "case.note_added",
    "case.facts_set",
    "case.document_received",
    "case.attachment_added",
    "case.message_sent",
    "case.message_received",
    "case.assigned",
    "case.clock_stopped",
    "case.clock_resumed",
    "request.filed",
    "request.identity_checked",
    "request.fee_noted",
)
"""What a clerk does for the role of the same unit."""

RUNNING = (
    *ACTING,
    *(act for act in PREPARING if act not in ACTING),
    "case.transferred",
    "case.merged",
    "case.reopened",
    "case.withdrawn",
    "case.key_destroyed",
)
"""What the role that runs a case does."""

FORWARDING = (
    *READS,
    "case.opened",
    STEP,
    "case.note_added",
    "case.document_received",
    "case.attachment_added",
    "case.message_sent",
    "case.message_received",
    "case.assigned",
    "case.transferred",
    "request.filed",
)
"""What the privacy desk does until a case is received."""

REPORTING = ("case.read", "case.opened", STEP, "case.note_added", "case.attachment_added", "case.message_sent")
"""What anybody does in a case of their own, such as reporting an incident."""

SITTING = (*READS, "meeting.read")
"""What a member of a body does."""

CHAIRING = (
    "meeting.read",
    "body.rules_set",
    "meeting.planned",
    "meeting.agenda_set",
    "meeting.paper_added",
    "meeting.convened",
    "meeting.opened",
    "meeting.attendance_set",
    "meeting.recused",
    "meeting.heard",
    "meeting.recorded",
    "meeting.voted",
    "meeting.condition_met",
    "meeting.adjourned",
    "meeting.cancelled",
    "meeting.closed",
    "meeting.minutes_issued",
)
"""What the chair, the secretary and the secretariat do with meetings."""

ADMINISTERING = (
    "person.added",
    "person.changed",
    "unit.added",
    "unit.changed",
    "appointment.made",
    "appointment.ended",
    "account.invited",
    "account.closed",
    "token.issued",
    "token.revoked",
    "webhook.added",
    "webhook.removed",
)
"""What the administrator does; no case among it."""

AUDITING = ("record.read", "statistics.read")
"""What the auditor does: no personal data among it."""
