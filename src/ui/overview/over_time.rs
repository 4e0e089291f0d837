//! The heat map between the answer and the table: which feature drifted when, from the windows of all features in the report, or the lines that reach highest.
//! Where there are no windows it says why. A stroke over windows selects their rows.

use leptos::{html, prelude::*};

use crate::{
    charts::{Chart, HeatMap, Item, Lines},
    interaction::{
        brushes::hint,
        features::{Filter, arranged},
        screen::Screen,
    },
    presentation::{
        over_time::{Over, full, heat_map, lines, part},
        windows::{cut, why_none},
    },
    ui::{
        controls::choice_of,
        figure::{Behind, ChartCard, Figure, SavePicture},
        page::{Page, page},
    },
};

/// Features drawn until more are asked for.
const ROWS_FIRST: usize = 8;

/// Features drawn at once then; more are scrolled to, so that hundreds are drawn as fast as a few.
const ROWS_MOST: usize = 32;

const OVER_WINDOWS: &str = " Drag over windows to select their rows.";

/// The heat map, or why there is none.
#[component]
pub fn OverTime() -> impl IntoView {
    let page = page();
    let why_none = page.part(why_none);
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
            return view! { <OfFeatures has_rows /> }.into_any();
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
fn OfFeatures(has_rows: Option<bool>) -> impl IntoView {
    let page = page();
    let canvas = NodeRef::<html::Canvas>::new();
    let scroller = NodeRef::<html::Div>::new();
    let first_row = RwSignal::new(0_usize);
    let whole = Memo::new(move |_| whole(page));
    let is_expanded = RwSignal::new(false);
    let rows_shown = move || {
        if is_expanded.get() {
            ROWS_MOST
        } else {
            ROWS_FIRST
        }
    };
    let total = move || whole.with(|map| map.features.len());
    let has_more = move || total() > ROWS_FIRST;
    let hidden = move || match is_expanded.get() {
        true => total().saturating_sub(ROWS_MOST),
        false => 0,
    };
    let brushed = Memo::new(move |_| page.brushed_windows());
    let shown = Memo::new(move |_| HeatMap {
        brush: brushed.get(),
        ..whole.with(|map| part(map, first_row.get().min(hidden()), rows_shown()))
    });
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
    let size = Over::size(untrack(|| page.setting(|settings| settings.rules.verdict)));
    let lines = RwSignal::new(None::<Over>);
    let is_map = move || lines.get().is_none();
    let picture = choice_of(
        "Over time",
        [
            (None, "map", "All features"),
            (Some(size), "size", "Highest lines"),
            (Some(Over::P), "p", "Highest lines of −log10 p"),
        ],
        move || lines.get(),
        move |over| lines.set(over),
    );
    let height = move || shown.with(|map| f64::from(map.ideal_height(0)));
    let track_height = move || height() + hidden() as f64 * HeatMap::ROW_HEIGHT;
    let summary = Signal::derive(move || whole.with(Chart::summary));
    let cut = move || cut(&*page.report()?);
    let (choose, brush) = (Callback::new(choose), page.on_windows());
    view! {
        <section class="card over-time" aria-label="Over time">
            <div class="card-head">
                <h2>"Over time"</h2>
                {picture}
                <span class="push"></span>
                <Show when=is_map>
                    <SavePicture<HeatMap> canvas chart=whole name="drift over time".to_owned() />
                </Show>
            </div>
            <Show when=move || !is_map()>{top_lines(lines, has_rows)}</Show>
            <figure hidden=move || !is_map()>
                <div
                    class="heat-scroll"
                    node_ref=scroller
                    style:height=move || format!("{}px", height())
                    on:scroll=scrolled
                >
                    <div class="heat-track" style:height=move || format!("{}px", track_height())>
                        <Figure<HeatMap> canvas chart=shown choose nostrip:brush=brush summary />
                    </div>
                </div>
                <Show when=has_more>
                    <button
                        class="quiet"
                        aria-expanded=move || is_expanded.get().to_string()
                        on:click=move |_| is_expanded.update(|is_expanded| *is_expanded = !*is_expanded)
                    >
                        {move || match is_expanded.get() {
                            true => format!("Show the first {ROWS_FIRST}"),
                            false => format!("Show all {} features", total()),
                        }}
                    </button>
                </Show>
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
fn top_lines(over: RwSignal<Option<Over>>, has_rows: Option<bool>) -> AnyView {
    let page = page();
    let chart = Memo::new(move |_| {
        let over = over.get().unwrap_or_default();
        let report = page.report();
        let drawn = report.map(|report| lines(&report.features, report.windows(), over));
        Lines {
            brush: page.brushed_windows(),
            ..drawn.unwrap_or_default()
        }
    });
    let card = ChartCard {
        remark: hint(has_rows, OVER_WINDOWS).into_any(),
        brush: page.on_windows(),
        ..ChartCard::new(
            "Over time",
            "highest lines over time",
            Signal::<Lines>::from(chart),
        )
    };
    card.below()
}

/// All features in the table's order. Its filters play no part: the picture stands above the search, and would push it away with every letter.
fn whole(page: Page) -> HeatMap {
    let Some(report) = page.report().filter(|report| report.current.is_some()) else {
        return HeatMap::default();
    };
    let order = arranged(&report.features, &Filter::default(), page.sort.get());
    let features = order.iter().map(|&place| &report.features[place]);
    let size = Over::size(report.settings.rules.verdict);
    HeatMap {
        full: full(&report.features, size),
        ..heat_map(features, report.windows(), size)
    }
}
