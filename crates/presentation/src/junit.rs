//! The report as JUnit's XML, which test runners and CI servers show: a case for every feature, every check, every run and every file.
//!
//! What closes the gate fails, what was not judged or checked is skipped with its reason, what could not be read is an error. Passed cases that found something
//! below the gate's line say so in their output.

use crate::gate::Gate;
use crate::summary::{Summary, check_name, summary};
use crate::words::finding;
use leeway_monitors::drift::Verdict;
use leeway_monitors::{MonitorName, Status};
use leeway_report::{Check, Feature, Report, runs::Run};

/// How a case ended.
enum Ending {
    Passed,
    /// Passed, with something to say.
    Said(String),
    Failed(String),
    Skipped(String),
    Broken(String),
}

struct Case {
    class: String,
    name: String,
    ending: Ending,
}

/// The file.
pub fn junit(report: &Report, gate: Gate) -> String {
    let short = summary(report);
    let mut suites = vec![("Files".to_owned(), files(&short))];
    let features = report.features.iter().map(|one| of_feature(one, gate));
    suites.push((MonitorName::Drift.title().to_owned(), features.collect()));
    for monitor in MonitorName::ALL {
        let own = report
            .checks
            .iter()
            .filter(|check| check.monitor == monitor);
        let cases = own.map(|check| of_check(check, gate)).collect();
        suites.push((monitor.title().to_owned(), cases));
    }
    let runs = report.runs.iter().map(|run| of_run(run, gate));
    suites.push(("Runs".to_owned(), runs.collect()));
    suites.retain(|(_, cases)| !cases.is_empty());
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    text += &format!("<testsuites name=\"leeway\"{}>\n", tally(all()));
    for (name, cases) in &suites {
        text += &format!(
            "  <testsuite name=\"{}\"{}>\n",
            attribute(name),
            tally(cases.iter())
        );
        cases.iter().for_each(|case| text += &case.xml());
        text += "  </testsuite>\n";
    }
    text + "</testsuites>\n"
}

fn files(short: &Summary) -> Vec<Case> {
    let mut cases = vec![Case {
        class: "leeway.files".to_owned(),
        name: "comparison".to_owned(),
        ending: Ending::Said(short.sentence.to_string()),
    }];
    cases.extend(short.unreadable.iter().map(|(path, why)| Case {
        class: "leeway.files".to_owned(),
        name: (*path).to_owned(),
        ending: Ending::Broken(why.clone()),
    }));
    cases
}

fn of_feature(feature: &Feature, gate: Gate) -> Case {
    let finding = || format!("{}. {}", feature.verdict.words(), finding(feature));
    Case {
        class: format!("leeway.{}", MonitorName::Drift.name()),
        name: feature.name.clone(),
        ending: match feature.verdict {
            verdict if gate.is_closed_by(verdict) => Ending::Failed(finding()),
            Verdict::Unknown => Ending::Skipped(finding()),
            Verdict::None => Ending::Passed,
            Verdict::Drifted | Verdict::Strong => Ending::Said(finding()),
        },
    }
}

fn of_check(check: &Check, gate: Gate) -> Case {
    Case {
        class: format!("leeway.{}.{}", check.monitor.name(), check.check),
        name: check_name(check),
        ending: match check.status {
            status if gate.is_closed_by_check(status) => Ending::Failed(check.explanation.clone()),
            Status::NotChecked => {
                let reason = check.reason.clone();
                Ending::Skipped(reason.unwrap_or_else(|| check.explanation.clone()))
            }
            Status::Ok => Ending::Passed,
            Status::Violated => Ending::Said(check.explanation.clone()),
        },
    }
}

fn of_run(run: &Run, gate: Gate) -> Case {
    Case {
        class: "leeway.runs".to_owned(),
        name: run.name.clone(),
        ending: match gate.is_closed_by_run(run) {
            true => Ending::Failed(run.story.clone()),
            false => Ending::Said(run.story.clone()),
        },
    }
}

fn tally<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> String {
    let count = |is: fn(&Ending) -> bool| cases.clone().filter(|case| is(&case.ending)).count();
    format!(
        " tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        count(|_| true),
        count(|ending| matches!(ending, Ending::Failed(_))),
        count(|ending| matches!(ending, Ending::Broken(_))),
        count(|ending| matches!(ending, Ending::Skipped(_))),
    )
}

impl Case {
    fn xml(&self) -> String {
        let (class, name) = (attribute(&self.class), attribute(&self.name));
        let head = format!("    <testcase classname=\"{class}\" name=\"{name}\"");
        let message = |tag: &str, text: &str| {
            format!(
                "{head}>\n      <{tag} message=\"{}\"/>\n    </testcase>\n",
                attribute(text)
            )
        };
        match &self.ending {
            Ending::Passed => format!("{head}/>\n"),
            Ending::Said(text) => format!(
                "{head}>\n      <system-out>{}</system-out>\n    </testcase>\n",
                escaped(text)
            ),
            Ending::Failed(text) => message("failure", text),
            Ending::Skipped(text) => message("skipped", text),
            Ending::Broken(text) => message("error", text),
        }
    }
}

/// The value of an attribute, between double quotes and on one line.
fn attribute(text: &str) -> String {
    escaped(text).replace(['\n', '\r', '\t'], " ")
}

/// Text without what XML takes for markup, and without what it cannot hold at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            '"' => out += "&quot;",
            '\n' | '\r' | '\t' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}
