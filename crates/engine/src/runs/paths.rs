//! What paths say about runs: which folders name one, and whether files are alternatives or parts of one data set.

/// Folders that say what lies in them and not of which run it is; words joined by `-`.
const GENERAL: [&str; 37] = [
    "alltraffic",
    "baseline",
    "baseline-data",
    "baseline-results",
    "baselines",
    "baselining",
    "capture",
    "captures",
    "constraints",
    "current",
    "data",
    "data-capture",
    "data-quality",
    "datacapture",
    "dataset",
    "datasets",
    "execution",
    "executions",
    "ground-truth",
    "ground-truth-data",
    "groundtruth",
    "input",
    "inputs",
    "labels",
    "merge",
    "merged",
    "model-bias",
    "model-explainability",
    "model-quality",
    "monitoring",
    "output",
    "outputs",
    "report",
    "reports",
    "results",
    "statistics",
    "violations",
];

/// The folders of a path that may name a run: without the file's name, general words and the parts of a date.
///
/// `captures/loans/AllTraffic/2024/06/03/17/a.jsonl` → `loans`. With `has_hour`, the path ends in `yyyy/mm/dd/hh` and a file.
pub fn folders(path: &str, has_hour: bool) -> Vec<&str> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if has_hour {
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if let Some(date) = parts
            .windows(4)
            .rposition(|four| four.iter().all(is_number))
        {
            parts.truncate(date);
        }
    }
    parts.retain(|part| !part.is_empty() && !is_general(part));
    parts
}

fn is_general(name: &str) -> bool {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    GENERAL.contains(&words.join("-").as_str())
}

/// A folder's name as a run's: without what an archive ends in.
///
/// `folder` is one name, not a path; anything but `.zip` stays.
pub fn run_of_folder(folder: &str) -> &str {
    folder.strip_suffix(".zip").unwrap_or(folder)
}

/// A file's name as a run's: without folders, `.gz` and its ending.
///
/// An ending is at most six characters behind the last point; a name that has none, or nothing before it, stays.
pub fn run_of_file(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 6 => stem,
        _ => name,
    }
}

/// What is left of a file's name when what numbers the parts of one data set is taken away: words with a digit in them, and all of a name that Spark gave.
///
/// Lower case, joined by blanks; empty where nothing is left. Files with equal words are parts of one run.
pub fn words_of_file(path: &str) -> String {
    let words: Vec<&str> = run_of_file(path)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    if words
        .first()
        .is_some_and(|first| first.eq_ignore_ascii_case("part"))
        && words.get(1).is_some_and(is_number)
    {
        return String::new();
    }
    let has_digit = |word: &&str| word.bytes().any(|b| b.is_ascii_digit());
    let left: Vec<&str> = words.into_iter().filter(|word| !has_digit(word)).collect();
    left.join(" ").to_lowercase()
}

/// Names in the order in which people count: `run-2` before `run-10`.
///
/// Digits compare as numbers as long as they fit 64 bits, all else by letter; a total order, also of equal numbers that are written differently.
pub fn natural(one: &str, other: &str) -> std::cmp::Ordering {
    let pieces = |text: &str| -> Vec<(String, Option<u64>)> {
        let mut pieces: Vec<(String, Option<u64>)> = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_digit = first.is_ascii_digit();
            let end = rest
                .find(|c: char| c.is_ascii_digit() != is_digit)
                .unwrap_or(rest.len());
            let (piece, left) = rest.split_at(end);
            let number = is_digit.then(|| piece.parse().ok()).flatten();
            let words = if number.is_some() {
                String::new()
            } else {
                piece.to_lowercase()
            };
            pieces.push((words, number));
            rest = left;
        }
        pieces
    };
    pieces(one).cmp(&pieces(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_folders_and_dates_name_no_run() {
        for (path, has_hour, expected) in [
            ("a.csv", false, &[][..]),
            (
                "captures/loans/AllTraffic/2024/06/03/17/a.jsonl",
                true,
                &["loans"],
            ),
            (
                "reports/loans/hourly/2024/06/03/18/statistics.json",
                true,
                &["loans", "hourly"],
            ),
            (
                "week/concept/ground_truth/labels.jsonl",
                false,
                &["week", "concept"],
            ),
            ("seeds/1/data.csv", false, &["seeds", "1"]),
            ("all.zip/Data Quality/x/y.json", false, &["all.zip", "x"]),
        ] {
            assert_eq!(folders(path, has_hour), expected, "{path}");
        }
    }

    #[test]
    fn parts_of_one_data_set_have_the_same_words() {
        for (path, words) in [
            ("x/part-00000-93afd657-abcd.c000.jsonl", ""),
            ("00.csv", ""),
            ("loans_2024-06-01.csv.gz", "loans"),
            ("feature_systematic.csv", "feature systematic"),
            ("concept.csv", "concept"),
        ] {
            assert_eq!(words_of_file(path), words, "{path}");
        }
    }

    #[test]
    fn files_and_archives_lose_their_endings() {
        assert_eq!(run_of_file("a/concept.csv.gz"), "concept");
        assert_eq!(run_of_file("a/.hidden"), ".hidden");
        assert_eq!(run_of_file("v1.2-alphabet"), "v1.2-alphabet");
        assert_eq!(run_of_folder("week.zip"), "week");
    }

    #[test]
    fn names_count() {
        let mut names = ["run-10", "run-2", "Run-1", "a"];
        names.sort_by(|one, other| natural(one, other));
        assert_eq!(names, ["a", "Run-1", "run-2", "run-10"]);
    }
}
