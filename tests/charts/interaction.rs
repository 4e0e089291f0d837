//! From pixels to items and words, and at more than one device pixel per CSS pixel.

use leeway::charts::{Chart, Item, Mapping, PixelSize, ScoreBar, Theme};
use plotters_svg::SVGBackend;

use super::labels::occupations;
use super::windows::{day, week};
use super::{hours, hours_ecdf};

const SIZE: PixelSize = PixelSize {
    css_width: 600,
    css_height: 300,
    device_pixel_ratio: 1.0,
};

fn draw<C: Chart>(chart: &C, size: PixelSize) -> (String, Mapping) {
    let mut document = String::new();
    let device = |css: u32| (f64::from(css) * size.device_pixel_ratio) as u32;
    let pixels = (device(size.css_width), device(size.css_height));
    let mut backend = SVGBackend::with_string(&mut document, pixels);
    let mapping = chart.draw(&mut backend, size, &Theme::LIGHT).unwrap();
    drop(backend);
    (document, mapping)
}

/// The middle of every item's area finds the item, and the item has words.
fn every_item_is_found<C: Chart>(chart: &C) {
    let (_, mapping) = draw(chart, SIZE);
    assert!(!mapping.items().is_empty());
    for hit in mapping.items() {
        let middle = (
            (hit.area.left + hit.area.right) / 2.0,
            (hit.area.top + hit.area.bottom) / 2.0,
        );
        assert_eq!(mapping.hit(middle.0, middle.1), Some(*hit));
        assert!(!chart.lines(hit.item).is_empty(), "{:?}", hit.item);
    }
    assert_eq!(mapping.hit(-1.0, 5.0), None);
    assert!(chart.lines(Item::Point(usize::MAX)).is_empty());
}

#[test]
fn items_are_found_where_they_are_drawn() {
    every_item_is_found(&hours());
    every_item_is_found(&occupations());
    every_item_is_found(&day());
    every_item_is_found(&week());
}

#[test]
fn a_continuous_axis_answers_values() {
    let chart = hours_ecdf();
    let (_, mapping) = draw(&chart, SIZE);
    let x = mapping.x.unwrap();
    let hit = mapping.hit(x.pixel(40.0), mapping.plot.top + 5.0).unwrap();
    let Item::Value(value) = hit.item else {
        panic!("{:?}", hit.item)
    };
    assert!((value - 40.0).abs() < 1e-6);
    assert_eq!(
        chart.lines(Item::Value(40.0)),
        [
            "hours-per-week ≤ 40",
            "baseline: 58.3\u{2009}% of rows",
            "current: 33.9\u{2009}% of rows"
        ]
    );
}

#[test]
fn a_brush_answers_bins_and_windows() {
    let (_, mapping) = draw(&hours(), SIZE);
    let areas: Vec<_> = mapping.items().iter().map(|hit| hit.area).collect();
    let middle = |bin: usize| (areas[bin].left + areas[bin].right) / 2.0;
    let bins: Vec<Item> = mapping
        .between(middle(7), middle(5))
        .map(|hit| hit.item)
        .collect();
    assert_eq!(bins, [Item::Bin(5), Item::Bin(6), Item::Bin(7)]);
    let (_, mapping) = draw(&week(), SIZE);
    let whole = (mapping.plot.left + 1.0, mapping.plot.right - 1.0);
    let touched = mapping.between(whole.0, whole.1);
    let windows: Vec<usize> = touched
        .filter_map(|hit| match hit.item {
            Item::Cell { window, .. } => Some(window),
            _ => None,
        })
        .collect();
    assert_eq!(windows.iter().min(), Some(&0));
    assert_eq!(windows.iter().max(), Some(&23));
    assert_eq!(mapping.between(-9.0, -5.0).count(), 0);
}

#[test]
fn device_pixels_change_the_drawing_and_not_the_mapping() {
    let twice = PixelSize {
        device_pixel_ratio: 2.0,
        ..SIZE
    };
    let (small, mapping) = draw(&hours(), SIZE);
    let (large, same) = draw(&hours(), twice);
    assert_eq!(mapping, same);
    assert!(small.contains("width=\"600\" height=\"300\""));
    assert!(large.contains("width=\"1200\" height=\"600\""));
}

#[test]
fn pictures_have_words_and_tables() {
    assert_eq!(
        hours().summary(),
        "Histogram of hours-per-week on 24 shared bins. Largest change: 36 to 40, from 15.1 % to 6.92 % of rows."
            .replace(" %", "\u{2009}%")
    );
    assert_eq!(
        occupations().lines(Item::Label(11))[0],
        "Gig-platform, which the baseline never had"
    );
    assert_eq!(occupations().lines(Item::Others)[0], "4 others");
    let table = occupations().table();
    assert_eq!(table.header.len(), 6);
    assert_eq!(table.rows.len(), 12);
    let bar = ScoreBar {
        measure: "Rows that differ",
        most: 100.0,
        score: Some(87.0),
        threshold: Some(20.0),
        violated: true,
    };
    assert_eq!(
        bar.summary(),
        "Rows that differ: 87\u{2009}%, over the threshold of 20\u{2009}%."
    );
}

#[test]
fn charts_draw_at_any_size() {
    for (css_width, css_height) in [(1, 1), (20, 10), (80, 60), (375, 40), (40, 400)] {
        let size = PixelSize::css(css_width, css_height);
        draw(&hours(), size);
        draw(&hours_ecdf(), size);
        draw(&occupations(), size);
        draw(&day(), size);
        draw(&week(), size);
    }
}
