"""Telling in what language a text is."""

from __future__ import annotations

import re

#: A sign that Japanese is written with: kana, or a Chinese character.
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
