//! What fires in the lab, from its newest answer: a tally per monitor, and the checks as a table. Where nothing fires it says so.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    monitors::MonitorName,
    presentation::checks::check_words,
    report::lab::answer::{LabCheck, MonitorTally},
    ui::{
        controls::{group, toggle},
        format::{counted, number},
        listing::growing_table,
        values::status,
    },
};

/// Rows shown at first.
const STEP: usize = 40;

const COLUMNS: [(&str, &str); 6] = [
    ("Status", ""),
    ("About", ""),
    ("Check", ""),
    ("Observed", ""),
    ("Allowed", ""),
    ("Why", ""),
];

/// What fires.
#[component]
pub fn Found(
    /// Where it was tried.
    desk: Desk,
) -> impl IntoView {
    let monitor = RwSignal::new(None);
    let shows_all = RwSignal::new(false);
    let tallies = move || {
        let tallies = desk
            .lab
            .with(|lab| lab.as_ref().map(|lab| lab.monitors.clone()));
        let tallies = tallies.unwrap_or_default().into_iter();
        tallies.map(|tally| chip(tally, monitor)).collect_view()
    };
    let checks = Memo::new(move |_| {
        let (monitor, all) = (monitor.get(), shows_all.get());
        desk.lab.with(|lab| {
            let checks = lab.as_ref().map_or(&[][..], |lab| &lab.checks);
            let is_shown = |check: &&LabCheck| {
                (all || check.fires) && monitor.is_none_or(|monitor| check.monitor == monitor)
            };
            checks.iter().filter(is_shown).cloned().collect::<Vec<_>>()
        })
    });
    let left = |left| counted(left, "check", "checks");
    view! {
        <section class="card" aria-label="What fires">
            <div class="card-head lab-head">
                <h2>"What fires"</h2>
                {group("chips", "Monitors", tallies)}
                <span class="push"></span>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || shows_all.get()
                        on:change=move |event| shows_all.set(event_target_checked(&event))
                    />
                    "Show what stays quiet"
                </label>
            </div>
            {growing_table("lab-table lab-found", &COLUMNS, checks, row, (STEP, STEP), left)}
            <Show when=move || checks.with(Vec::is_empty)>
                <p class="muted">"Nothing fires. Turn the strength up, or look at what stays quiet."</p>
            </Show>
        </section>
    }
}

fn chip(tally: MonitorTally, chosen: RwSignal<Option<MonitorName>>) -> AnyView {
    let class = match tally.fired {
        0 => "tally",
        _ => "tally tally-violated",
    };
    let words = format!("{} of {}", tally.fired, tally.checked);
    let words = view! { {tally.name} <span class=class>{words}</span> };
    one_monitor(tally.monitor, words, chosen)
}

/// A button that shows the checks of a monitor alone, or all again.
pub fn one_monitor(
    monitor: MonitorName,
    words: impl IntoView + 'static,
    chosen: RwSignal<Option<MonitorName>>,
) -> AnyView {
    let is_chosen = move || chosen.get() == Some(monitor);
    toggle("chip", words, is_chosen, move || {
        chosen.set((!is_chosen()).then_some(monitor))
    })
}

fn row(check: &LabCheck) -> AnyView {
    let value = |value: Option<f64>| value.map_or(String::new(), number);
    let status = match check.fires {
        true => status("check-violated", "▲", "fires"),
        false => status("", "✓", "quiet"),
    };
    view! {
        <tr>
            <td>{status}</td>
            <th scope="row">{check.feature.clone()}</th>
            <td class="lab-check">{check_words(&check.check).to_owned()}</td>
            <td data-title="observed">{value(check.observed)}</td>
            <td data-title="allowed">{value(check.threshold)}</td>
            <td class="lab-why">{check.sentence.clone()}</td>
        </tr>
    }
    .into_any()
}
