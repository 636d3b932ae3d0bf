"""What a case is made of: the case, its steps and tasks, its papers, what was said, and requests sent twice."""

from kitei.office.cases.models.case import Case
from kitei.office.cases.models.handing import HandedOn
from kitei.office.cases.models.once import Once
from kitei.office.cases.models.papers import Attachment, Document
from kitei.office.cases.models.steps import DecisionTexts, StepDone, Stop, StoredDecision, Task
from kitei.office.cases.models.words import Message, Note

__all__ = [
    "Attachment",
    "Case",
    "DecisionTexts",
    "Document",
    "HandedOn",
    "Message",
    "Note",
    "Once",
    "StepDone",
    "Stop",
    "StoredDecision",
    "Task",
]
