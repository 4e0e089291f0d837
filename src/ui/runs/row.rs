//! One run as a row, from the report's `runs`; what a monitor lacks is said in its cell. The row stays while the report changes.

use leptos::prelude::*;

use super::choose::show;
use crate::{
    presentation::runs::monitor_words,
    report::runs::HeldAgainst,
    report::runs::{Run, RunMonitor},
    ui::{
        format::{count, counted, exact, exact_count, number},
        icon::Icon,
        page::{Page, page},
    },
};

/// One run.
#[component]
pub fn RunRow(
    /// Its name.
    name: String,
) -> impl IntoView {
    let page = page();
    let wanted = name.clone();
    let run = Memo::new(move |_| find(page, &wanted));
    let is_shown = Memo::new(move |_| run.with(|run| run.as_ref().is_some_and(|run| run.shown)));
    let cells = Memo::new(move |_| {
        run.get().map(|run| Run {
            shown: false,
            ..run
        })
    });
    let chosen = name.clone();
    view! {
        <tr class="run-row" class:run-row-shown=is_shown role="row">
            <td class="run-cell-name" role="cell">
                <button
                    class="link"
                    aria-pressed=move || is_shown.get().to_string()
                    title="Show this run on every screen"
                    on:click=move |_| show(page, chosen.clone())
                >
                    {name}
                </button>
                {move || cells.get().map(|run| about(&run))}
            </td>
            {move || cells.get().map(|run| rest(page, run))}
        </tr>
    }
}

fn find(page: Page, name: &str) -> Option<Run> {
    page.signals.report.with(|report| {
        let runs = &report.as_ref()?.runs;
        runs.iter().find(|run| run.name == name).cloned()
    })
}

fn about(run: &Run) -> AnyView {
    let is_reference = page()
        .report()
        .and_then(|report| report.grouping.as_ref()?.reference.clone())
        == Some(run.name.clone());
    view! {
        {(run.rows > 0).then(|| {
            view! {
                <span class="run-about" title=exact_count(run.rows)>
                    {counted(run.rows, "row", "rows")}
                </span>
            }
        })}
        {is_reference.then(|| view! { <span class="run-about">"others are compared with it"</span> })}
    }
    .into_any()
}

fn rest(page: Page, run: Run) -> AnyView {
    let notes = run.notes.iter().map(|note| {
        let mut words = note.what.clone();
        if let Some(found) = &note.found {
            words += &format!(" Found: {found}.");
        }
        if let Some(advice) = &note.advice {
            words += &format!(" {advice}");
        }
        view! { <p class="run-note"><Icon name="warning" />{words}</p> }.into_any()
    });
    let has_facets = page.signals.report.with_untracked(|report| {
        report
            .as_ref()
            .is_some_and(|report| !report.settings.rules.facets.is_empty())
    });
    let no_bias = match has_facets {
        true => "Not measured in this run.",
        false => "Choose a group under Bias.",
    };
    view! {
        <td class="run-cell-story" role="cell">
            <p>{run.story.clone()}</p>
            {notes.collect::<Vec<AnyView>>()}
        </td>
        {drift(&run)}
        {monitor("Data quality", run.data_quality, "There is nothing to check.")}
        {monitor("Model quality", run.model_quality, "No labels and predictions.")}
        {monitor("Bias", run.bias, no_bias)}
        {monitor("Attribution", run.attribution, "No model, and no analysis.")}
    }
    .into_any()
}

fn drift(run: &Run) -> AnyView {
    if run.tested == 0 {
        return absent("Features drifted", "No feature was tested.");
    }
    let strong = (run.strong > 0).then(|| format!(", {} strongly", count(run.strong)));
    let worst = run.worst.as_ref().filter(|_| run.drifted > 0).map(|worst| {
        view! {
            <span class="run-words" title=exact(worst.total_variation)>
                {format!("{}: {}", worst.feature, number(worst.total_variation))}
            </span>
        }
    });
    let words = match run.drifted {
        0 => format!("None of {}", count(run.tested)),
        drifted => format!("{} of {}", count(drifted), count(run.tested)),
    };
    view! {
        <td class="run-cell" role="cell" data-title="Features drifted">
            <span class="run-count" class:run-count-violated=run.drifted.gt(&0)>{words}{strong}</span>
            {worst}
        </td>
    }
    .into_any()
}

fn absent(title: &'static str, reason: &'static str) -> AnyView {
    view! {
        <td class="run-cell run-cell-absent" role="cell" data-title=title>
            <span class="muted">{reason}</span>
        </td>
    }
    .into_any()
}

fn monitor(title: &'static str, found: Option<RunMonitor>, reason: &'static str) -> AnyView {
    let Some(found) = found else {
        return absent(title, reason);
    };
    let is_violated = found.violated + found.not_recomputed > 0;
    let counted = monitor_words(&found);
    let reported = found
        .reported
        .filter(|_| found.checked > 0)
        .map(|reported| {
            view! { <span class="run-words">{format!("{} reported", count(reported))}</span> }
        });
    let headline = found.value.map(|value| {
        let against = found.before.map(|before| match found.held_against {
            HeldAgainst::Threshold => format!(" (threshold {})", number(before)),
            HeldAgainst::Baseline => format!(" ({} before)", number(before)),
        });
        view! {
            <span class="run-headline" title=exact(value)>
                {found.headline.clone()} " " <strong>{number(value)}</strong>
                <span class="muted">{against}</span>
            </span>
        }
    });
    view! {
        <td class="run-cell" role="cell" data-title=title>
            <span class="run-count" class:run-count-violated=is_violated>{counted}</span>
            {headline}
            {(!found.words.is_empty()).then(|| view! { <span class="run-words">{found.words.clone()}</span> })}
            {reported}
        </td>
    }
    .into_any()
}
