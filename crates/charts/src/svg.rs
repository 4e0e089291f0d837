//! A chart as an SVG document.

use plotters_svg::SVGBackend;

use super::marks::play;
use super::markup::escaped;
use super::{Chart, DrawError, Pen, PixelSize, Theme};

/// Plotters' SVG backend divides font sizes by this.
const FONT_FACTOR: f64 = 1.24;

/// Draws `chart` as an SVG document of `css_width` by `css_height` CSS pixels. Its title for screen readers is the chart's summary.
///
/// # Errors
/// What the backend refuses to draw; text documents refuse nothing.
pub fn to_svg(
    chart: &dyn Chart,
    css_width: u32,
    css_height: u32,
    theme: &Theme,
) -> Result<String, DrawError> {
    let mut pen = Pen::new(PixelSize::css(css_width, css_height), theme);
    chart.paint(&mut pen);
    let mut document = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut document, (css_width, css_height));
        play(&pen.marks, &mut backend, (theme.font_family, FONT_FACTOR))?;
    }
    let title = format!("<title>{}</title>\n", escaped(&chart.summary()));
    let opening = document.find('\n').map_or(0, |end| end + 1);
    document.insert_str(opening, &title);
    Ok(document)
}
