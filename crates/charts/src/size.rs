//! How large a picture is, in CSS pixels, and how many device pixels that makes.

/// The size of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PixelSize {
    /// Width in CSS pixels.
    pub css_width: u32,
    /// Height in CSS pixels.
    pub css_height: u32,
    /// Device pixels per CSS pixel; 1 for SVG.
    pub device_pixel_ratio: f64,
}

impl PixelSize {
    /// A size whose device pixels are CSS pixels.
    pub fn css(css_width: u32, css_height: u32) -> Self {
        Self {
            css_width,
            css_height,
            device_pixel_ratio: 1.0,
        }
    }
}
