"""Put the content into the wheel that is installed, never into an editable one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The folders of content that a wheel carries, so that `accordgraph serve` needs no checkout.
CONTENT = ("ontology", "data", "shapes")


class ContentHook(BuildHookInterface[Any]):
    """Copy the content folders to `accordgraph/content` in a standard wheel.

    An editable install reads the checkout instead; a copy made there would go stale unseen.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to `build_data` unless `version` is "editable"."""
        if version == "editable":
            return
        for folder in CONTENT:
            build_data["force_include"][str(Path(self.root) / folder)] = f"accordgraph/content/{folder}"
