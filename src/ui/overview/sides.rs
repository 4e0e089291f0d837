//! What is compared with what, from the report: rows, columns and times of both sides, and how long it took. Where a side is absent it says what would fill it.

use leptos::prelude::*;

use crate::report::Basis;
use crate::{
    browser::local_time,
    report::{Report, Side},
    ui::{
        controls::AddFiles,
        format::{bytes, counted, duration, exact_count, time_utc},
        page::page,
    },
};

/// What is compared with what.
#[component]
pub fn Sides() -> impl IntoView {
    let page = page();
    move || {
        page.report().map(|report| {
            let baseline = side("baseline", "Baseline", report.baseline.as_ref());
            let current = side("current", "Current", report.current.as_ref());
            view! {
                <dl class="sides">
                    {baseline} {current} <div class="side-timing">
                        <dt class="unseen">"Time taken"</dt>
                        <dd>{timing(&report)}</dd>
                    </div>
                </dl>
                {absent(&report)}
            }
        })
    }
}

fn side(class: &'static str, title: &'static str, side: Option<&Side>) -> impl IntoView + use<> {
    let described = match side {
        Some(side) => view! {
            <span title=exact_count(side.rows)>{counted(side.rows, "row", "rows")}</span>
            " × "
            {counted(side.columns, "column", "columns")}
            {(side.from == Basis::Statistics).then_some(", statistics only")}
            {span(side)}
        }
        .into_any(),
        None => "not loaded".into_any(),
    };
    view! {
        <div class=format!("side side-{class}")>
            <dt>{title}</dt>
            <dd>{described}</dd>
        </div>
    }
}

fn span(side: &Side) -> Option<impl IntoView + use<>> {
    let (first, last) = (side.first.as_ref()?, side.last.as_ref()?);
    let local = format!(
        "{} – {}",
        local_time(first).unwrap_or_default(),
        local_time(last).unwrap_or_default()
    );
    let text = format!("{} – {}", time_utc(first), time_utc(last));
    Some(view! {
        " · "
        <span title=local>{text.replacen(" UTC", "", 1)}</span>
    })
}

fn timing(report: &Report) -> String {
    let timings = &report.timings;
    match timings.bytes {
        0 => format!("analysed in {}", duration(timings.total_ms)),
        read => format!("{} in {}", bytes(read), duration(timings.total_ms)),
    }
}

/// What would fill the side that is absent.
fn absent(report: &Report) -> Option<impl IntoView + use<>> {
    if report.results.is_some() && report.baseline.is_none() && report.current.is_none() {
        return None;
    }
    let words = match (&report.baseline, &report.current) {
        (Some(_), None) => {
            "Add what the model sees now: the folder that data capture writes, scored data, or the statistics.json of an execution. If what is loaded is the current side, say so under Sources."
        }
        (None, Some(_)) => {
            "Add what the model was trained on: training data, or the statistics.json and constraints.json of a baselining job. If what is loaded is the baseline, say so under Sources."
        }
        (None, None) => "Look under Sources at what was read as what, and choose roles there.",
        (Some(_), Some(_)) => return None,
    };
    Some(view! {
        <div class="callout">
            <p>{words}</p>
            <div class="start-buttons">
                <AddFiles />
            </div>
        </div>
    })
}
