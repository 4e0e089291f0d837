//! Folders and jobs that are called like a monitor: whose results a path holds, and which of several belong to one execution.
//!
//! `results-data-quality-2024-01-01-00-00-00` and `results-model-bias-2024-01-01-00-00-00` are two monitors of one execution. "bias" and "explainability" alone are
//! as well the names of scenarios, so they count only among others that are monitors.

use std::collections::BTreeSet;

use leeway_monitors::MonitorName;

/// Words, in order, that name a monitor wherever they are.
const CERTAIN: [(&[&str], MonitorName); 9] = [
    (&["data", "quality"], MonitorName::DataQuality),
    (&["dataquality"], MonitorName::DataQuality),
    (&["model", "quality"], MonitorName::ModelQuality),
    (&["modelquality"], MonitorName::ModelQuality),
    (&["model", "bias"], MonitorName::Bias),
    (&["modelbias"], MonitorName::Bias),
    (&["model", "explain"], MonitorName::Attribution),
    (&["model", "explainability"], MonitorName::Attribution),
    (&["modelexplainability"], MonitorName::Attribution),
];

/// Words that may as well name a scenario.
const UNCERTAIN: [(&[&str], MonitorName); 3] = [
    (&["bias"], MonitorName::Bias),
    (&["explain"], MonitorName::Attribution),
    (&["explainability"], MonitorName::Attribution),
];

/// Words of a job's name that tell neither its monitor nor its run.
const GENERAL: [&str; 8] = [
    "execution",
    "job",
    "monitor",
    "monitoring",
    "output",
    "report",
    "result",
    "results",
];

/// A folder that is called like a monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitorFolder {
    /// The monitor.
    pub monitor: MonitorName,
    /// What else the name says, joined by `-`: the time or the number of the execution. Empty where it says nothing else.
    pub rest: String,
    /// False for words that a scenario may as well be called by.
    pub is_certain: bool,
}

/// What a folder's name says of a monitor; `None` where it names none.
///
/// Words are letters and digits, case aside (`model-quality`, `data_quality_2`); certain names go before uncertain ones, and what is left of the name is the rest.
pub fn monitor_folder(name: &str) -> Option<MonitorFolder> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let find = |known: &[(&[&str], MonitorName)]| {
        known.iter().find_map(|(wanted, monitor)| {
            let at = words
                .windows(wanted.len())
                .position(|here| here == *wanted)?;
            Some((at, wanted.len(), *monitor))
        })
    };
    let (certain, uncertain) = (find(&CERTAIN), find(&UNCERTAIN));
    let (at, length, monitor) = certain.or(uncertain)?;
    let (before, after) = (&words[..at], &words[at + length..]);
    let rest = before.iter().chain(after).map(String::as_str);
    let rest: Vec<&str> = rest.filter(|word| !GENERAL.contains(word)).collect();
    Some(MonitorFolder {
        monitor,
        rest: rest.join("-"),
        is_certain: certain.is_some(),
    })
}

/// The monitor that the last folder of a path names, or its file; `None` where none does.
///
/// Parts are looked at from the last one on, as [`monitor_folder`] reads them.
pub fn monitor_of_path(path: &str) -> Option<MonitorName> {
    path.rsplit('/')
        .find_map(|part| Some(monitor_folder(part)?.monitor))
}

/// The runs of folders that lie side by side, one name for each folder in their order.
///
/// `None` where all are monitors of one execution: they say the same beside the monitor, or each monitor is there once and the rest are times. Where all name a
/// monitor and say several things beside it, those are the runs; where only some do, these are runs by what they say beside it, and the others by their names.
pub fn runs_of_folders(names: &[&str]) -> Option<Vec<String>> {
    let found: Vec<Option<MonitorFolder>> = names.iter().map(|name| monitor_folder(name)).collect();
    let known: Vec<&MonitorFolder> = found.iter().flatten().collect();
    let are_all = known.len() == names.len();
    if are_all {
        let rests: BTreeSet<&str> = known.iter().map(|one| one.rest.as_str()).collect();
        let monitors: BTreeSet<MonitorName> = known.iter().map(|one| one.monitor).collect();
        let is_time = |rest: &&str| {
            rest.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
        };
        let are_once = monitors.len() == known.len() && rests.iter().all(is_time);
        if rests.len() < 2 || are_once {
            return None;
        }
    }
    let run = |(name, folder): (&&str, Option<MonitorFolder>)| match folder {
        Some(folder) if (are_all || folder.is_certain) && !folder.rest.is_empty() => folder.rest,
        _ => (*name).to_owned(),
    };
    Some(names.iter().zip(found).map(run).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monitors_of_one_time_are_one_execution() {
        let results = [
            "results-data-quality-2024-01-01-00-00-00",
            "results-model-quality-2024-01-01-00-00-00",
            "results-model-bias-2024-01-01-00-00-00",
            "results-model-explain-2024-01-01-00-00-00",
        ];
        assert_eq!(runs_of_folders(&results), None);
        assert_eq!(runs_of_folders(&["Bias", "explainability"]), None);
        let started = ["data_quality-17", "model-bias-18"];
        assert_eq!(runs_of_folders(&started), None);
    }

    #[test]
    fn several_times_are_several_executions() {
        let names = ["data-quality-1", "model-bias-1", "data-quality-2"];
        let runs = runs_of_folders(&names).unwrap();
        assert_eq!(runs, ["1", "1", "2"]);
    }

    #[test]
    fn a_scenario_keeps_its_name() {
        let names = ["bias", "concept", "results-model-bias-may"];
        let runs = runs_of_folders(&names).unwrap();
        assert_eq!(runs, ["bias", "concept", "may"]);
    }

    #[test]
    fn the_nearest_folder_names_the_monitor() {
        let of = monitor_of_path;
        let path = "model-quality/2024/data-quality/constraint_violations.json";
        assert_eq!(of(path), Some(MonitorName::DataQuality));
        assert_eq!(
            of("a/model_quality_violations.json"),
            Some(MonitorName::ModelQuality)
        );
        assert_eq!(of("loans/constraint_violations.json"), None);
    }
}
