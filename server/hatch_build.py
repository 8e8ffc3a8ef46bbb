"""Build the pages' scripts, and put the content into a wheel, though not into an editable one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The folders of content that a wheel carries, so that `accordgraph serve` needs no checkout.
CONTENT = ("ontology", "data", "shapes")
#: The npm project of the scripts, and where its lock file is repeated once all is installed.
FRONTEND, INSTALLED = Path("server/frontend"), Path("node_modules/.package-lock.json")
#: Fetching a few packages takes seconds; without a network npm tries for long.
_FETCH = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1")
_SECONDS = 180


class ContentHook(BuildHookInterface[Any]):
    """Build the scripts, then copy the content folders to `accordgraph/content` in a standard wheel.

    An editable install reads the content from the checkout; a copy made there would go stale unseen.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the scripts, and add the folders to `build_data` unless `version` is "editable"."""
        reason = build_scripts(Path(self.root) / FRONTEND)
        editable = version == "editable"
        if reason:
            later = f"`npm ci && npm run build` in {FRONTEND}" if editable else "to install once more"
            self.app.display_warning(
                f"The scripts of the pages are not built: {reason}. The pages work without them, "
                f"but plainly; {later} builds them later."
            )
        if editable:
            return
        for folder in CONTENT:
            build_data["force_include"][str(Path(self.root) / folder)] = f"accordgraph/content/{folder}"


def build_scripts(frontend: Path) -> str:
    """Fetch the packages where they are not there yet, and bundle; return why that failed, "" where not."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    steps: list[tuple[str, ...]] = [(npm, "run", "--silent", "build")]
    if not _is_installed(frontend):
        steps.insert(0, (npm, *_FETCH))
    for step in steps:
        try:
            done = subprocess.run(  # noqa: S603 - fixed arguments
                step, cwd=frontend, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"npm {step[1]} did not end well ({error})"
        if done.returncode:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
            return f"npm {step[1]} failed ({last[0]})"
    return ""


def _is_installed(frontend: Path) -> bool:
    """Whether the packages are those of the lock file."""
    try:
        return (frontend / INSTALLED).stat().st_mtime >= (frontend / "package-lock.json").stat().st_mtime
    except FileNotFoundError:
        return False
