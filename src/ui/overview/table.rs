//! The feature table, from the report in the order and through the filter that the page holds. Only rows near the window exist; spacers stand for the rest, so that a thousand features scroll like ten.
//! Where the filter leaves none it says so, with a way back.

use leptos::{html, prelude::*};
use std::{ops::Range, sync::Arc};

use super::row::FeatureRow;
use crate::{
    browser,
    interaction::features::Column,
    presentation::{
        over_time::Over,
        windows::{Axis, since_label},
    },
    ui::{
        listing::heads,
        page::{Page, page},
    },
};

/// Rows made above and below the window.
const MARGIN_ROWS: usize = 8;

/// Assumed until the first row can be measured, in CSS pixels.
const FIRST_ROW_HEIGHT: f64 = 64.0;

const COLUMNS: [(Option<Column>, &str, &str); 9] = [
    (Some(Column::Name), "Feature", "feature"),
    (Some(Column::Kind), "Kind", "kind"),
    (None, "Distribution", "spark"),
    (Some(Column::Score), "", "score"),
    (Some(Column::AdjustedP), "Adjusted p", "p"),
    (Some(Column::Missing), "Missing", "missing"),
    (Some(Column::NewLabels), "New labels", "new"),
    (Some(Column::Since), "Since", "since"),
    (Some(Column::Verdict), "Verdict", "verdict"),
];

/// The table.
#[component]
pub fn FeatureTable() -> impl IntoView {
    let page = page();
    let body = NodeRef::<html::Tbody>::new();
    let row_height = RwSignal::new(FIRST_ROW_HEIGHT);
    let range = RwSignal::new(0..MARGIN_ROWS);
    let look = move || look(body, row_height, range);
    let scrolled = move || {
        page.overview_top.set_value(browser::scroll_top());
        look();
    };
    let top_before = page.overview_top.get_value();
    request_animation_frame(move || browser::scroll_to(top_before));
    let listeners = StoredValue::new_local([
        browser::on_window("scroll", true, move |_| scrolled()),
        browser::on_window("resize", true, move |_| look()),
    ]);
    on_cleanup(move || listeners.dispose());
    Effect::new(move |_| {
        page.arranged.track();
        request_animation_frame(look);
    });
    follow_cursor(page, body, row_height);
    let size = move || Over::size(page.setting(|settings| settings.rules.verdict));
    let axis = Memo::new(move |_| {
        let report = page.report();
        report.map_or_else(Axis::default, |report| Axis::new(report.windows()))
    });
    let total = move || page.arranged.with(Vec::len);
    let bounds = move || {
        let total = total();
        let range = range.get();
        range.start.min(total)..range.end.min(total)
    };
    let rows = move || {
        let report = page.report()?;
        let bounds = bounds();
        Some(page.arranged.with(|arranged| {
            let places = arranged.get(bounds.clone()).unwrap_or_default();
            let rows = places.iter().zip(bounds).map(|(&feature, place)| RowKey {
                report: Arc::as_ptr(&report) as usize,
                feature,
                place,
            });
            rows.collect::<Vec<_>>()
        }))
    };
    let above = move || bounds().start as f64 * row_height.get();
    let below = move || (total() - bounds().end) as f64 * row_height.get();
    view! {
        <table
            class="features"
            role="table"
            aria-label="Features"
            aria-rowcount=move || (total() + 1).to_string()
        >
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1">
                    {move || heads(page.sort, rises, titled(size()))}
                </tr>
            </thead>
            <tbody role="rowgroup" node_ref=body>
                <Spacer height=Signal::derive(above) />
                <For
                    each=move || rows().unwrap_or_default()
                    key=RowKey::clone
                    children=move |key| {
                        page.signals
                            .report
                            .with_untracked(|report| {
                                report.as_ref()?.features.get(key.feature).cloned()
                            })
                            .map(|feature| {
                                let since = axis.with_untracked(|axis| {
                                    let since = feature.since.as_ref()?;
                                    Some(since_label(since, axis))
                                });
                                view! { <FeatureRow feature since place=key.place /> }
                            })
                    }
                />
                <Spacer height=Signal::derive(below) />
            </tbody>
        </table>
        <Show when=move || total() == 0>
            <p class="empty">
                "No feature matches the search and the filters. "
                <button class="link" on:click=move |_| page.filter.set(Default::default())>
                    "Show all features"
                </button>
            </p>
        </Show>
    }
}

/// The columns' heads; that of the measure of size has its name.
fn titled(size: Over) -> [(Option<Column>, &'static str, String); 9] {
    COLUMNS.map(|(column, title, class)| {
        let title = match column {
            Some(Column::Score) => size.words(),
            _ => title,
        };
        (column, title, format!("cell-{class}"))
    })
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RowKey {
    /// Which report: rows of an older one are made anew.
    report: usize,
    feature: usize,
    place: usize,
}

#[component]
fn Spacer(height: Signal<f64>) -> impl IntoView {
    view! {
        <tr class="spacer" aria-hidden="true">
            <td style:height=move || format!("{}px", height.get())></td>
        </tr>
    }
}

/// Names and times rise; everything else starts with the most alarming.
fn rises(column: Column) -> bool {
    matches!(column, Column::Name | Column::Since)
}

/// Makes the rows near the window; where only their end is new, a few a frame, so that a first look is not kept waiting for all of them.
fn look(body: NodeRef<html::Tbody>, row_height: RwSignal<f64>, range: RwSignal<Range<usize>>) {
    let (Some(wanted), Some(made)) = (visible(body, row_height), range.try_get_untracked()) else {
        return;
    };
    let mut shown = wanted.clone();
    if made.start == shown.start {
        shown.end = shown.end.min(made.end + MARGIN_ROWS);
    }
    if shown != wanted {
        request_animation_frame(move || look(body, row_height, range));
    }
    if shown != made {
        range.set(shown);
    }
}

/// The rows near the window; measures a row's height on the way.
fn visible(body: NodeRef<html::Tbody>, row_height: RwSignal<f64>) -> Option<Range<usize>> {
    // A frame that was asked for may come after the screen is gone.
    let body = body.try_get_untracked()??;
    let known_height = row_height.try_get_untracked()?;
    // The first child is the spacer.
    if let Some(row) = body.children().item(1) {
        let measured = row.get_bounding_client_rect().height();
        if row.class_list().contains("row") && (measured - known_height).abs() > 0.5 {
            row_height.set(measured);
        }
    }
    let height = row_height.get_untracked();
    let top = body.get_bounding_client_rect().top();
    let (_, window_height) = browser::viewport();
    let first = (-top / height).max(0.0) as usize;
    let last = ((window_height - top) / height).max(0.0) as usize;
    // In steps, so that most scrolling changes nothing.
    let start = first.saturating_sub(MARGIN_ROWS) / MARGIN_ROWS * MARGIN_ROWS;
    let end = (last + 2 * MARGIN_ROWS).next_multiple_of(MARGIN_ROWS);
    Some(start..end)
}

/// Brings the row that the keys stand on into the window, and focuses it.
fn follow_cursor(page: Page, body: NodeRef<html::Tbody>, row_height: RwSignal<f64>) {
    page.cursor.set(None);
    Effect::new(move |_| {
        let (Some(cursor), Some(body)) = (page.cursor.get(), body.get_untracked()) else {
            return;
        };
        let height = row_height.get_untracked();
        let top = body.get_bounding_client_rect().top() + cursor as f64 * height;
        let (_, window_height) = browser::viewport();
        if top < 3.0 * height || top + 2.0 * height > window_height {
            browser::scroll_by(top - window_height / 2.0);
        }
        let focus = move || {
            browser::focus(&format!("#feature-{cursor}"));
        };
        // The row is made in the first frame after the scrolling.
        request_animation_frame(move || request_animation_frame(focus));
    });
}
