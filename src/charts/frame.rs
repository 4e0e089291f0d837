//! What charts share around their data: surface, heading with legend, and the words of an empty chart.

use plotters_backend::DrawingBackend;

use super::pen::TextStyle;
use super::{Align, Area, DrawError, Mapping, Pen, Theme, text};

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

fn wrapped(text: &str, limit: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
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
