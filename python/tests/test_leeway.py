"""The module on the loans of the repository's tests: ``python -m unittest discover python/tests``."""

import json
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path

import leeway

LOANS = Path(__file__).parents[2] / "tests" / "data" / "loans"
BASELINE, CURRENT = LOANS / "baseline.csv", LOANS / "current.csv"


def told(report: dict) -> dict:
    """What does not depend on when, how fast and from which path."""
    for source in report["sources"]:
        source["path"] = source["bytes"] = None
    return {name: value for name, value in report.items() if name not in ("generated", "timings")}


def of_files() -> leeway.Comparison:
    return leeway.compare(BASELINE, CURRENT)


class Compare(unittest.TestCase):
    def test_files(self) -> None:
        result = of_files()
        self.assertEqual(result.verdict, "strong")
        self.assertIn("interest_rate", result.sentence)
        self.assertIn(result.sentence, repr(result))
        page = result._repr_html_()
        self.assertTrue(page.startswith("<iframe srcdoc="))
        self.assertIn("interest_rate", page)

    def test_settings(self) -> None:
        result = leeway.compare(BASELINE, CURRENT, settings={"alpha": 0.01}, columns={"repaid": {"role": "label"}}, threads=1)
        self.assertEqual(result.report["settings"]["alpha"], 0.01)
        label = [column["name"] for column in result.report["columns"] if column["role"] == "label"]
        self.assertEqual(label, ["repaid"])

    def test_refusals_are_sentences(self) -> None:
        with self.assertRaisesRegex(leeway.LeewayError, "none.csv is not there"):
            leeway.compare(BASELINE, "none.csv")
        with self.assertRaisesRegex(TypeError, "int"):
            leeway.compare(BASELINE, 7)

    def test_the_module_is_the_program(self) -> None:
        ran = subprocess.run([sys.executable, "-m", "leeway", "check", BASELINE, "none.csv"], capture_output=True, check=False)
        self.assertEqual(ran.returncode, 2)

    def test_without_a_library_features_are_rows(self) -> None:
        names = [feature["name"] for feature in of_files().report["features"]]
        self.assertEqual(list(of_files().features["name"] if "pandas" in sys.modules else names), names)

    def frames(self, library: str) -> None:
        try:
            frames = __import__(library)
        except ImportError:
            self.skipTest(f"{library} is not installed")
        result = leeway.compare(frames.read_csv(BASELINE), frames.read_csv(CURRENT))
        self.assertEqual(told(result.report)["features"], told(of_files().report)["features"])
        self.assertEqual(len(result.features), len(result.report["features"]))

    def test_pandas(self) -> None:
        self.frames("pandas")

    def test_polars(self) -> None:
        self.frames("polars")

    def test_page(self) -> None:
        result = of_files()
        try:
            address = result.show(open_browser=False)
        except leeway.LeewayError as problem:
            result.close()
            self.skipTest(str(problem))
        root, _, asked = address.partition("?src=")
        with urllib.request.urlopen(root + asked.partition("&")[0]) as answer:
            listed = json.load(answer)
        self.assertEqual([file.get("role") for file in listed["files"]], ["baseline", None])
        result.close()


if __name__ == "__main__":
    unittest.main()
