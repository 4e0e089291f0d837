//! A chart as marks that know their colour in both themes, for pages that follow the reader's colour scheme without a script.
//!
//! A chart leaves its marks once light and once dark; its layout does not depend on the theme. Marks of one colour become one path wherever that does not change
//! what lies on top ([`layers`]), which makes the text a tenth as long as with an element for each.

mod layers;
mod palette;
mod path;

pub use palette::Palette;

use super::markup::escaped;
use super::{Chart, Pen, PixelSize, Theme};
use layers::{Layer, layered};

/// A chart that was painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in CSS pixels.
    pub css_width: u32,
    /// Height in CSS pixels.
    pub css_height: u32,
    /// The chart's summary: the picture in a sentence or two.
    pub summary: String,
    layers: Vec<Layer>,
}

impl Drawing {
    /// Paints a chart `css_width` wide and as high as suits that.
    pub fn new(chart: &dyn Chart, css_width: u32) -> Self {
        let css_height = chart.ideal_height(css_width);
        let marks = |theme| {
            let mut pen = Pen::new(PixelSize::css(css_width, css_height), theme);
            chart.paint(&mut pen);
            pen.marks
        };
        let (light, dark) = (marks(&Theme::LIGHT), marks(&Theme::DARK));
        Self {
            css_width,
            css_height,
            summary: chart.summary(),
            layers: layered(light, &dark, css_width, css_height),
        }
    }

    /// An `svg` element for a page whose style sheet has the palette's rules. `title` names the picture for screen readers.
    pub fn element(&self, title: &str, palette: &mut Palette) -> String {
        let mut text = format!(
            "<svg viewBox=\"0 0 {} {}\" role=\"img\"><title>{}</title>",
            self.css_width,
            self.css_height,
            escaped(title)
        );
        for layer in &self.layers {
            let class = palette.class(layer.light, layer.dark);
            layer.write(&mut text, &|is_stroke| {
                let kind = if is_stroke { 's' } else { 'f' };
                format!("class=\"{kind}{class}\"")
            });
        }
        text.push_str("</svg>");
        text
    }

    /// An SVG document in the light theme's colours, for programs that know no style sheets.
    pub fn document(&self) -> String {
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"{2}\">\n<title>{3}</title>\n",
            self.css_width,
            self.css_height,
            Theme::LIGHT.font_family,
            escaped(&self.summary)
        );
        for layer in &self.layers {
            let colour = layer.light.hex();
            layer.write(&mut text, &|is_stroke| match is_stroke {
                true => format!("fill=\"none\" stroke=\"{colour}\""),
                false => format!("fill=\"{colour}\""),
            });
            text.push('\n');
        }
        text.push_str("</svg>\n");
        text
    }
}
