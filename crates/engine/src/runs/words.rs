//! What all runs are, in words.

use super::group::Groups;
use crate::source::Loaded;
use leeway_documents::Role;
use leeway_monitors::words;
use leeway_report::runs::GroupedBy;
use leeway_report::runs::{Grouping, Run};
use leeway_report::settings::RunsBy;

/// Paths that a sentence names.
const NAMED: usize = 3;

/// Why there are runs, or what could be, in words and counts.
///
/// `runs` are the rows of the table; counts are of runs, 0 where folders or files would make none. `None` where there are no runs and none are offered.
pub fn grouping(
    groups: &Groups,
    sources: &[Loaded],
    runs: &[Run],
    chosen: RunsBy,
    reference: Option<&str>,
) -> Option<Grouping> {
    let [folders, files] = groups.offered;
    if groups.groups.is_empty() && folders == 0 && files == 0 {
        return None;
    }
    let known = reference.filter(|name| groups.groups.iter().any(|group| group.name == **name));
    Some(Grouping {
        by: groups.by,
        folders: folders as u64,
        files: files as u64,
        shown: runs
            .iter()
            .find(|run| run.shown)
            .map(|run| run.name.clone()),
        reference: known.map(str::to_owned),
        sentence: sentence(groups, sources, chosen),
        headline: headline(runs, known),
    })
}

fn sentence(groups: &Groups, sources: &[Loaded], chosen: RunsBy) -> String {
    let is_guess = chosen == RunsBy::Auto;
    let count = groups.groups.len() as u64;
    let made = match groups.by {
        GroupedBy::Nothing => return "All files together are one current side.".to_owned(),
        GroupedBy::List => format!(
            "The list of files names {}.",
            words::plural(count, "run", "runs")
        ),
        GroupedBy::Folder if is_guess => {
            format!("{count} folders hold a run's data or reports each, so each is a run.")
        }
        GroupedBy::Folder => "Every folder that holds a current side is a run.".to_owned(),
        GroupedBy::File if is_guess => format!(
            "{count} files have much the same columns, tell no time, and differ in more than a number, so each is a run."
        ),
        GroupedBy::File => "Every file of the current side is a run.".to_owned(),
    };
    let shared = |role: Role| -> Vec<String> {
        groups
            .shared
            .iter()
            .filter(|&&index| groups.roles.get(index) == Some(&Some(role)))
            .map(|&index| sources[index].document.path.clone())
            .collect()
    };
    let baselines = shared(Role::Baseline);
    match baselines.len() {
        0 => made,
        1 => format!("{made} All share {}.", baselines[0]),
        _ => format!("{made} All share {}.", words::list(&baselines, NAMED)),
    }
}

fn headline(runs: &[Run], reference: Option<&str>) -> String {
    let compared: Vec<&Run> = runs.iter().filter(|run| run.tested > 0).collect();
    let drifted = compared.iter().filter(|run| run.drifted > 0).count();
    let against = reference.map_or("the baseline".to_owned(), |name| format!("the run {name}"));
    let count = words::plural(runs.len() as u64, "run", "runs");
    let monitors = |run: &Run| {
        let all = [
            &run.data_quality,
            &run.model_quality,
            &run.bias,
            &run.attribution,
        ];
        let known = all.into_iter().flatten();
        known.map(|part| part.not_recomputed).sum::<u64>()
    };
    let reported: u64 = runs.iter().map(monitors).sum();
    if compared.is_empty() && reported > 0 {
        return format!(
            "{count}, known from reports alone: {} reported, nothing recomputed.",
            words::plural(reported, "violation is", "violations are")
        );
    }
    if compared.is_empty() {
        return format!("{count}, of which none could be compared with {against}.");
    }
    let mut text = match (drifted, compared.len()) {
        (0, _) => format!("{count} compared with {against}: none drifted."),
        (all, of) if all == of => format!("{count} compared with {against}: all drifted."),
        (some, _) => format!("{count} compared with {against}: {some} drifted."),
    };
    let fall = |run: &&&Run| {
        let quality = run.model_quality.as_ref()?;
        (quality.headline == "Accuracy").then(|| Some(quality.before? - quality.value?))?
    };
    let worst = compared
        .iter()
        .filter(|run| fall(run).is_some_and(|fall| fall > 0.0))
        .max_by(|one, other| {
            fall(one)
                .unwrap_or(0.0)
                .total_cmp(&fall(other).unwrap_or(0.0))
        });
    if let Some((run, quality)) = worst.and_then(|run| Some((run, run.model_quality.as_ref()?))) {
        let number = |value: Option<f64>| value.map_or(String::new(), words::number);
        text += &format!(
            " Accuracy fell most in {}: {}, {} before.",
            run.name,
            number(quality.value),
            number(quality.before)
        );
    }
    text
}
