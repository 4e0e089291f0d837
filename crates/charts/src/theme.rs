//! Colours, type sizes and strokes of charts; the style sheet's tokens hold the same values.
//!
//! Baseline is grey-blue, current is orange, and red means violated and nothing else. Blue and orange stay apart for every common kind of colour
//! blindness, and differ in lightness as well. Ink on surface has a contrast of at least 4.5 to 1, marks on surface of at least 3 to 1.

use plotters_backend::BackendColor;

/// An opaque colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The colour as style sheets write it, `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// This colour with `share` (0 to 1) of `other` mixed in.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let channel =
            |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(
            channel(self.0, other.0),
            channel(self.1, other.1),
            channel(self.2, other.2),
        )
    }
}

impl From<Colour> for BackendColor {
    fn from(colour: Colour) -> Self {
        Self {
            alpha: 1.0,
            rgb: (colour.0, colour.1, colour.2),
        }
    }
}

/// Everything about a chart's looks that is not its data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Theme {
    /// Behind the chart.
    pub surface: Colour,
    /// Text that matters.
    pub ink: Colour,
    /// Tick labels and axis titles.
    pub muted_ink: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// Axis lines and frames of controls.
    pub axis: Colour,
    /// Marks of the baseline: grey-blue.
    pub baseline: Colour,
    /// Fill under the baseline's outline.
    pub baseline_soft: Colour,
    /// Text about the baseline.
    pub baseline_ink: Colour,
    /// Marks of the current side: orange.
    pub current: Colour,
    /// Fill or hatching of the current side.
    pub current_soft: Colour,
    /// Text about the current side.
    pub current_ink: Colour,
    /// Violated, and nothing else.
    pub violation: Colour,
    /// Focus rings, selections and brushes.
    pub selection: Colour,
    /// Font families as style sheets list them.
    pub font_family: &'static str,
    /// Axis titles and legends, in CSS pixels.
    pub title_size: f64,
    /// Tick labels and notes in the picture, in CSS pixels.
    pub label_size: f64,
    /// Outlines and lines of data, in CSS pixels.
    pub stroke: f64,
    /// Grid and axis lines, in CSS pixels.
    pub hairline: f64,
}

impl Theme {
    /// Dark marks on white.
    pub const LIGHT: Self = Self {
        surface: Colour(0xff, 0xff, 0xff),
        ink: Colour(0x1b, 0x24, 0x30),
        muted_ink: Colour(0x56, 0x61, 0x6f),
        grid: Colour(0xe3, 0xe8, 0xee),
        axis: Colour(0x86, 0x92, 0x9f),
        baseline: Colour(0x52, 0x73, 0x90),
        baseline_soft: Colour(0xc6, 0xd5, 0xe2),
        baseline_ink: Colour(0x3c, 0x5c, 0x79),
        current: Colour(0xd9, 0x6a, 0x06),
        current_soft: Colour(0xf9, 0xd3, 0xae),
        current_ink: Colour(0xa0, 0x48, 0x00),
        violation: Colour(0xb3, 0x0d, 0x2b),
        selection: Colour(0x1a, 0x5f, 0xd0),
        font_family: "system-ui, sans-serif",
        title_size: 12.0,
        label_size: 11.0,
        stroke: 2.0,
        hairline: 1.0,
    };

    /// Light marks on near-black.
    pub const DARK: Self = Self {
        surface: Colour(0x14, 0x1a, 0x21),
        ink: Colour(0xe8, 0xed, 0xf2),
        muted_ink: Colour(0xa6, 0xb1, 0xbd),
        grid: Colour(0x2b, 0x34, 0x3e),
        axis: Colour(0x71, 0x7d, 0x8a),
        baseline: Colour(0x8a, 0xac, 0xc9),
        baseline_soft: Colour(0x33, 0x48, 0x5b),
        baseline_ink: Colour(0xa9, 0xc4, 0xdb),
        current: Colour(0xf2, 0x97, 0x40),
        current_soft: Colour(0x5e, 0x3d, 0x1c),
        current_ink: Colour(0xf7, 0xb0, 0x70),
        violation: Colour(0xff, 0x6b, 0x74),
        selection: Colour(0x7f, 0xb2, 0xff),
        ..Self::LIGHT
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio of two colours, from 1 to 21 (Web Content Accessibility Guidelines 2.2, "contrast ratio").
    fn contrast(one: Colour, other: Colour) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(colour: Colour) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
    }

    #[test]
    fn text_and_marks_stand_out_from_the_surface() {
        for theme in [Theme::LIGHT, Theme::DARK] {
            for ink in [
                theme.ink,
                theme.muted_ink,
                theme.baseline_ink,
                theme.current_ink,
                theme.violation,
            ] {
                let contrast = contrast(ink, theme.surface);
                assert!(contrast >= 4.5, "{} has {contrast:.2}", ink.hex());
            }
            for mark in [theme.baseline, theme.current, theme.axis, theme.selection] {
                let contrast = contrast(mark, theme.surface);
                assert!(contrast >= 3.0, "{} has {contrast:.2}", mark.hex());
            }
        }
    }

    #[test]
    fn contrast_of_black_on_white_is_21() {
        assert!((contrast(Colour(0, 0, 0), Colour(255, 255, 255)) - 21.0).abs() < 1e-9);
    }
}
