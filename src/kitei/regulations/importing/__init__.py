"""Any university's regulation comes in as text: read, recognised as a tree, understood, written as a folder.

The way of a document: `readers` (file → lines) → `finding` (which lines are headings, numbers, landmarks) →
`structure` (tree, clauses) → `meaning` (references, definitions, editions, actors, forms, topics) → `folder`
(regulation.yaml, clauses.yaml and a sheet of doubts). Everything is pure but the writing of the folder. What differs
between drafting styles stands in `data`, never in Python.
"""

from kitei.regulations.importing.folder.confirming import (
    Decision,
    NothingProposed,
    Proposal,
    UnknownClause,
    UnknownTopic,
    decide,
    progress,
    proposals,
    read_clauses,
    write_clauses,
)
from kitei.regulations.importing.folder.writing import FolderExists, folder_files, known_topics, slug, write_folder
from kitei.regulations.importing.pipeline import Imported, import_regulation, understand
from kitei.regulations.importing.readers.refusals import CannotImport

__all__ = [
    "CannotImport",
    "Decision",
    "FolderExists",
    "Imported",
    "NothingProposed",
    "Proposal",
    "UnknownClause",
    "UnknownTopic",
    "decide",
    "folder_files",
    "import_regulation",
    "known_topics",
    "progress",
    "proposals",
    "read_clauses",
    "slug",
    "understand",
    "write_clauses",
    "write_folder",
]
