//! The pairs of colours that a page's drawings use, as classes of its style sheet.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::Colour;

/// Pairs of a light and a dark colour, in the order of their first use.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    classes: BTreeMap<[u8; 6], usize>,
    pairs: Vec<(Colour, Colour)>,
}

impl Palette {
    /// The number of a pair's classes: `f` and the number fills, `s` and the number strokes.
    pub fn class(&mut self, light: Colour, dark: Colour) -> usize {
        let key = [light.0, light.1, light.2, dark.0, dark.1, dark.2];
        *self.classes.entry(key).or_insert_with(|| {
            self.pairs.push((light, dark));
            self.pairs.len() - 1
        })
    }

    /// The rules: light everywhere but on a screen that is asked to be dark, so that paper stays white.
    pub fn style(&self) -> String {
        let (mut rules, mut light, mut dark) = (String::new(), String::new(), String::new());
        for (class, pair) in self.pairs.iter().enumerate() {
            // Writing to a string does not fail.
            writeln!(
                rules,
                ".f{class}{{fill:var(--c{class})}}.s{class}{{fill:none;stroke:var(--c{class})}}"
            )
            .ok();
            write!(light, "--c{class}:{};", pair.0.hex()).ok();
            write!(dark, "--c{class}:{};", pair.1.hex()).ok();
        }
        format!(
            ":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{rules}"
        )
    }
}
