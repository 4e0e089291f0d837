use leptos::prelude::*;

use super::desk::Desk;
use crate::monitors::MonitorName;
use crate::{
    presentation::checks::check_words,
    report::lab::answer::{LabCheck, MonitorTally},
    ui::format::{counted, number},
};

/// Rows shown at first.
const STEP: usize = 40;

/// What fires.
#[component]
pub fn Found(
    /// Where it was tried.
    desk: Desk,
) -> impl IntoView {
    let monitor = RwSignal::new(None);
    let shows_all = RwSignal::new(false);
    let limit = RwSignal::new(STEP);
    let tallies = move || {
        let tallies = desk
            .lab
            .with(|lab| lab.as_ref().map(|lab| lab.monitors.clone()));
        let tallies = tallies.unwrap_or_default().into_iter();
        tallies
            .map(|tally| chip(tally, monitor))
            .collect::<Vec<_>>()
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
    let rows =
        move || checks.with(|checks| checks.iter().take(limit.get()).map(row).collect::<Vec<_>>());
    let hidden = move || checks.with(Vec::len).saturating_sub(limit.get()) as u64;
    view! {
        <section class="card" aria-label="What fires">
            <div class="card-head lab-head">
                <h2>"What fires"</h2>
                <div class="chips" role="group" aria-label="Monitors">{tallies}</div>
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
            <div class="quality-scroll">
                <table class="plain lab-table lab-found">
                    <thead>
                        <tr>
                            <th scope="col">"Status"</th>
                            <th scope="col">"About"</th>
                            <th scope="col">"Check"</th>
                            <th scope="col">"Observed"</th>
                            <th scope="col">"Allowed"</th>
                            <th scope="col">"Why"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Show when=move || checks.with(Vec::is_empty)>
                <p class="muted">"Nothing fires. Turn the strength up, or look at what stays quiet."</p>
            </Show>
            <Show when=move || { hidden() > 0 }>
                <button on:click=move |_| limit.update(|limit| *limit += STEP)>
                    {move || format!("Show more ({} left)", counted(hidden(), "check", "checks"))}
                </button>
            </Show>
        </section>
    }
}

fn chip(tally: MonitorTally, chosen: RwSignal<Option<MonitorName>>) -> AnyView {
    let MonitorTally {
        monitor,
        name,
        checked,
        fired,
    } = tally;
    let is_chosen = move || chosen.get() == Some(monitor);
    let choose = move |_| chosen.set((!is_chosen()).then_some(monitor));
    let class = if fired > 0 {
        "tally tally-violated"
    } else {
        "tally"
    };
    view! {
        <button class="chip" aria-pressed=move || is_chosen().to_string() on:click=choose>
            {name}
            <span class=class>{format!("{fired} of {checked}")}</span>
        </button>
    }
    .into_any()
}

fn row(check: &LabCheck) -> AnyView {
    let value = |value: Option<f64>| value.map_or(String::new(), number);
    let (class, mark, words) = match check.fires {
        true => ("check-status check-violated", "▲", "fires"),
        false => ("check-status", "✓", "quiet"),
    };
    view! {
        <tr>
            <td>
                <span class=class>
                    <span class="check-status-mark" aria-hidden="true">{mark}</span>
                    {words}
                </span>
            </td>
            <th scope="row">{check.feature.clone()}</th>
            <td>{check_words(&check.check).to_owned()}</td>
            <td data-title="observed">{value(check.observed)}</td>
            <td data-title="allowed">{value(check.threshold)}</td>
            <td class="lab-why">{check.sentence.clone()}</td>
        </tr>
    }
    .into_any()
}
