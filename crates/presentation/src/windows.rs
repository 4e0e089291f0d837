//! Windows and their gaps in words.

use std::cmp::Ordering;

use crate::format::counted;
use leeway_monitors::drift::Verdict;
use leeway_monitors::words::count;
use leeway_report::Basis;
use leeway_report::settings::{NamedWindow, WindowChoice};
use leeway_report::{FeatureCycle, Report, Since, Window};
use leeway_table::Cycle;
use leeway_table::forms::DateFormat;

/// What drift since the first window is called: it may have begun before.
pub const FROM_THE_START: &str = "from the start";

/// The rows of a window that is cut by rows.
fn rows_of(window: &Window) -> String {
    match (window.first_row, window.last_row) {
        (Some(first), Some(last)) => format!("{}–{}", count(first), count(last)),
        _ => window.label.clone(),
    }
}

/// How a time axis calls its windows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Axis {
    /// What the labels leave out, for the axis' title.
    pub title: String,
    /// One per window.
    pub labels: Vec<String>,
}

impl Axis {
    /// The windows' labels without what they have in common: the day, the year, or that they are rows.
    pub fn new(windows: &[Window]) -> Self {
        let all = || windows.iter().map(|window| window.label.as_str());
        let cut = |title: String, length: usize| Axis {
            title,
            labels: all()
                .map(|label| label.get(length..).unwrap_or(label).to_owned())
                .collect(),
        };
        let Some(first) = windows.first() else {
            return Axis::default();
        };
        if first.start.is_none() {
            return Axis {
                title: "rows, in order of the files".to_owned(),
                labels: windows.iter().map(rows_of).collect(),
            };
        }
        let is_common = |length: usize| {
            let start = first.label.get(..length);
            start.is_some() && all().all(|label| label.get(..length) == start)
        };
        let unit = Unit::of(first);
        let shared = match unit == Unit::Hour && is_common(DAY.len()) {
            true => DAY.len(),
            false if is_common(YEAR.len()) => YEAR.len(),
            false => return cut(format!("{}, UTC", unit.axis()), 0),
        };
        cut(
            format!("{} of {}, UTC", unit.axis(), &first.label[..shared]),
            shared + 1,
        )
    }
}

/// What windows by the clock are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hour,
    Day,
    Week,
    Month,
}

impl Unit {
    /// Days and weeks are both called by a day: a week ends later.
    fn of(window: &Window) -> Unit {
        let time = |text: &Option<String>| DateFormat::YearFirst.read(text.as_deref()?);
        let span = time(&window.end).zip(time(&window.start));
        match window.label.len().cmp(&DAY.len()) {
            Ordering::Greater => Unit::Hour,
            Ordering::Less => Unit::Month,
            Ordering::Equal if span.is_some_and(|(end, start)| end - start > DAY_MS) => Unit::Week,
            Ordering::Equal => Unit::Day,
        }
    }

    /// On an axis.
    fn axis(self) -> &'static str {
        match self {
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week, from its Monday,",
            Unit::Month => "month",
        }
    }

    /// So many windows.
    fn windows(self, count: u64) -> String {
        match self {
            Unit::Hour => counted(count, "window of an hour", "windows of an hour"),
            Unit::Day => counted(count, "window of a day", "windows of a day"),
            Unit::Week => counted(count, "window of a week", "windows of a week"),
            Unit::Month => counted(count, "window of a month", "windows of a month"),
        }
    }
}

const DAY_MS: i64 = 86_400_000;
const DAY: &str = "yyyy-mm-dd";
const YEAR: &str = "yyyy";

/// Since when, as short as the other windows allow: `14:00`, `06-03 14:00`, `from the start`.
pub fn since_label(since: &Since, axis: &Axis) -> String {
    if since.from_start {
        return FROM_THE_START.to_owned();
    }
    let short = axis.labels.get(since.window as usize);
    short.unwrap_or(&since.label).clone()
}

/// How the baseline itself goes with the time of day or week, and what follows; `None` where it does not.
pub fn cycle_sentence(cycle: Option<&FeatureCycle>) -> Option<String> {
    let cycle = cycle.filter(|cycle| cycle.differing > 0)?;
    let times = match cycle.cycle {
        Cycle::Day => "hours of the day",
        Cycle::Week => "times of the week",
    };
    Some(format!(
        "The baseline differs from its own average at {} of {} {times}: a window counts as drifted only if it differs from the baseline at the same time too.",
        count(cycle.differing),
        count(cycle.of)
    ))
}

/// Since when, as a sentence; windows by the order of rows do not say.
pub fn since_sentence(since: Option<&Since>, verdict: Verdict, windows: &[Window]) -> String {
    if windows.first().is_some_and(|window| window.start.is_none()) {
        return "Windows are rows in the order of the files, which may be sorted: they do not say since when.".to_owned();
    }
    match since {
        Some(since) if since.from_start => format!(
            "Drifted from the first window on ({}), so it may have begun before.",
            since.label
        ),
        Some(since) => format!("Stays drifted since {}.", since.label),
        None if verdict.has_drifted() => {
            "Drifted as a whole, but there is no window from which it stays drifted.".to_owned()
        }
        None if verdict == Verdict::Unknown => "Not judged as a whole.".to_owned(),
        None => "Not drifted as a whole.".to_owned(),
    }
}

/// Which hours executions' statistics are of.
const EXECUTIONS: &str =
    "Each is what an execution saw: the hour before that of its report’s path.";

/// How the current side is cut, as a sentence: how many windows, of what, and what became of records without time.
pub fn cut(report: &Report) -> Option<String> {
    let current = report.current.as_ref()?;
    let count = current.windows.len() as u64;
    let (first, last) = (current.windows.first()?, current.windows.last()?);
    let cut = match &first.start {
        None => format!(
            "{}, in order of the files; times play no part.",
            counted(count, "window by rows", "windows by rows")
        ),
        Some(_) => format!(
            "{}, from {} to {} UTC. {}",
            Unit::of(first).windows(count),
            first.label,
            last.label,
            match current.from {
                Basis::Statistics => EXECUTIONS.to_owned(),
                _ => without_time(current.without_time),
            }
        ),
    };
    Some(cut)
}

/// What became of records without time.
fn without_time(records: u64) -> String {
    match records {
        0 => "Every record has a time, its own or the hour in its file’s path.".to_owned(),
        1 => "1 record has no time, neither its own nor in its file’s path: it is in no window, and counts everywhere else.".to_owned(),
        records => format!(
            "{} have no time, neither their own nor in their file’s path: they are in no window, and count everywhere else.",
            counted(records, "record", "records")
        ),
    }
}

/// Why there is nothing over time to see; `None` where there is, or where nothing is compared.
pub fn why_none(report: &Report) -> Option<String> {
    let current = report.current.as_ref()?;
    report.baseline.as_ref()?;
    let by_the_clock = matches!(
        report.settings.rules.window,
        WindowChoice::Named(
            NamedWindow::Hour | NamedWindow::Day | NamedWindow::Week | NamedWindow::Month
        )
    );
    match current.windows.as_slice() {
        [] if report.settings.rules.window == WindowChoice::Named(NamedWindow::None) => Some(
            "Not shown over time: the settings ask for no windows.".to_owned(),
        ),
        [] if current.from == Basis::Statistics => Some(
            "Not shown over time: the current side is known by statistics whose paths tell no hour.".to_owned(),
        ),
        [] if by_the_clock => Some(
            "Not shown over time: no record has a time, neither its own nor in its file’s path. Windows by rows would show their order.".to_owned(),
        ),
        [] => Some("Not shown over time: there are no windows.".to_owned()),
        [only] if only.start.is_none() => Some(
            "Not shown over time: no record has a time, and there are too few rows for more than one window.".to_owned(),
        ),
        [only] => Some(format!(
            "Not shown over time: everything is in one window, {}. Windows by rows would cut it finer.",
            only.label
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leeway_report::Side;

    fn windows(labels: &[&str]) -> Vec<Window> {
        let window = |(place, label): (u64, &&str)| {
            let has_time = !label.starts_with("rows");
            Window {
                label: (*label).to_owned(),
                start: has_time.then(|| "start".to_owned()),
                first_row: (!has_time).then_some(place * 100 + 1),
                last_row: (!has_time).then_some(place * 100 + 100),
                ..Window::default()
            }
        };
        (0..).zip(labels).map(window).collect()
    }

    fn axis(labels: &[&str]) -> String {
        let axis = Axis::new(&windows(labels));
        format!("{}: {}", axis.title, axis.labels.join(" | "))
    }

    #[test]
    fn labels_leave_out_what_they_share() {
        assert_eq!(
            axis(&["2024-06-03 08:00", "2024-06-03 09:00"]),
            "hour of 2024-06-03, UTC: 08:00 | 09:00"
        );
        assert_eq!(
            axis(&["2024-06-03 23:00", "2024-06-04 00:00"]),
            "hour of 2024, UTC: 06-03 23:00 | 06-04 00:00"
        );
        assert_eq!(
            axis(&["2023-12-31", "2024-01-01"]),
            "day, UTC: 2023-12-31 | 2024-01-01"
        );
        assert_eq!(
            axis(&["2024-06-03", "2024-06-04"]),
            "day of 2024, UTC: 06-03 | 06-04"
        );
        assert_eq!(axis(&["2024-06", "2024-07"]), "month of 2024, UTC: 06 | 07");
        assert_eq!(
            axis(&["rows 1–100", "rows 101–200"]),
            "rows, in order of the files: 1–100 | 101–200"
        );
        assert_eq!(axis(&[]), ": ");
    }

    fn report(labels: &[&str], without_time: u64, window: WindowChoice) -> Report {
        let mut report = Report {
            baseline: Some(Side::default()),
            current: Some(Side {
                windows: windows(labels),
                without_time,
                ..Side::default()
            }),
            ..Report::default()
        };
        report.settings.rules.window = window;
        report
    }

    #[test]
    fn what_is_not_there_says_why() {
        let why = |labels: &[&str], window| why_none(&report(labels, 0, window)).unwrap();
        let named = WindowChoice::Named;
        assert!(why(&[], named(NamedWindow::None)).contains("the settings ask for no windows"));
        assert!(why(&[], named(NamedWindow::Day)).contains("no record has a time"));
        assert!(why(&["2024-06-03"], WindowChoice::Unset).contains("one window, 2024-06-03"));
        assert!(why(&["rows 1–40"], WindowChoice::Unset).contains("too few rows"));
        let two = report(&["rows 1–100", "rows 101–200"], 0, WindowChoice::Unset);
        assert_eq!(why_none(&two), None);
        assert_eq!(why_none(&Report::default()), None);
    }

    #[test]
    fn records_without_time_are_told() {
        let hours = ["2024-06-03 08:00", "2024-06-03 09:00"];
        let cut = |labels: &[&str], without_time| {
            cut(&report(labels, without_time, WindowChoice::Unset)).unwrap()
        };
        assert!(
            cut(&hours, 0)
                .ends_with("Every record has a time, its own or the hour in its file’s path.")
        );
        assert!(cut(&hours, 1).contains("1 record has no time"));
        assert!(cut(&hours, 31).starts_with(
            "2 windows of an hour, from 2024-06-03 08:00 to 2024-06-03 09:00 UTC. 31 records have no time"
        ));
        assert!(cut(&["rows 1–9"], 0).starts_with("1 window by rows"));
    }

    #[test]
    fn since_is_told_short_and_whole() {
        let axis = Axis::new(&windows(&["2024-06-03 08:00", "2024-06-03 09:00"]));
        let since = |window: u64| Since {
            window,
            label: "2024-06-03 09:00".to_owned(),
            from_start: window == 0,
        };
        assert_eq!(since_label(&since(1), &axis), "09:00");
        assert_eq!(since_label(&since(0), &axis), FROM_THE_START);
        assert_eq!(since_label(&since(7), &axis), "2024-06-03 09:00");
        assert_eq!(
            since_sentence(Some(&since(1)), Verdict::Drifted, &[]),
            "Stays drifted since 2024-06-03 09:00."
        );
        let without = |verdict| since_sentence(None, verdict, &[]);
        assert_eq!(without(Verdict::None), "Not drifted as a whole.");
        assert_eq!(without(Verdict::Unknown), "Not judged as a whole.");
    }
}
