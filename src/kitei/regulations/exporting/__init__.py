"""A regulation folder goes out: e-Gov standard XML, a consolidated text to read, a comparison of two editions.

`source` reads the folder as a tree of the same nodes that the importer makes; the other rooms write that tree.
"""

from kitei.regulations.exporting.comparing import Change, changes
from kitei.regulations.exporting.source import Text, read_folder
from kitei.regulations.exporting.writing import FORMS, NoSuchForm, compared, exported

__all__ = ["FORMS", "Change", "NoSuchForm", "Text", "changes", "compared", "exported", "read_folder"]
