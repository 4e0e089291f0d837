//! What charts share around their data: surface, heading with legend, and the words of an empty chart.

use super::pen::TextStyle;
use super::{Align, Area, Colour, Mapping, Pen, Theme, text};

/// How a legend shows a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swatch {
    /// The baseline as a filled area or bar.
    BaselineFill,
    /// The current side as a hatched area or bar.
    CurrentHatch,
    /// The baseline as a wide line.
    BaselineLine,
    /// The current side as a narrow line.
    CurrentLine,
    /// All of the current side, behind what is selected of it.
    Unbrushed,
    /// A threshold as a dashed line.
    Threshold,
    /// A drifted cell.
    Drifted,
    /// A strongly drifted cell.
    Strong,
    /// A cell without a value.
    Absent,
    /// A cell of a window with few rows.
    FewRows,
    /// A window that drifted, on a line.
    DriftedPoint,
    /// A window with few rows, on a line.
    FewRowsPoint,
    /// What is usual at a time.
    Usual,
    /// The same found in another way.
    Again,
}

const SWATCH_WIDTH: f64 = 18.0;
const SWATCH_GAP: f64 = 6.0;
const ENTRY_GAP: f64 = 16.0;
const ROW_HEIGHT: f64 = 20.0;

/// The legend of charts that draw lines.
pub(super) const SIDES_LINES: [(Swatch, &str); 2] = [
    (Swatch::BaselineLine, "baseline"),
    (Swatch::CurrentLine, "current"),
];

/// Clears the picture and writes `title` at the upper left and the legend at the upper right, or beneath where both do not fit. Answers the height
/// they take.
pub(super) fn heading(pen: &mut Pen, title: &str, legend: &[(Swatch, &str)]) -> f64 {
    let size = pen.theme.title_size;
    pen.clear();
    let width = pen.area().right;
    let entry = |words: &str| SWATCH_WIDTH + SWATCH_GAP + text::width(words, size) + ENTRY_GAP;
    let entries = legend.iter().map(|(_, words)| entry(words));
    let legend_width = entries.sum::<f64>() - ENTRY_GAP;
    let mut middle = ROW_HEIGHT / 2.0 + 2.0;
    let shown = text::shorten(title, width - 8.0, size);
    let style = TextStyle::title(pen.theme);
    pen.text(&shown, (4.0, middle), Align::Left, style);
    let mut x = width - 4.0 - legend_width;
    if text::width(title, size) + legend_width + ENTRY_GAP > width - 8.0 {
        middle += ROW_HEIGHT;
        x = 4.0;
    }
    for &(swatch, words) in legend {
        if x > 4.0 && x + entry(words) - ENTRY_GAP > width {
            x = 4.0;
            middle += ROW_HEIGHT;
        }
        draw_swatch(pen, swatch, (x, middle));
        let at = (x + SWATCH_WIDTH + SWATCH_GAP, middle);
        pen.text(words, at, Align::Left, TextStyle::name(pen.theme));
        x += entry(words);
    }
    middle + ROW_HEIGHT / 2.0 + 4.0
}

/// The colour of what a brush does not hold.
pub(super) fn unbrushed(theme: &Theme) -> Colour {
    theme.current.mix(theme.surface, 0.5)
}

/// Fills what a brush holds, behind the data.
pub(super) fn held(pen: &mut Pen, area: Area) {
    pen.rect(area, pen.theme.selection.mix(pen.theme.surface, 0.85));
}

/// What a brush holds, filled and outlined.
pub(super) fn brush(pen: &mut Pen, area: Area) {
    held(pen, area);
    pen.outline(area, pen.theme.hairline, pen.theme.selection);
}

/// A dashed line through what was found in another way, with open marks.
pub(super) fn again(pen: &mut Pen, points: &[(f64, f64)], colour: Colour) {
    let theme = pen.theme;
    for ends in points.windows(2) {
        pen.dashes([ends[0], ends[1]], 4.0, theme.stroke, colour);
    }
    for &at in points {
        pen.rect(Area::around(at, 3.5), colour);
        pen.rect(Area::around(at, 2.0), theme.surface);
    }
}

/// A dashed line where a threshold is.
pub(super) fn threshold(pen: &mut Pen, ends: [(f64, f64); 2], width: f64) {
    pen.dashes(ends, 4.0, width, pen.theme.ink);
}

fn draw_swatch(pen: &mut Pen, swatch: Swatch, (x, middle): (f64, f64)) {
    let theme = pen.theme;
    let bar = Area::new(x, middle - 6.0, x + SWATCH_WIDTH, middle + 6.0);
    let mut line = |width: f64, colour| {
        pen.horizontal((bar.left, bar.right), middle - width / 2.0, width, colour);
    };
    match swatch {
        Swatch::BaselineFill => baseline_bar(pen, bar),
        Swatch::Usual => pen.rect(bar, theme.baseline_soft),
        Swatch::CurrentHatch => current_bar(pen, bar),
        Swatch::Unbrushed => pen.outline(bar, theme.stroke, unbrushed(theme)),
        Swatch::BaselineLine => line(2.0 * theme.stroke, theme.baseline),
        Swatch::CurrentLine => line(theme.stroke, theme.current),
        Swatch::Again => {
            let ends = [(bar.left, middle), (bar.right, middle)];
            again(pen, &ends, theme.current);
        }
        Swatch::Absent => absent_mark(pen, bar),
        Swatch::FewRows => pen.rect(few_rows(bar), theme.current_soft),
        Swatch::DriftedPoint => window_mark(pen, bar.middle(), true, false),
        Swatch::FewRowsPoint => window_mark(pen, bar.middle(), false, true),
        Swatch::Drifted => verdict_mark(pen, bar, false),
        Swatch::Strong => verdict_mark(pen, bar, true),
        Swatch::Threshold => {
            threshold(
                pen,
                [(bar.left, middle), (bar.right, middle)],
                theme.hairline,
            );
        }
    }
}

/// A bar of the baseline: filled and outlined.
pub(super) fn baseline_bar(pen: &mut Pen, area: Area) {
    pen.rect(area, pen.theme.baseline_soft);
    pen.outline(area, pen.theme.hairline, pen.theme.baseline);
}

/// A bar of the current side: hatched and outlined.
pub(super) fn current_bar(pen: &mut Pen, area: Area) {
    pen.rect(area, pen.theme.current_soft);
    pen.hatch(area, 5.0, pen.theme.current);
    pen.outline(area, pen.theme.hairline, pen.theme.current);
}

/// A cell without a value: hatched.
pub(super) fn absent_mark(pen: &mut Pen, cell: Area) {
    pen.hatch(cell, 5.0, pen.theme.axis);
}

/// The part of a cell that is filled where there are few rows: smaller, as the evidence is.
pub(super) fn few_rows(cell: Area) -> Area {
    let (across, down) = (cell.width() * 0.25, cell.height() * 0.25);
    cell.within(across.min(6.0), down.min(6.0))
}

/// The mark of a window on a line: a dot, or a diamond where it drifted; an outline where there are few rows.
pub(super) fn window_mark(pen: &mut Pen, (x, y): (f64, f64), has_drifted: bool, is_weak: bool) {
    const RADIUS: f64 = 3.0;
    let theme = pen.theme;
    if has_drifted {
        let diamond = |reach: f64| {
            let (left, right) = ((x - reach, y), (x + reach, y));
            [(x, y - reach), right, (x, y + reach), left]
        };
        pen.polygon(&diamond(RADIUS + 2.0), theme.violation);
        if is_weak {
            pen.polygon(&diamond(RADIUS), theme.surface);
        }
    } else {
        pen.circle((x, y), RADIUS, theme.current);
        if is_weak {
            pen.circle((x, y), RADIUS - theme.hairline, theme.surface);
        }
    }
}

/// The mark of a drifted cell: a bar at its foot; of a strongly drifted one: a frame as well.
pub(super) fn verdict_mark(pen: &mut Pen, cell: Area, is_strong: bool) {
    let top = cell.bottom - (cell.height() * 0.25).clamp(2.0, 5.0);
    pen.rect(Area { top, ..cell }, pen.theme.violation);
    if is_strong {
        pen.outline(cell, pen.theme.stroke, pen.theme.violation);
    }
}

/// A chart without data: its reason, in the middle, over as many lines as it needs.
pub(super) fn empty(pen: &mut Pen, reason: &str) -> Mapping {
    let size = pen.theme.title_size;
    pen.clear();
    let area = pen.area();
    let lines = wrapped(reason, area.width() - 16.0, size);
    let leading = size * 1.5;
    let mut y = (area.height() - leading * (lines.len() as f64 - 1.0)) / 2.0;
    for line in &lines {
        let at = (area.middle().0, y);
        pen.text(line, at, Align::Centre, TextStyle::title(pen.theme));
        y += leading;
    }
    Mapping::new(Area::new(0.0, 0.0, 0.0, 0.0))
}

fn wrapped(words: &str, limit: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text::width(&format!("{line} {word}"), size) <= limit => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(text::shorten(word, limit, size)),
        }
    }
    lines
}
