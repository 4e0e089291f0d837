//! Buttons that save a chart as a picture, as it is on screen, and a table of the report, which the engine writes.

use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;

use crate::{
    browser::{download, encode_png},
    charts::{Chart, to_svg},
    ui::{
        controls::save_button,
        page::{Page, page},
        picture::theme,
    },
};

/// Saves a chart as PNG, as it is on screen, and as SVG, at the same width and whole.
#[component]
pub fn SavePicture<C>(
    /// Where it is drawn.
    canvas: NodeRef<html::Canvas>,
    /// What is saved.
    #[prop(into)]
    chart: Signal<C>,
    /// The name of the file, without its ending.
    name: String,
) -> impl IntoView
where
    C: Chart + Clone + PartialEq + Send + Sync + 'static,
{
    let page = page();
    let name = StoredValue::new(name);
    view! {
        {save_button("quiet", "Save the chart as PNG", "PNG", move || save_png(page, canvas, name.get_value()))}
        {save_button("quiet", "Save the chart as SVG", "SVG", move || save_svg(page, canvas, chart, name.get_value()))}
    }
}

/// Saves a table of the report as CSV; `name` is that of its file, without its ending.
#[component]
pub fn SaveTable(
    /// The name.
    name: String,
) -> impl IntoView {
    let page = page();
    save_button("quiet", "Save the table as CSV", "CSV", move || {
        page.save_export(&format!("{name}.csv"))
    })
}

fn save_png(page: Page, canvas: NodeRef<html::Canvas>, name: String) {
    let Some(canvas) = canvas.get_untracked() else {
        return;
    };
    spawn_local(async move {
        let saved = match encode_png(&canvas).await {
            Ok(picture) => download(&format!("{name}.png"), "image/png", &picture),
            Err(error) => Err(error),
        };
        if let Err(error) = saved {
            page.notify(error.to_string());
        }
    });
}

fn save_svg<C>(page: Page, canvas: NodeRef<html::Canvas>, chart: Signal<C>, name: String)
where
    C: Chart + Clone + PartialEq + Send + Sync + 'static,
{
    let Some(canvas) = canvas.get_untracked() else {
        return;
    };
    let width = canvas.client_width() as u32;
    let theme = theme(page.is_dark.get_untracked());
    let drawn =
        chart.with_untracked(|chart| to_svg(chart, width, chart.ideal_height(width), theme));
    match drawn {
        Ok(text) => page.save_text(&format!("{name}.svg"), "image/svg+xml", &text),
        Err(error) => page.notify(format!("The picture could not be drawn: {error}.")),
    }
}
