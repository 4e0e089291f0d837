//! The report in short as Markdown: what a pull request or a job's page shows.
//!
//! GitHub's and GitLab's common part: headings, lists, tables, `<details>`. Texts of files are escaped, so that none is taken for markup.

use crate::format::{counted, exact_count, number, score};
use crate::over_time::Over;
use crate::summary::{Line, Summary, check_name, summary};
use crate::words::verdict_mark;
use leeway_report::{Report, runs::Run};

/// Rows of a table; the rest is counted.
const ROWS: usize = 50;

/// The summary, with a line feed at its end.
pub fn markdown(report: &Report) -> String {
    let short = summary(report);
    let mut text = format!("## {}\n\n", plain(short.sentence.headline()));
    let rest = short.sentence.rest();
    if !rest.is_empty() {
        text += &format!("{}\n\n", plain(rest));
    }
    for (name, words) in &short.facts {
        text += &format!("- **{name}**: {}\n", plain(words));
    }
    text += &listed("Not read", unreadable(&short));
    let questions = short.questions.iter();
    text += &listed(
        "Supposed",
        questions.map(|question| plain(&question.sentence)),
    );
    let (drifted, others): (Vec<&Line>, Vec<&Line>) = short
        .features
        .iter()
        .partition(|line| line.feature.verdict.has_drifted());
    text += &features(&drifted, short.size);
    let violated = short.violated.iter().map(|check| {
        let numbers =
            [check.observed, check.threshold].map(|value| value.map_or_else(String::new, number));
        [&[cell(&check_name(check))], &numbers[..]].concat()
    });
    text += &table(
        &["Violated", "Observed", "Threshold"],
        violated.collect(),
        "check is violated",
        "checks are violated",
    );
    text += &runs(&report.runs);
    if !others.is_empty() {
        let title = counted(others.len() as u64, "feature", "features");
        text += &format!("\n<details><summary>{title} without drift</summary>\n");
        text += &features(&others, short.size);
        text += "\n</details>\n";
    }
    text
}

fn unreadable<'a>(short: &'a Summary) -> impl Iterator<Item = String> + 'a {
    let files = short.unreadable.iter();
    files.map(|(path, why)| format!("{}: {}", plain(path), plain(why)))
}

fn listed(title: &str, lines: impl Iterator<Item = String>) -> String {
    lines
        .map(|line| format!("- **{title}**: {line}\n"))
        .collect()
}

fn features(lines: &[&Line], size: Over) -> String {
    let row = |line: &&Line| {
        let feature = line.feature;
        let since = line.since.as_ref();
        let since = since.map_or_else(String::new, |since| format!(" since {since}"));
        vec![
            cell(&feature.name),
            cell(&format!(
                "{} {}{since}",
                verdict_mark(feature.verdict),
                feature.verdict.words()
            )),
            line.size.map_or_else(String::new, score),
            cell(&line.finding),
        ]
    };
    table(
        &["Feature", "Verdict", size.words(), "Finding"],
        lines.iter().map(row).collect(),
        "feature",
        "features",
    )
}

fn runs(runs: &[Run]) -> String {
    let row = |run: &Run| {
        vec![
            cell(&run.name),
            exact_count(run.drifted),
            exact_count(run.strong),
            exact_count(run.tested),
            cell(&run.story),
        ]
    };
    table(
        &["Run", "Drifted", "Strong", "Tested", "What stands out"],
        runs.iter().map(row).collect(),
        "run",
        "runs",
    )
}

/// A table with at most [`ROWS`] rows; nothing where there are none.
fn table(header: &[&str], rows: Vec<Vec<String>>, one: &str, many: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let header: Vec<String> = header.iter().map(|&name| name.to_owned()).collect();
    let rule = vec!["---".to_owned(); header.len()];
    let shown = rows.iter().take(ROWS).map(|row| line(row));
    let mut text = format!(
        "\n{}{}{}",
        line(&header),
        line(&rule),
        shown.collect::<String>()
    );
    if let Some(more) = rows.len().checked_sub(ROWS).filter(|more| *more > 0) {
        text += &format!("\n… and {} more\n", counted(more as u64, one, many));
    }
    text
}

/// Text within a cell: on one line, without what ends the cell.
fn cell(text: &str) -> String {
    plain(text).replace('|', "\\|")
}

/// Text that is no markup, on one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            '<' => out += "&lt;",
            '&' => out += "&amp;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            // A name after it would be told that it is mentioned.
            '@' => out += "&#64;",
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_files_are_no_markup() {
        assert_eq!(cell("a|b\n<b>_x_ @me"), "a\\|b &lt;b>\\_x\\_ &#64;me");
    }

    #[test]
    fn a_long_table_says_what_is_left_out() {
        let rows = vec![vec!["a".to_owned()]; ROWS + 1];
        let text = table(&["Feature"], rows, "feature", "features");
        assert_eq!(text.matches("| a |").count(), ROWS);
        assert!(
            text.ends_with("\n… and 1 feature more\n") || text.contains("1 feature"),
            "{text}"
        );
    }
}
