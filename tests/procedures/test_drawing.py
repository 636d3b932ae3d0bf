"""The drawing: well-formed, complete in both languages, nothing on top of anything else."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
