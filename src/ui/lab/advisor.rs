use leptos::prelude::*;

use crate::monitors::MonitorName;
use crate::{
    engine::protocol::{Outcome, Request},
    presentation::checks::check_words,
    report::lab::advice::{Advice, CheckAdvice},
    report::lab::ask::AdviceAsk,
    report::settings::Settings,
    ui::{
        format::{count, number, percent},
        page::{Page, page},
        session::{Answered, Failure},
    },
};

/// Checks shown at first.
const STEP: usize = 30;

/// Windows in a week, by how long one is.
const WINDOWS: [(&str, f64); 2] = [("hour", 168.0), ("day", 7.0)];

/// How often checks fire without drift, and what threshold fires as rarely as one likes.
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
    let periods: Vec<AnyView> = WINDOWS
        .into_iter()
        .map(|(name, windows)| {
            view! { <option value=windows.to_string()>{format!("every {name}")}</option> }
                .into_any()
        })
        .collect();
    let found = move || advice.get().map(|advice| shown(page, advice));
    view! {
        <section class="card lab-advisor" aria-label="Threshold advisor">
            <h2>"Threshold advisor"</h2>
            <p class="muted">
                "How often would each check fire on data that did not drift? Windows are drawn from the baseline itself, and every check is made on them as it stands. The advised threshold fires as rarely as you can live with."
            </p>
            <div class="tools">
                <label class="field-inline">
                    "Rows of a window"
                    <input
                        type="number"
                        min="1"
                        placeholder="as loaded"
                        on:change=move |event| {
                            let rows = event_target_value(&event).parse().ok();
                            ask.update(|ask| ask.rows = rows.filter(|rows| *rows > 0));
                        }
                    />
                </label>
                <label class="field-inline">
                    "A window comes"
                    <select on:change=move |event| {
                        if let Ok(windows) = event_target_value(&event).parse() {
                            ask.update(|ask| ask.windows_a_week = windows);
                        }
                    }>{periods}</select>
                </label>
                <label class="field-inline">
                    "False alarms of a check in a week"
                    <input
                        type="number"
                        min="0"
                        step="any"
                        value="1"
                        on:change=move |event| {
                            if let Ok(alarms) = event_target_value(&event).parse() {
                                ask.update(|ask| ask.false_alarms_a_week = alarms);
                            }
                        }
                    />
                </label>
                <label class="field-inline">
                    "Windows drawn"
                    <select on:change=move |event| {
                        if let Ok(draws) = event_target_value(&event).parse() {
                            ask.update(|ask| ask.draws = draws);
                        }
                    }>
                        <option value="200">"200"</option>
                        <option value="1000" selected>"1000"</option>
                        <option value="5000">"5000"</option>
                    </select>
                </label>
                <button disabled=move || is_at_work.get() on:click=work>
                    "Draw windows"
                </button>
            </div>
            {move || problem.get().map(|sentence| view! { <p class="empty">{sentence}</p> })}
            {found}
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

fn shown(page: Page, advice: Advice) -> AnyView {
    let limit = RwSignal::new(STEP);
    let monitor = RwSignal::new(None);
    let chips = monitors(&advice.checks, monitor);
    let rates = advice.wanted_a_week;
    let notes: Vec<AnyView> = advice
        .notes
        .iter()
        .map(|note| view! { <li>{note.clone()}</li> }.into_any())
        .collect();
    let facts = format!(
        "{} windows of {} rows from {} of the baseline; {} false alarms a week in all.",
        count(advice.draws),
        count(advice.rows),
        count(advice.baseline_rows),
        number(advice.false_alarms_a_week)
    );
    let all = StoredValue::new(advice.checks);
    let apply_all = move |_| {
        let mut settings = page.signals.settings.get_untracked();
        all.with_value(|checks| {
            let wanted = checks.iter().filter(|check| can_apply(check));
            wanted.for_each(|check| apply(&mut settings, check));
        });
        page.choose(settings);
    };
    let shown = move || {
        let monitor = monitor.get();
        all.with_value(|checks| {
            let is_shown =
                |check: &&CheckAdvice| monitor.is_none_or(|monitor| check.monitor == monitor);
            checks.iter().filter(is_shown).cloned().collect::<Vec<_>>()
        })
    };
    let rows = move || {
        let shown = shown();
        let shown = shown.iter().take(limit.get());
        shown
            .map(|check| row(page, check, rates))
            .collect::<Vec<_>>()
    };
    let hidden = move || shown().len().saturating_sub(limit.get()) as u64;
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
        <div class="chips" role="group" aria-label="Monitors">{chips}</div>
        <div class="quality-scroll">
            <table class="plain lab-table">
                <thead>
                    <tr>
                        <th scope="col">"About"</th>
                        <th scope="col">"Check"</th>
                        <th scope="col">"Fires without drift"</th>
                        <th scope="col">"A week"</th>
                        <th scope="col">"Threshold"</th>
                        <th scope="col">"Advised"</th>
                        <th scope="col"></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=move || { hidden() > 0 }>
            <button on:click=move |_| limit.update(|limit| *limit += 5 * STEP)>
                {move || format!("Show more ({} left)", count(hidden()))}
            </button>
        </Show>
    }
    .into_any()
}

/// One button per monitor, to see its checks alone.
fn monitors(checks: &[CheckAdvice], chosen: RwSignal<Option<MonitorName>>) -> Vec<AnyView> {
    let known = |monitor: &MonitorName| checks.iter().any(|check| check.monitor == *monitor);
    let chip = |monitor: MonitorName| {
        let is_chosen = move || chosen.get() == Some(monitor);
        let choose = move |_| chosen.set((!is_chosen()).then_some(monitor));
        view! {
            <button class="chip" aria-pressed=move || is_chosen().to_string() on:click=choose>
                {monitor.title()}
            </button>
        }
        .into_any()
    };
    MonitorName::ALL
        .into_iter()
        .filter(known)
        .map(chip)
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
    let kept = StoredValue::new(check.clone());
    let applied = Memo::new(move |_| {
        page.signals.settings.with(|settings| {
            kept.with_value(|check| match &check.option {
                Some(option) => {
                    let edited = settings.rules.constraints.features.get(&check.feature);
                    edited.and_then(|edited| edited.get(option)) == check.advised
                }
                None => settings.rules.attribution_threshold == check.advised,
            })
        })
    });
    let put = move |_| {
        let mut settings = page.signals.settings.get_untracked();
        kept.with_value(|check| apply(&mut settings, check));
        page.choose(settings);
    };
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
