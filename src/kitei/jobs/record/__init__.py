"""What runs by itself for the record: `sequencing`, the loop that the worker keeps running."""

from kitei.jobs.record.sequencing import run

__all__ = ["run"]
