//! The heat map between the answer and the table: which feature drifted when.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, HeatMap, Item, Lines},
    interaction::link::Screen,
    interaction::{
        brushes::{hint, windows_of},
        features::{Filter, arranged},
    },
    presentation::{
        over_time::{Over, full, heat_map, lines, part},
        windows::{cut, why_none},
    },
    ui::{
        brush::Touched,
        figure::{Behind, Figure, SavePicture},
        page::{Page, page},
    },
};

/// Features drawn at once; more are scrolled to, so that hundreds are drawn as fast as a few.
const ROWS_SHOWN: usize = 16;

const OVER_WINDOWS: &str = " Drag over windows to select their rows.";

/// The heat map, or why there is none.
#[component]
pub fn OverTime() -> impl IntoView {
    let page = page();
    let why_none = Memo::new(move |_| why_none(&*page.report()?));
    let is_shown = Memo::new(move |_| {
        page.report().is_some_and(|report| {
            let windows = report.features.iter().any(|one| !one.windows.is_empty());
            windows && why_none.with(Option::is_none)
        })
    });
    let has_rows = Memo::new(move |_| page.has_rows());
    move || {
        if is_shown.get() {
            let has_rows = has_rows.get();
            return view! { <Shown has_rows /> }.into_any();
        }
        let words = why_none.get();
        words
            .map(|words| {
                view! {
                    <p class="remark no-windows">
                        {words} " " <ChooseWindows />
                    </p>
                }
            })
            .into_any()
    }
}

/// A link to the settings.
#[component]
pub fn ChooseWindows() -> impl IntoView {
    let page = page();
    view! {
        <button class="link" on:click=move |_| page.is_settings_open.set(true)>
            "Choose windows"
        </button>
    }
}

#[component]
fn Shown(has_rows: Option<bool>) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let scroller = NodeRef::<html::Div>::new();
    let first_row = RwSignal::new(0_usize);
    let whole = Memo::new(move |_| whole(page));
    let rows = move || whole.with(|map| map.features.len());
    let hidden = move || rows().saturating_sub(ROWS_SHOWN);
    let brushed = Memo::new(move |_| {
        let report = page.report()?;
        windows_of(&page.hand.brushes(page), &report.current.as_ref()?.windows)
    });
    let shown = Memo::new(move |_| HeatMap {
        brush: brushed.get(),
        ..whole.with(|map| part(map, first_row.get().min(hidden()), ROWS_SHOWN))
    });
    let brush = move |touched: Touched| {
        if let (Item::Cell { window: first, .. }, Item::Cell { window: last, .. }) =
            (touched.first, touched.last)
        {
            page.hand.brush_windows(page, first, last, touched.rests);
        }
    };
    let scrolled = move |_| {
        if let Some(scroller) = scroller.get_untracked() {
            let row = f64::from(scroller.scroll_top()) / HeatMap::ROW_HEIGHT;
            first_row.set((row.round() as usize).min(hidden()));
        }
    };
    let choose = move |item: Item| {
        let (feature, window) = match item {
            Item::Cell { feature, window } => (feature, Some(window)),
            Item::Feature(feature) => (feature, None),
            _ => return,
        };
        let name = shown.with_untracked(|map| map.features.get(feature).cloned());
        if let Some(name) = name {
            page.view.update(|view| view.window = window);
            page.go(Screen::Feature(name));
        }
    };
    let lines = RwSignal::new(None::<Over>);
    let is_map = move || lines.get().is_none();
    let options = [None, Some(Over::Score), Some(Over::P)].map(|over| {
        let name = over.map_or("map", Over::name);
        let words = match over {
            None => "All features",
            Some(Over::P) => "−log10 p, highest lines",
            Some(_) => "Drift score, highest lines",
        };
        view! { <option value=name>{words}</option> }
    });
    let show = move |event| {
        let name = event_target_value(&event);
        lines.set(Over::ALL.into_iter().find(|over| over.name() == name));
    };
    let height = move || shown.with(|map| f64::from(map.ideal_height(0)));
    let summary = move || whole.with(Chart::summary);
    let cut = move || cut(&*page.report()?);
    let (choose, brush) = (Callback::new(choose), Callback::new(brush));
    let figure = match has_rows {
        Some(true) => view! { <Figure<HeatMap> canvas chart=shown choose brush summary=Signal::derive(summary) /> }.into_any(),
        _ => view! { <Figure<HeatMap> canvas chart=shown choose summary=Signal::derive(summary) /> }.into_any(),
    };
    view! {
        <section class="card over-time" aria-label="Over time">
            <div class="card-head">
                <h2>"Over time"</h2>
                <select aria-label="Over time" on:change=show>
                    {options.into_iter().collect_view()}
                </select>
                <span class="push"></span>
                <Show when=is_map>
                    <SavePicture<HeatMap> canvas chart=whole name="drift over time".to_owned() />
                </Show>
            </div>
            <Show when=move || !is_map()>
                <TopLines over=Signal::derive(move || lines.get().unwrap_or_default()) has_rows />
            </Show>
            <figure hidden=move || !is_map()>
                <div
                    class="heat-scroll"
                    node_ref=scroller
                    style:height=move || format!("{}px", height())
                    on:scroll=scrolled
                >
                    <div
                        class="heat-track"
                        style:height=move || {
                            format!("{}px", height() + hidden() as f64 * HeatMap::ROW_HEIGHT)
                        }
                    >
                        {figure}
                    </div>
                </div>
                <figcaption>
                    {summary} " " {cut} {hint(has_rows, OVER_WINDOWS)} " " <ChooseWindows />
                </figcaption>
            </figure>
            <Show when=is_map>
                <Behind<HeatMap> chart=whole name="drift over time".to_owned() />
            </Show>
        </section>
    }
}

/// The features that reach highest, a line each.
#[component]
fn TopLines(over: Signal<Over>, has_rows: Option<bool>) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let chart = Memo::new(move |_| {
        let report = page.report();
        let current = report.as_ref().and_then(|report| report.current.as_ref());
        let windows = current.map_or([].as_slice(), |current| &current.windows);
        let features = report
            .as_ref()
            .map_or([].as_slice(), |report| &report.features);
        Lines {
            brush: windows_of(&page.hand.brushes(page), windows),
            ..lines(features, windows, over.get())
        }
    });
    let brush = move |touched: Touched| {
        if let (Item::Window(first), Item::Window(last)) = (touched.first, touched.last) {
            page.hand.brush_windows(page, first, last, touched.rests);
        }
    };
    let brush = Callback::new(brush);
    let figure = match has_rows {
        Some(true) => view! { <Figure<Lines> canvas chart brush /> }.into_any(),
        _ => view! { <Figure<Lines> canvas chart /> }.into_any(),
    };
    let name = "highest lines over time".to_owned();
    view! {
        <figure>
            {figure}
            <figcaption>
                {move || chart.with(Chart::summary)} {hint(has_rows, OVER_WINDOWS)}
                <span class="push"></span>
                <SavePicture<Lines> canvas chart name=name.clone() />
            </figcaption>
        </figure>
        <Behind<Lines> chart name />
    }
}

/// All features in the table's order. Its filters play no part: the picture stands above the search, and would push it away with every letter.
fn whole(page: Page) -> HeatMap {
    let Some(report) = page.report() else {
        return HeatMap::default();
    };
    let Some(current) = &report.current else {
        return HeatMap::default();
    };
    let order = arranged(&report.features, &Filter::default(), page.sort.get());
    let features = order.iter().map(|&place| &report.features[place]);
    HeatMap {
        full: full(&report.features),
        ..heat_map(features, &current.windows)
    }
}
