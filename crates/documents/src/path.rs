//! What a path says: the hour, the role where content leaves it open, and files that nobody means to read.

use super::{DocumentKind, Role};
use time::{Date, Month, Time};

/// Start of the last `yyyy/mm/dd/hh` in the path, in milliseconds since 1970 UTC. Zero padding is optional.
pub(super) fn hour(path: &str) -> Option<i64> {
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(4).rev().find_map(|window| {
        let number = |part: &str, longest: usize| -> Option<u32> {
            let is_number = part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| part.parse().ok()).flatten()
        };
        let year = number(window[0], 4).filter(|year| (1970..=9999).contains(year))?;
        let month = Month::try_from(u8::try_from(number(window[1], 2)?).ok()?).ok()?;
        let day = u8::try_from(number(window[2], 2)?).ok()?;
        let hour = u8::try_from(number(window[3], 2)?).ok()?;
        let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, day).ok()?;
        let time = Time::from_hms(hour, 0, 0).ok()?;
        Some(date.with_time(time).assume_utc().unix_timestamp() * 1000)
    })
}

/// The last time in the name of a folder, `2024-01-01-00-00-00` behind any words, in milliseconds since 1970 UTC; `None` without one.
pub fn time_of_name(path: &str) -> Option<i64> {
    let (folders, _) = path.rsplit_once('/')?;
    folders.rsplit('/').find_map(|folder| {
        let words: Vec<&str> = folder.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        words.windows(6).rev().find_map(|time| {
            let at = |place: usize, digits: usize| -> Option<u8> {
                let word = time[place];
                let is_number = word.len() == digits && word.bytes().all(|b| b.is_ascii_digit());
                is_number.then(|| word.parse().ok()).flatten()
            };
            let year: i32 = (time[0].len() == 4).then(|| time[0].parse().ok())??;
            let month = Month::try_from(at(1, 2)?).ok()?;
            let date = Date::from_calendar_date(year, month, at(2, 2)?).ok()?;
            let time = Time::from_hms(at(3, 2)?, at(4, 2)?, at(5, 2)?).ok()?;
            Some(date.with_time(time).assume_utc().unix_timestamp() * 1000)
        })
    })
}

/// The endpoint and the monitoring schedule that a path names, as captures and reports are laid out.
///
/// `<endpoint>/<variant>/yyyy/mm/dd/hh` for captures and merged files, `<endpoint>/<schedule>/yyyy/mm/dd/hh` for reports; a report of a batch schedule has no endpoint
/// before it, which shows only where the folder above has a general name.
pub fn monitored(kind: DocumentKind, path: &str) -> Monitored {
    let mut parts: Vec<&str> = path.split('/').collect();
    let start = parts.windows(4).rposition(|window| {
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        window.iter().all(|part| is_number(part))
            && hour(&format!("{}/", window.join("/"))).is_some()
    });
    let Some(start) = start else {
        return Monitored::default();
    };
    parts.truncate(start);
    let last = parts.pop().map(str::to_owned);
    let above = parts.pop().filter(|name| !GENERAL.contains(name));
    let above = above.map(str::to_owned);
    match kind {
        DocumentKind::Capture | DocumentKind::Merged => Monitored {
            endpoint: above,
            schedule: None,
        },
        DocumentKind::Statistics | DocumentKind::Violations | DocumentKind::CloudWatch => {
            let is_variant = last.as_deref() == Some("AllTraffic");
            Monitored {
                endpoint: above,
                schedule: last.filter(|_| !is_variant),
            }
        }
        _ => Monitored::default(),
    }
}

/// Folder names that are no endpoint's.
const GENERAL: [&str; 8] = [
    "reports",
    "report",
    "results",
    "output",
    "outputs",
    "monitoring",
    "executions",
    "capture",
];

/// What a path says is monitored, and by what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Monitored {
    /// The endpoint.
    pub endpoint: Option<String>,
    /// The monitoring schedule.
    pub schedule: Option<String>,
}

/// True for files that tools leave beside the data: folder marks, checksums, resource forks.
pub(super) fn is_litter(path: &str) -> bool {
    let name = file_name(path);
    path.split('/').any(|part| part == "__MACOSX")
        || matches!(
            name,
            "" | ".DS_Store" | "_SUCCESS" | "Thumbs.db" | "desktop.ini"
        )
        || name.starts_with("._")
        || name.ends_with(".crc")
}

/// The last part of the path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The role that a document of this kind and path seems to play.
pub(super) fn guess_role(kind: DocumentKind, path: &str) -> Option<Role> {
    match kind {
        // A word is not enough: endpoints are called all sorts of things.
        DocumentKind::Capture | DocumentKind::Merged | DocumentKind::TransformOutput => {
            let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
            let is_baseline = |folder: &str| folder.eq_ignore_ascii_case("baseline");
            Some(match folders.split('/').any(is_baseline) {
                true => Role::Baseline,
                false => Role::Current,
            })
        }
        DocumentKind::GroundTruth => Some(Role::Labels),
        DocumentKind::Violations | DocumentKind::Results | DocumentKind::CloudWatch => {
            Some(Role::Reported)
        }
        DocumentKind::Statistics
        | DocumentKind::Constraints
        | DocumentKind::ModelQualityStatistics
        | DocumentKind::ModelQualityConstraints => Some(if is_of_execution(path) {
            Role::Current
        } else {
            Role::Baseline
        }),
        DocumentKind::Analysis => Some(if is_of_execution(path) {
            Role::Reported
        } else {
            Role::Baseline
        }),
        DocumentKind::Csv | DocumentKind::JsonLines | DocumentKind::JsonRecords => {
            let is_baseline = words(path).any(|word| {
                word.starts_with("train")
                    || word.starts_with("validation")
                    || word.starts_with("baselin")
            });
            is_baseline.then_some(Role::Baseline)
        }
        _ => None,
    }
}

/// The role of a document that lies in one folder with violations: statistics and analyses there are those of the execution.
///
/// `None` for other kinds, and where the path says that it is of a baseline.
pub fn role_beside_violations(kind: DocumentKind, path: &str) -> Option<Role> {
    if words(path).any(|word| BASELINES.contains(&word.as_str())) {
        return None;
    }
    match kind {
        DocumentKind::Statistics | DocumentKind::ModelQualityStatistics => Some(Role::Current),
        DocumentKind::Analysis => Some(Role::Reported),
        _ => None,
    }
}

/// True where the name of a file or of its folder says that its rows are for testing: `test.csv`, `census-test.csv`, `test/part-0.csv`.
pub fn says_test(path: &str) -> bool {
    let is_test = |word: &str| ["test", "testing"].contains(&word);
    let folder = path.rsplit('/').nth(1).unwrap_or("").to_ascii_lowercase();
    words(file_name(path)).any(|word| is_test(&word)) || is_test(&folder)
}

/// Words of a path that is a baseline's.
const BASELINES: [&str; 2] = ["baseline", "baselining"];

/// True when the path is that of a monitoring execution's report.
fn is_of_execution(path: &str) -> bool {
    let has_word = |wanted: &[&str]| words(path).any(|word| wanted.contains(&word.as_str()));
    if has_word(&BASELINES) {
        return false;
    }
    hour(path).is_some() || has_word(&["execution", "executions", "reports", "results", "report"])
}

/// The words of a path in lower case.
fn words(path: &str) -> impl Iterator<Item = String> + '_ {
    path.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_is_the_last_one_in_the_path() {
        for (path, expected) in [
            (
                "capture/AllTraffic/2024/06/03/17/00.jsonl",
                Some(1_717_434_000_000),
            ),
            (
                "monitoring/2023/1/9/5/ground_truth.json",
                Some(1_673_240_400_000),
            ),
            ("1999/01/01/00/2024/06/03/17/x", Some(1_717_434_000_000)),
            ("2024/13/03/17/x", None),
            ("2024/06/31/17/x", None),
            ("2024/06/03/24/x", None),
            ("2024/06/03/x", None),
            ("", None),
        ] {
            assert_eq!(hour(path), expected, "{path}");
        }
    }

    #[test]
    fn a_folder_may_name_a_time() {
        let path = "ana3/results-model-bias-2024-01-01-06-00-30/analysis.json";
        assert_eq!(time_of_name(path), Some(1_704_088_830_000));
        assert_eq!(time_of_name("a-2024-01-01/b.json"), None);
        assert_eq!(time_of_name("a-2024-13-01-00-00-00/b.json"), None);
    }

    #[test]
    fn captures_and_reports_name_what_is_monitored() {
        use DocumentKind::{Capture, Csv, Statistics};
        for (kind, path, endpoint, schedule) in [
            (
                Capture,
                "loans/AllTraffic/2024/06/03/17/00.jsonl",
                Some("loans"),
                None,
            ),
            (
                Capture,
                "capture/AllTraffic/2024/06/03/17/00.jsonl",
                None,
                None,
            ),
            (
                Statistics,
                "out/loans/hourly/2024/06/03/18/statistics.json",
                Some("loans"),
                Some("hourly"),
            ),
            (
                Statistics,
                "reports/hourly/2024/06/03/18/statistics.json",
                None,
                Some("hourly"),
            ),
            (
                Statistics,
                "reports/loans/AllTraffic/2024/06/03/18/statistics.json",
                Some("loans"),
                None,
            ),
            (Statistics, "baseline/statistics.json", None, None),
            (Csv, "loans/x/2024/06/03/18/a.csv", None, None),
        ] {
            let expected = Monitored {
                endpoint: endpoint.map(str::to_owned),
                schedule: schedule.map(str::to_owned),
            };
            assert_eq!(monitored(kind, path), expected, "{path}");
        }
    }

    #[test]
    fn a_test_set_is_called_so() {
        for path in ["test.csv", "data/census-test.csv", "Test/part-0.csv"] {
            assert!(says_test(path), "{path}");
        }
        for path in ["latest.csv", "test/2024/rows.csv", "contest/a.csv", "a.csv"] {
            assert!(!says_test(path), "{path}");
        }
    }

    #[test]
    fn litter_is_known_by_its_name() {
        for path in [
            "__MACOSX/a.csv",
            "a/.DS_Store",
            "x/_SUCCESS",
            ".part-0.crc",
            "a/._b.csv",
            "a/",
        ] {
            assert!(is_litter(path), "{path}");
        }
        assert!(!is_litter("a/success.csv"));
    }

    #[test]
    fn roles_follow_kind_then_path() {
        use DocumentKind::*;
        for (kind, path, role) in [
            (Capture, "x.jsonl", Some(Role::Current)),
            (
                Capture,
                "Baseline/2024/06/03/17/x.jsonl",
                Some(Role::Baseline),
            ),
            (Capture, "baseline-endpoint/x.jsonl", Some(Role::Current)),
            (GroundTruth, "x.jsonl", Some(Role::Labels)),
            (Violations, "x.json", Some(Role::Reported)),
            (Statistics, "baseline/statistics.json", Some(Role::Baseline)),
            (
                Statistics,
                "reports/e/s/2024/06/03/17/statistics.json",
                Some(Role::Current),
            ),
            (Statistics, "execution/statistics.json", Some(Role::Current)),
            (Analysis, "baseline/analysis.json", Some(Role::Baseline)),
            (Csv, "data/train.csv", Some(Role::Baseline)),
            (Csv, "training-dataset.csv", Some(Role::Baseline)),
            (Csv, "constraints.csv", None),
            (Csv, "current.csv", None),
            (Text, "train.txt", None),
        ] {
            assert_eq!(guess_role(kind, path), role, "{kind:?} {path}");
        }
    }
}
