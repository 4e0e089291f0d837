//! What charts share around their data: surface, heading with legend, and the words of an empty chart.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::{Align, Area, Colour, DrawError, Mapping, Pen, Theme, text};

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
pub(super) fn heading<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    title: &str,
    legend: &[(Swatch, &str)],
) -> Result<f64, DrawError> {
    pen.clear(theme.surface)?;
    let width = pen.area().right;
    let legend_width = legend
        .iter()
        .map(|(_, words)| entry_width(words, theme))
        .sum::<f64>()
        - ENTRY_GAP;
    let one_row = text::width(title, theme.title_size) + legend_width + ENTRY_GAP <= width - 8.0;
    let mut middle = ROW_HEIGHT / 2.0 + 2.0;
    let title = text::shorten(title, width - 8.0, theme.title_size);
    pen.text(&title, (4.0, middle), Align::Left, TextStyle::title(theme))?;
    let mut x = if one_row {
        width - 4.0 - legend_width
    } else {
        middle += ROW_HEIGHT;
        4.0
    };
    for &(swatch, words) in legend {
        if x > 4.0 && x + entry_width(words, theme) - ENTRY_GAP > width {
            x = 4.0;
            middle += ROW_HEIGHT;
        }
        draw_swatch(pen, theme, swatch, (x, middle))?;
        let style = TextStyle::title(theme).in_colour(theme.ink);
        let at = (x + SWATCH_WIDTH + SWATCH_GAP, middle);
        pen.text(words, at, Align::Left, style)?;
        x += entry_width(words, theme);
    }
    Ok(middle + ROW_HEIGHT / 2.0 + 4.0)
}

/// The colour of what a brush does not hold.
pub(super) fn unbrushed(theme: &Theme) -> Colour {
    theme.current.mix(theme.surface, 0.5)
}

fn entry_width(words: &str, theme: &Theme) -> f64 {
    SWATCH_WIDTH + SWATCH_GAP + text::width(words, theme.title_size) + ENTRY_GAP
}

fn draw_swatch<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    swatch: Swatch,
    (x, middle): (f64, f64),
) -> Result<(), DrawError> {
    let bar = Area::new(x, middle - 6.0, x + SWATCH_WIDTH, middle + 6.0);
    let line = (x, x + SWATCH_WIDTH);
    match swatch {
        Swatch::BaselineFill => baseline_bar(pen, theme, bar),
        Swatch::CurrentHatch => current_bar(pen, theme, bar),
        Swatch::Unbrushed => pen.outline(bar, theme.stroke, unbrushed(theme)),
        Swatch::BaselineLine => pen.horizontal(
            line,
            middle - theme.stroke,
            2.0 * theme.stroke,
            theme.baseline,
        ),
        Swatch::CurrentLine => pen.horizontal(
            line,
            middle - theme.stroke / 2.0,
            theme.stroke,
            theme.current,
        ),
        Swatch::Absent => absent_mark(pen, theme, bar),
        Swatch::FewRows => pen.rect(few_rows(bar), theme.current_soft),
        Swatch::DriftedPoint => window_mark(pen, theme, bar.middle(), true, false),
        Swatch::FewRowsPoint => window_mark(pen, theme, bar.middle(), false, true),
        Swatch::Drifted => verdict_mark(pen, theme, bar, false),
        Swatch::Strong => verdict_mark(pen, theme, bar, true),
        Swatch::Threshold => pen.dashes(
            (x, middle),
            (x + SWATCH_WIDTH, middle),
            4.0,
            theme.hairline,
            theme.ink,
        ),
    }
}

/// A bar of the baseline: filled and outlined.
pub(super) fn baseline_bar<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    area: Area,
) -> Result<(), DrawError> {
    pen.rect(area, theme.baseline_soft)?;
    pen.outline(area, theme.hairline, theme.baseline)
}

/// A bar of the current side: hatched and outlined.
pub(super) fn current_bar<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    area: Area,
) -> Result<(), DrawError> {
    pen.rect(area, theme.current_soft)?;
    pen.hatch(area, 5.0, theme.hairline, theme.current)?;
    pen.outline(area, theme.hairline, theme.current)
}

/// A cell without a value: hatched.
pub(super) fn absent_mark<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    cell: Area,
) -> Result<(), DrawError> {
    pen.hatch(cell, 5.0, theme.hairline, theme.axis)
}

/// The part of a cell that is filled where there are few rows: smaller, as the evidence is.
pub(super) fn few_rows(cell: Area) -> Area {
    let (across, down) = (
        (cell.width() * 0.25).min(6.0),
        (cell.height() * 0.25).min(6.0),
    );
    Area::new(
        cell.left + across,
        cell.top + down,
        cell.right - across,
        cell.bottom - down,
    )
}

/// The mark of a window on a line: a dot, or a diamond where it drifted; an outline where there are few rows.
pub(super) fn window_mark<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    (x, y): (f64, f64),
    drifted: bool,
    few_rows: bool,
) -> Result<(), DrawError> {
    const RADIUS: f64 = 3.0;
    if !drifted {
        pen.circle((x, y), RADIUS, theme.current, true)?;
        return match few_rows {
            true => pen.circle((x, y), RADIUS - theme.hairline, theme.surface, true),
            false => Ok(()),
        };
    }
    let diamond = |reach: f64| {
        [
            (x, y - reach),
            (x + reach, y),
            (x, y + reach),
            (x - reach, y),
        ]
    };
    pen.polygon(&diamond(RADIUS + 2.0), theme.violation)?;
    match few_rows {
        true => pen.polygon(&diamond(RADIUS), theme.surface),
        false => Ok(()),
    }
}

/// The mark of a drifted cell: a bar at its foot; of a strongly drifted one: a frame as well.
pub(super) fn verdict_mark<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    cell: Area,
    strong: bool,
) -> Result<(), DrawError> {
    let foot = (cell.height() * 0.25).clamp(2.0, 5.0);
    let top = cell.bottom - foot;
    pen.rect(Area { top, ..cell }, theme.violation)?;
    if strong {
        pen.outline(cell, theme.stroke, theme.violation)?;
    }
    Ok(())
}

/// A chart without data: its reason, in the middle, over as many lines as it needs.
pub(super) fn empty<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    theme: &Theme,
    reason: &str,
) -> Result<Mapping, DrawError> {
    pen.clear(theme.surface)?;
    let area = pen.area();
    let lines = wrapped(reason, area.width() - 16.0, theme.title_size);
    let leading = theme.title_size * 1.5;
    let middle = (area.left + area.right) / 2.0;
    let mut y = (area.height() - leading * (lines.len() as f64 - 1.0)) / 2.0;
    for line in &lines {
        pen.text(line, (middle, y), Align::Centre, TextStyle::title(theme))?;
        y += leading;
    }
    Ok(Mapping::new(Area::new(0.0, 0.0, 0.0, 0.0)))
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
