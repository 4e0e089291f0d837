use leptos::prelude::*;

use crate::{
    presentation::runs::rows,
    report::runs::{Grouping, Run},
    report::settings::RunsBy,
    ui::{
        csv::csv,
        icon::Icon,
        page::{Page, page},
    },
};

/// Shows a run.
pub fn show(page: Page, name: String) {
    let mut settings = page.signals.settings.get_untracked();
    settings.look.run = Some(name);
    page.choose(settings);
}

/// What is a run, what the runs are compared with, and the table as a file.
pub fn choose(grouping: Grouping, runs: Vec<Run>) -> AnyView {
    let page = page();
    let chosen = page
        .signals
        .settings
        .with_untracked(|settings| settings.look.runs);
    let guess = match grouping.by.as_str() {
        "list" => "As the list says".to_owned(),
        "folder" if chosen == RunsBy::Auto => format!("Guessed: folders ({})", grouping.folders),
        "file" if chosen == RunsBy::Auto => format!("Guessed: files ({})", runs.len()),
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
    let ways = ways.into_iter().filter_map(|(way, name, words)| {
        let selected = way == chosen;
        Some(view! { <option value=name selected=selected>{words?}</option> }.into_any())
    });
    let regroup = move |event| {
        let mut settings = page.signals.settings.get_untracked();
        settings.look.runs = match event_target_value(&event).as_str() {
            "folder" => RunsBy::Folder,
            "file" => RunsBy::File,
            "off" => RunsBy::Off,
            _ => RunsBy::Auto,
        };
        page.choose(settings);
    };
    let reference = grouping.reference.clone();
    let references = runs.iter().map(|run| {
        let selected = reference.as_ref() == Some(&run.name);
        view! { <option value=run.name.clone() selected=selected>{run.name.clone()}</option> }
            .into_any()
    });
    let compare = move |event| {
        let name = event_target_value(&event);
        let mut settings = page.signals.settings.get_untracked();
        settings.look.reference_run = (!name.is_empty()).then_some(name);
        page.choose(settings);
    };
    let has_runs = !runs.is_empty();
    let references = references.collect::<Vec<AnyView>>();
    let save = move |_| page.save_text("runs.csv", "text/csv", &csv(&rows(&runs)));
    view! {
        <div class="runs-tools">
            <label class="field">
                "Runs"
                <select on:change=regroup>{ways.collect::<Vec<AnyView>>()}</select>
            </label>
            {has_runs.then(|| view! {
                <label class="field">
                    "Compared with"
                    <select on:change=compare>
                        <option value="" selected=reference.is_none()>"the baseline"</option>
                        {references}
                    </select>
                </label>
                <button title="This table" on:click=save>
                    <Icon name="save" />
                    <span>"runs.csv"</span>
                </button>
            }.into_any())}
        </div>
    }
    .into_any()
}
