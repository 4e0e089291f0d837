//! Charts on a canvas: drawn again when the chart, the canvas' size or the colour scheme changes.

use leptos::{html, prelude::*};
use plotters_canvas::CanvasBackend;

use super::page::page;
use crate::{
    browser::{Surface, watch_size},
    charts::{Chart, Mapping, PixelSize, Theme},
};

/// Draws the chart whenever something about it changes, and hands over where things are.
pub fn keep_drawn<C>(
    canvas: NodeRef<html::Canvas>,
    chart: Signal<C>,
    drawn: impl Fn(Option<Mapping>) + 'static,
) where
    C: Chart + Clone + Send + Sync + 'static,
{
    let is_dark = page().is_dark;
    let size = RwSignal::new(None::<(f64, f64)>);
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            let changed = move |now| size.set(Some(now));
            watch.set_value(watch_size(&canvas, changed).ok());
        }
    });
    on_cleanup(move || watch.dispose());
    Effect::new(move |_| {
        let theme = theme(is_dark.get());
        // The watch tells the first size as well.
        if let (Some(size), Some(canvas)) = (size.get(), canvas.get()) {
            drawn(chart.with(|chart| draw(chart, &canvas, theme, size)));
        }
    });
}

/// The charts' colours.
pub fn theme(is_dark: bool) -> &'static Theme {
    match is_dark {
        true => &Theme::DARK,
        false => &Theme::LIGHT,
    }
}

fn draw<C: Chart>(
    chart: &C,
    canvas: &<html::Canvas as html::ElementType>::Output,
    theme: &Theme,
    size: (f64, f64),
) -> Option<Mapping> {
    let surface = Surface::prepare(canvas, size)?;
    let size = PixelSize {
        css_width: surface.css_width as u32,
        css_height: surface.css_height as u32,
        device_pixel_ratio: surface.ratio,
    };
    let mut backend = CanvasBackend::with_canvas_object(surface.canvas)?;
    // A picture that cannot be drawn stays empty; the table behind it still has the numbers.
    chart.draw(&mut backend, size, theme).ok()
}
