"""Runs the program ``leeway`` on frames or files: nothing is computed here.

>>> import leeway
>>> result = leeway.compare(train, today)  # pandas, Polars, or paths
>>> result.verdict, result.sentence
>>> result.features  # a row for each feature
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Union

__all__ = ["Comparison", "LeewayError", "compare"]

#: A frame of pandas or Polars, or the path of a file or folder.
Data = Any
Verdict = Literal["unknown", "none", "drifted", "strong"]

_VERDICTS: tuple[Verdict, ...] = ("unknown", "none", "drifted", "strong")
_REPORT, _PAGE = "report.json", "report.html"


class LeewayError(RuntimeError):
    """What the program could not do, in its words."""


class Comparison:
    """What the program found; the files live as long as this does."""

    def __init__(self, folder: tempfile.TemporaryDirectory[str], opened: list[str]) -> None:
        self._folder, self._opened = folder, opened
        self._server: subprocess.Popen[str] | None = None
        #: The whole report, as ``docs/report.md`` describes it.
        self.report: dict[str, Any] = json.loads((Path(folder.name) / _REPORT).read_text("utf-8"))

    @property
    def verdict(self) -> Verdict:
        """The most alarming verdict of a feature."""
        found = [feature["verdict"] for feature in self.report["features"]]
        return max(found, key=_VERDICTS.index, default="unknown")

    @property
    def sentence(self) -> str:
        """What drifted, in words."""
        return (self.report["verdict"] or {}).get("sentence", "")

    @property
    def features(self) -> Any:
        """A row for each feature: a frame of pandas, else of Polars, else a list of dictionaries."""
        rows = [
            {name: value for name, value in feature.items() if not isinstance(value, (dict, list))}
            for feature in self.report["features"]
        ]
        for library in ("pandas", "polars"):
            try:
                return __import__(library).DataFrame(rows)
            except ImportError:
                continue
        return rows

    def _repr_html_(self) -> str:
        """The report to send, for a notebook."""
        page = (Path(self._folder.name) / _PAGE).read_text("utf-8")
        return f'<iframe srcdoc="{html.escape(page)}" style="width:100%;height:640px;border:0"></iframe>'

    def __repr__(self) -> str:
        return f"<leeway.Comparison: {self.sentence or self.verdict}>"

    def show(self, *, open_browser: bool = True) -> str:
        """Serves the page with these files on the loopback address; answers where."""
        if self._server is None:
            baseline, *rest = self._opened
            command = [_program(), "serve", "--port", "0", "--baseline", baseline, *rest]
            self._server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self._server.stdout is not None and self._server.stderr is not None
        self._address = getattr(self, "_address", "") or self._server.stdout.readline().strip()
        if not self._address:
            raise LeewayError(self._server.stderr.read().strip())
        if open_browser:
            webbrowser.open(self._address)
        return self._address

    def close(self) -> None:
        """Ends the page's server and removes the files."""
        if self._server is not None:
            self._server.terminate()
            self._server.communicate()
            self._server = None
        self._folder.cleanup()

    def __del__(self) -> None:
        self.close()


def compare(
    baseline: Data,
    current: Union[Data, Sequence[Data]],
    *,
    settings: Mapping[str, Any] | None = None,
    columns: Mapping[str, Mapping[str, Any]] | None = None,
    threads: int | None = None,
) -> Comparison:
    """Compares ``current`` with ``baseline``.

    ``settings`` and ``columns`` are those of a ``leeway.json``: ``{"alpha": 0.01}``, ``{"churned": {"role": "label"}}``.
    Raises :class:`LeewayError` with the program's sentence where nothing could be compared.
    """
    folder = tempfile.TemporaryDirectory(prefix="leeway-")
    root = Path(folder.name)
    try:
        several = list(current) if isinstance(current, (list, tuple)) else [current]
        opened = [_path(baseline, root / "baseline.csv")]
        opened += [_path(data, root / f"current-{place}.csv") for place, data in enumerate(several, 1)]
        command = [_program(), "check", *opened, "--quiet", "--fail-on", "error"]
        command += ["--json", str(root / _REPORT), "--report", str(root / _PAGE)]
        if settings or columns:
            chosen = {"leeway": 1, "settings": dict(settings or {}), "columns": dict(columns or {})}
            (root / "leeway.json").write_text(json.dumps(chosen), "utf-8")
            command += ["--config", str(root / "leeway.json")]
            opened.append(str(root / "leeway.json"))
        if threads is not None:
            command += ["--threads", str(threads)]
        ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if ran.returncode != 0:
            raise LeewayError(ran.stderr.strip().removeprefix("leeway: "))
        return Comparison(folder, opened)
    except BaseException:
        folder.cleanup()
        raise


def _path(data: Data, to: Path) -> str:
    """The path of what is to be read; a frame is written first, every number with all its digits."""
    if isinstance(data, (str, os.PathLike)):
        return os.fspath(data)
    if hasattr(data, "to_csv"):
        data.to_csv(to, index=False)
    elif hasattr(data, "write_csv"):
        data.write_csv(to)
    else:
        raise TypeError(f"neither a frame nor a path: {type(data).__name__}")
    return str(to)


def _program() -> str:
    """The program of this environment, else the one on the path."""
    beside = shutil.which("leeway", path=sysconfig.get_path("scripts"))
    found = os.environ.get("LEEWAY_PROGRAM") or beside or shutil.which("leeway")
    if found is None:
        raise LeewayError("The program leeway is not installed.")
    return found
