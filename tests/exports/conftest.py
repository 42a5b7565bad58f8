"""Texts to export, and what stays of a document whatever format it went through."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
