//! The summary on a terminal: the answer, the two sides, a line with a bar for each feature, and what is violated, supposed or not read.
//!
//! Colours go with marks and words and are never needed; `anstream` takes them out where they are not shown.

use std::io::{self, Write};

use crate::problem::Problem;
use clap::builder::styling::{AnsiColor, Style};
use leeway_monitors::drift::Verdict;
use leeway_presentation::format::{counted, number, score};
use leeway_presentation::summary::{Line, Summary, check_name, summary};
use leeway_presentation::words::verdict_mark;
use leeway_report::Report;

/// Cells of a bar; a full one is two distributions that share nothing.
const BAR: usize = 10;
/// Features without drift that are named.
const UNDRIFTED: usize = 12;
/// Checks that are named.
const CHECKS: usize = 20;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Prints the summary.
///
/// # Errors
/// When standard output is closed or full.
pub fn print(report: &Report) -> Result<(), Problem> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let printed = out.write_all(text(&summary(report)).as_bytes());
    printed
        .and_then(|()| out.flush())
        .map_err(Problem::Printing)
}

/// The summary with its colours.
fn text(short: &Summary) -> String {
    let mut text = format!("{BOLD}{}{BOLD:#}\n", short.sentence.headline());
    if !short.sentence.rest().is_empty() {
        text += &format!("{}\n", short.sentence.rest());
    }
    text.push('\n');
    let names = short.facts.iter().map(|(name, _)| width(name)).max();
    for (name, words) in &short.facts {
        text += &format!(
            "{DIM}{}{DIM:#}  {words}\n",
            padded(name, names.unwrap_or(0))
        );
    }
    for question in &short.questions {
        text += &format!("{DIM}◌{DIM:#} {}\n", question.sentence);
    }
    for (path, why) in &short.unreadable {
        text += &format!("! {path}: {why}\n");
    }
    text += &features(&short.features);
    if !short.violated.is_empty() {
        text.push('\n');
    }
    for check in short.violated.iter().take(CHECKS) {
        let value = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), number);
        let style = style(Verdict::Drifted);
        let (observed, threshold) = (value(check.observed), value(check.threshold));
        let name = check_name(check);
        text += &format!("{style}▲{style:#} {name}  {observed} {DIM}({threshold}){DIM:#}\n");
    }
    let more = short.violated.len().saturating_sub(CHECKS) as u64;
    if more > 0 {
        let more = counted(more, "check", "checks");
        text += &format!("{DIM}… and {more} more{DIM:#}\n");
    }
    text
}

fn features(lines: &[Line]) -> String {
    let drifted = lines
        .iter()
        .filter(|line| line.feature.verdict.has_drifted());
    let shown = lines.iter().take(drifted.count() + UNDRIFTED);
    let names = shown.clone().map(|line| width(&line.feature.name)).max();
    let mut text = match lines.is_empty() {
        true => String::new(),
        false => "\n".to_owned(),
    };
    for line in shown.clone() {
        text += &feature(line, names.unwrap_or(0));
    }
    let more = (lines.len() - shown.count()) as u64;
    if more > 0 {
        let more = counted(more, "feature", "features");
        text += &format!("{DIM}… and {more} more{DIM:#}\n");
    }
    text
}

fn feature(line: &Line, names: usize) -> String {
    let feature = line.feature;
    let verdict = feature.verdict;
    let style = style(verdict);
    let mark = verdict_mark(verdict);
    let name = padded(&feature.name, names);
    let words = padded(verdict.words(), VERDICT);
    let bar = padded(&bar(feature.total_variation.unwrap_or(0.0)), BAR);
    let score = line.size.map_or_else(|| "–".to_owned(), score);
    let mut text = format!(
        "{style}{mark}{style:#} {name}  {style}{words}{style:#}  {style}{bar}{style:#}  {score:>7}\n"
    );
    if verdict.has_drifted() || verdict == Verdict::Unknown {
        let since = line.since.as_ref();
        let since = since.map_or_else(String::new, |since| format!(" (since {since})"));
        text += &format!("  {DIM}{}{since}{DIM:#}\n", line.finding);
    }
    text
}

/// The longest verdict in words.
const VERDICT: usize = 12;

/// A share from 0 to 1 as cells, eighths of a cell included.
fn bar(share: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * (BAR * 8) as f64).round() as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

fn style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Strong => AnsiColor::Red,
        Verdict::Drifted => AnsiColor::Yellow,
        Verdict::None => AnsiColor::Green,
        Verdict::Unknown => return DIM,
    };
    colour.on_default()
}

/// Letters, near enough to the cells that they take.
fn width(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, to: usize) -> String {
    let spaces = to.saturating_sub(width(text));
    text.to_owned() + &" ".repeat(spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_eighths_of_a_cell() {
        for (share, expected) in [
            (0.0, ""),
            (0.0125, "▏"),
            (0.15, "█▌"),
            (1.0, "██████████"),
            (7.0, "██████████"),
        ] {
            assert_eq!(bar(share), expected, "{share}");
        }
    }

    #[test]
    fn the_longest_verdict_has_room() {
        let longest = Verdict::ALL.map(|verdict| width(verdict.words()));
        assert_eq!(longest.into_iter().max(), Some(VERDICT));
    }
}
