//! The threshold advisor: how often checks fire without drift, and what threshold fires as rarely as one likes. It asks the engine to draw windows from the
//! baseline; until then it shows what can be asked. An advised threshold is applied as a setting.

use leptos::prelude::*;

use super::found::one_monitor;
use crate::{
    engine::protocol::{Outcome, Request},
    monitors::MonitorName,
    presentation::checks::check_words,
    report::lab::advice::{Advice, CheckAdvice},
    report::lab::ask::AdviceAsk,
    report::settings::Settings,
    ui::{
        controls::{choice, field, group, options},
        format::{count, number, percent},
        listing::growing_table,
        page::{Page, page},
        session::{Answered, Failure},
    },
};

/// Checks shown at first.
const STEP: usize = 30;

/// Windows in a week, by how long one is.
const WINDOWS: [(f64, &str); 2] = [(168.0, "every hour"), (7.0, "every day")];

/// How many windows can be drawn.
const DRAWS: [&str; 3] = ["200", "1000", "5000"];

const COLUMNS: [(&str, &str); 7] = [
    ("About", ""),
    ("Check", ""),
    ("Fires without drift", ""),
    ("A week", ""),
    ("Threshold", ""),
    ("Advised", ""),
    ("", ""),
];

/// The advisor.
#[component]
pub fn Advisor() -> impl IntoView {
    let page = page();
    let ask = RwSignal::new(AdviceAsk::default());
    let advice = RwSignal::new(None::<Advice>);
    let problem = RwSignal::new(None::<String>);
    let is_at_work = RwSignal::new(false);
    let work = move |_| {
        is_at_work.set(true);
        let request = Request::Advise {
            ask: ask.get_untracked().json(),
        };
        page.session().ask(request, move |answered| {
            // The screen may have been left meanwhile.
            if is_at_work.try_set(false).is_some() {
                return;
            }
            match answered {
                Ok(Answered {
                    outcome: Outcome::Advice(found),
                    ..
                }) => {
                    problem.set(None);
                    advice.set(Some(*found));
                }
                Ok(_) | Err(Failure::Cancelled | Failure::Stopped(_)) => {}
                Err(Failure::Failed(sentence)) => problem.set(Some(sentence)),
            }
        });
    };
    let set_rows = move |event| {
        let rows = event_target_value(&event).parse().ok();
        ask.update(|ask| ask.rows = rows.filter(|rows| *rows > 0));
    };
    let set_alarms = move |event| {
        if let Ok(alarms) = event_target_value(&event).parse() {
            ask.update(|ask| ask.false_alarms_a_week = alarms);
        }
    };
    let rows = view! { <input type="number" min="1" placeholder="as loaded" on:change=set_rows /> };
    let alarms =
        view! { <input type="number" min="0" step="any" value="1" on:change=set_alarms /> };
    let windows = choice(
        "",
        options(WINDOWS),
        Signal::derive(move || ask.with(|ask| ask.windows_a_week.to_string())),
        move |windows| {
            if let Ok(windows) = windows.parse() {
                ask.update(|ask| ask.windows_a_week = windows);
            }
        },
    );
    let draws = choice(
        "",
        options(DRAWS.map(|draws| (draws, draws))),
        Signal::derive(move || ask.with(|ask| ask.draws.to_string())),
        move |draws| {
            if let Ok(draws) = draws.parse() {
                ask.update(|ask| ask.draws = draws);
            }
        },
    );
    view! {
        <section class="card lab-advisor" aria-label="Threshold advisor">
            <h2>"Threshold advisor"</h2>
            <p class="muted">
                "How often would each check fire on data that did not drift? Windows are drawn from the baseline itself, and every check is made on them as it stands. The advised threshold fires as rarely as you can live with."
            </p>
            <div class="tools">
                {field("field-inline", "Rows of a window", rows)}
                {field("field-inline", "A window comes", windows)}
                {field("field-inline", "Acceptable false alarms per check per week", alarms)}
                {field("field-inline", "Windows drawn", draws)}
                <button disabled=move || is_at_work.get() on:click=work>
                    "Draw windows"
                </button>
            </div>
            {move || problem.get().map(|sentence| view! { <p class="empty">{sentence}</p> })}
            {move || advice.get().map(|advice| advised(page, advice))}
        </section>
    }
}

/// What an advised threshold can be put into.
fn can_apply(check: &CheckAdvice) -> bool {
    let is_attribution = check.monitor == MonitorName::Attribution;
    (check.option.is_some() || is_attribution)
        && check.advised.is_some()
        && check.advised != check.threshold
}

/// Puts an advised threshold into the settings.
fn apply(settings: &mut Settings, check: &CheckAdvice) {
    match &check.option {
        Some(option) => settings
            .rules
            .constraints
            .set(Some(&check.feature), option, check.advised),
        None => settings.rules.attribution_threshold = check.advised,
    }
}

fn is_applied(settings: &Settings, check: &CheckAdvice) -> bool {
    let applied = match &check.option {
        Some(option) => {
            let edited = settings.rules.constraints.features.get(&check.feature);
            edited.and_then(|edited| edited.get(option))
        }
        None => settings.rules.attribution_threshold,
    };
    applied == check.advised
}

fn advised(page: Page, advice: Advice) -> AnyView {
    let monitor = RwSignal::new(None);
    let chips = monitors(&advice.checks, monitor);
    let rates = advice.wanted_a_week;
    let notes = advice
        .notes
        .iter()
        .map(|note| view! { <li>{note.clone()}</li> });
    let notes = notes.collect_view();
    let facts = format!(
        "{} windows of {} rows from {} of the baseline; {} false alarms a week in all.",
        count(advice.draws),
        count(advice.rows),
        count(advice.baseline_rows),
        number(advice.false_alarms_a_week)
    );
    let all = StoredValue::new(advice.checks);
    let apply_all = move |_| {
        page.change(|settings| {
            all.with_value(|checks| {
                let applicable = checks.iter().filter(|check| can_apply(check));
                applicable.for_each(|check| apply(settings, check));
            });
        });
    };
    let shown = Memo::new(move |_| {
        let monitor = monitor.get();
        all.with_value(|checks| {
            let is_shown =
                |check: &&CheckAdvice| monitor.is_none_or(|monitor| check.monitor == monitor);
            checks.iter().filter(is_shown).cloned().collect::<Vec<_>>()
        })
    });
    let row = move |check: &CheckAdvice| row(page, check, rates);
    view! {
        <p class="sentence-small">{advice.sentence}</p>
        <p class="muted">{facts}</p>
        <ul class="quality-notes">{notes}</ul>
        <div class="checks-files">
            <button on:click=apply_all title="Into the constraints in force, feature by feature">
                "Apply all advised thresholds"
            </button>
            <button on:click=move |_| page.save_export("constraints.json")>"Save constraints.json"</button>
        </div>
        {group("chips", "Monitors", chips)}
        {growing_table("lab-table", &COLUMNS, shown, row, (STEP, 5 * STEP), count)}
    }
    .into_any()
}

/// One button per monitor that has checks.
fn monitors(checks: &[CheckAdvice], chosen: RwSignal<Option<MonitorName>>) -> Vec<AnyView> {
    let known = |monitor: &MonitorName| checks.iter().any(|check| check.monitor == *monitor);
    let monitors = MonitorName::ALL.into_iter().filter(known);
    monitors
        .map(|monitor| one_monitor(monitor, monitor.title(), chosen))
        .collect()
}

fn row(page: Page, check: &CheckAdvice, wanted: f64) -> AnyView {
    let value = |value: Option<f64>| value.map_or(String::new(), number);
    let is_loud = check.a_week > wanted;
    let range = format!(
        "{} to {} with 95 % confidence",
        percent(check.low),
        percent(check.high)
    );
    let known = StoredValue::new(check.clone());
    let applied = Memo::new(move |_| {
        page.setting(|settings| known.with_value(|check| is_applied(settings, check)))
    });
    let put = move |_| page.change(|settings| known.with_value(|check| apply(settings, check)));
    let button = can_apply(check).then(|| {
        view! {
            <button
                class="link"
                aria-label=format!("Apply the threshold advised for {} of {}", check.check, check.feature)
                disabled=move || applied.get()
                on:click=put
            >
                {move || if applied.get() { "applied" } else { "apply" }}
            </button>
        }
    });
    let advised_rate = check.advised_rate.map(|rate| {
        format!(
            "fires in at most {} of windows without drift",
            percent(rate)
        )
    });
    view! {
        <tr>
            <th scope="row">{check.feature.clone()}</th>
            <td>{check_words(&check.check).to_owned()}</td>
            <td title=range>{percent(check.rate)}</td>
            <td class:lab-loud=is_loud>{number(check.a_week)}</td>
            <td>{value(check.threshold)}</td>
            <td title=advised_rate>{value(check.advised)}</td>
            <td>{button} <span class="muted">{check.remark.clone()}</span></td>
        </tr>
    }
    .into_any()
}
