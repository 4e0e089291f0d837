//! What is a run, what the runs are compared with, and the table as a file; from the report's `grouping`. What is chosen is a setting.

use leptos::prelude::*;

use crate::{
    presentation::runs::rows,
    report::runs::GroupedBy,
    report::runs::{Grouping, Run},
    report::settings::RunsBy,
    ui::{
        controls::{choice, choice_of, field, names, options, save_button},
        csv::csv,
        page::{Page, page},
    },
};

/// Shows a run.
pub fn show(page: Page, name: String) {
    page.change(|settings| settings.look.run = Some(name));
}

/// The row above the table.
pub fn choose(grouping: Grouping, runs: Vec<Run>) -> AnyView {
    let page = page();
    let chosen = page
        .signals
        .settings
        .with_untracked(|settings| settings.look.runs);
    let guess = match grouping.by {
        GroupedBy::List => "As the list says".to_owned(),
        GroupedBy::Folder if chosen == RunsBy::Auto => {
            format!("Guessed: folders ({})", grouping.folders)
        }
        GroupedBy::File if chosen == RunsBy::Auto => format!("Guessed: files ({})", runs.len()),
        _ if chosen == RunsBy::Auto => "Guessed: none".to_owned(),
        _ => "Guess".to_owned(),
    };
    let some = |words: &str, count: u64| (count > 0).then(|| format!("{words} ({count})"));
    let ways = [
        (RunsBy::Auto, "auto", Some(guess)),
        (
            RunsBy::Folder,
            "folder",
            some("Each folder", grouping.folders),
        ),
        (RunsBy::File, "file", some("Each file", grouping.files)),
        (RunsBy::Off, "off", Some("None: all is one".to_owned())),
    ];
    let ways = ways
        .into_iter()
        .filter_map(|(way, name, words)| Some((way, name, words?)));
    let ways = choice_of(
        "",
        ways,
        move || chosen,
        move |way| page.change(|settings| settings.look.runs = way),
    );
    let compare = move |name: String| {
        page.change(|settings| settings.look.reference_run = (!name.is_empty()).then_some(name));
    };
    let of_runs = (!runs.is_empty()).then(|| {
        let mut references = vec![(String::new(), "the baseline".to_owned())];
        references.extend(names(runs.iter().map(|run| &run.name)));
        let reference = Signal::stored(grouping.reference.unwrap_or_default());
        let references = choice("", options(references), reference, compare);
        let save = move || page.save_text("runs.csv", "text/csv", &csv(&rows(&runs)));
        view! {
            {field("field", "Compared with", references)}
            {save_button("", "This table", "runs.csv", save)}
        }
    });
    view! {
        <div class="runs-tools">
            {field("field", "Runs", ways)}
            {of_runs}
        </div>
    }
    .into_any()
}
