"""Coverage as JSON, as a workbook and as one self-contained page."""
