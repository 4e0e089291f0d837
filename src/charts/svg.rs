//! A chart as an SVG document.

use plotters_svg::SVGBackend;

use super::markup::escaped;
use super::{Chart, DrawError, Pen, PixelSize, Theme};

/// Plotters' SVG backend divides font sizes by this.
const FONT_FACTOR: f64 = 1.24;

/// Draws `chart` as an SVG document of `css_width` by `css_height` CSS pixels. Its title for screen readers is the chart's summary.
///
/// # Errors
/// What the backend refuses to draw; text documents refuse nothing.
pub fn to_svg<C: Chart>(
    chart: &C,
    css_width: u32,
    css_height: u32,
    theme: &Theme,
) -> Result<String, DrawError> {
    let size = PixelSize::css(css_width, css_height);
    let mut document = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut document, (css_width, css_height));
        let mut pen = Pen::with_font_factor(&mut backend, size, FONT_FACTOR);
        chart.paint(&mut pen, theme)?;
        pen.present()?;
    }
    let title = format!("<title>{}</title>\n", escaped(&chart.summary()));
    let opening = document.find('\n').map_or(0, |end| end + 1);
    document.insert_str(opening, &title);
    Ok(document)
}
