//! Places in two orders, joined by lines.

use plotters_backend::DrawingBackend;

use super::ink::TextStyle;
use super::{
    Align, Area, Chart, DrawError, Hit, Item, Mapping, Pen, Table, Theme, format, frame, text,
};

/// A feature and its places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slope {
    /// The feature.
    pub label: String,
    /// Place on the baseline, from 1.
    pub baseline: Option<u32>,
    /// Place on the current side.
    pub current: Option<u32>,
    /// The baseline's value.
    pub baseline_value: Option<f64>,
    /// The current one.
    pub current_value: Option<f64>,
}

/// Two orders side by side: a line for each feature, level where it kept its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slopes {
    /// What is ordered.
    pub title: String,
    /// The features in the baseline's order.
    pub rows: Vec<Slope>,
    /// Places that are drawn.
    pub top: usize,
}

/// Height of a place.
const ROW: f64 = 22.0;
/// Height of the columns' titles.
const TITLES: f64 = 22.0;

impl Slopes {
    fn places(&self) -> usize {
        let places = self.rows.iter().flat_map(|row| [row.baseline, row.current]);
        let last = places.flatten().max().unwrap_or(0) as usize;
        last.min(self.top)
    }

    fn left_out(&self) -> usize {
        let top = self.top as u32;
        let is_drawn = |row: &&Slope| {
            [row.baseline, row.current]
                .into_iter()
                .flatten()
                .any(|place| place <= top)
        };
        self.rows.len() - self.rows.iter().filter(is_drawn).count()
    }
}

impl Chart for Slopes {
    fn paint<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        theme: &Theme,
    ) -> Result<Mapping, DrawError> {
        let places = self.places();
        if places == 0 {
            return frame::empty(pen, theme, &self.summary());
        }
        let top = frame::heading(pen, theme, &self.title, &[])? + TITLES;
        let picture = pen.area();
        let room = picture.width() * 0.36;
        let (left, right) = (room, picture.width() - room);
        let middle = |place: u32| top + (f64::from(place) - 0.5) * ROW;
        let titles = [
            (left, Align::Right, "baseline", theme.baseline_ink),
            (right, Align::Left, "current", theme.current_ink),
        ];
        for (x, align, words, colour) in titles {
            let style = TextStyle::title(theme).in_colour(colour).bold();
            pen.text(words, (x, top - TITLES / 2.0), align, style)?;
        }
        let is_shown = |place: Option<u32>| place.filter(|place| *place as usize <= places);
        let mut hits = Vec::new();
        // Those that kept their place lie below those that moved.
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&index| self.rows[index].baseline != self.rows[index].current);
        for index in order {
            let row = &self.rows[index];
            let (then, now) = (is_shown(row.baseline), is_shown(row.current));
            let has_moved = row.baseline != row.current;
            let colour = if has_moved { theme.current } else { theme.axis };
            // What leaves the picture ends below it.
            let below = middle(places as u32) + ROW * 0.8;
            if then.is_some() || now.is_some() {
                let from = then.or(row.baseline).map(|place| middle(place).min(below));
                let to = now.or(row.current).map(|place| middle(place).min(below));
                if let (Some(from), Some(to)) = (from, to) {
                    let line = [(left + 10.0, from), (right - 10.0, to)];
                    pen.path(&line, theme.stroke, colour)?;
                }
            }
            let name = |place: u32, is_left: bool| {
                let room = room - 34.0;
                let name = text::shorten(&row.label, room, theme.title_size);
                match is_left {
                    true => format!("{name}  {place}"),
                    false => format!("{place}  {name}"),
                }
            };
            let style = TextStyle::title(theme).in_colour(theme.ink);
            for (place, x, align) in [(then, left, Align::Right), (now, right, Align::Left)] {
                let Some(place) = place else {
                    continue;
                };
                let is_left = align == Align::Right;
                let dot = if is_left { x + 8.0 } else { x - 8.0 };
                let fill = if is_left {
                    theme.baseline
                } else {
                    theme.current
                };
                pen.circle((dot, middle(place)), 3.0, fill, true)?;
                pen.text(&name(place, is_left), (x, middle(place)), align, style)?;
                let (from, to) = if is_left {
                    (0.0, left)
                } else {
                    (right, picture.right)
                };
                let half = ROW / 2.0;
                hits.push(Hit {
                    item: Item::Point(index),
                    area: Area::new(from, middle(place) - half, to, middle(place) + half),
                });
            }
        }
        if self.left_out() > 0 {
            let words = format!("{} more below", format::count(self.left_out() as f64));
            let at = (picture.width() / 2.0, picture.bottom - 8.0);
            pen.text(&words, at, Align::Centre, TextStyle::label(theme))?;
        }
        Ok(Mapping {
            hits,
            ..Mapping::new(Area::new(left, top, right, picture.bottom))
        })
    }

    fn summary(&self) -> String {
        let moved: Vec<String> = self
            .rows
            .iter()
            .filter_map(|row| match (row.baseline, row.current) {
                (Some(then), Some(now)) if then != now => {
                    Some(format!("{} from place {then} to {now}", row.label))
                }
                _ => None,
            })
            .collect();
        match moved.len() {
            0 => format!(
                "{}: all {} features keep their place.",
                self.title,
                self.rows.len()
            ),
            count => format!(
                "{}: {count} of {} features changed their place: {}.",
                self.title,
                self.rows.len(),
                moved.into_iter().take(5).collect::<Vec<_>>().join(", ")
            ),
        }
    }

    fn table(&self) -> Table {
        let header = [
            "feature",
            "baseline place",
            "current place",
            "baseline",
            "current",
        ];
        let mut table = Table::new(&header);
        let place = |place: Option<u32>| place.map_or(String::new(), |place| place.to_string());
        let value = |value: Option<f64>| value.map_or(String::new(), format::exact);
        for row in &self.rows {
            table.rows.push(vec![
                row.label.clone(),
                place(row.baseline),
                place(row.current),
                value(row.baseline_value),
                value(row.current_value),
            ]);
        }
        table
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Item::Point(index) = item else {
            return Vec::new();
        };
        let Some(row) = self.rows.get(index) else {
            return Vec::new();
        };
        let side = |name: &str, place: Option<u32>, value: Option<f64>| match (place, value) {
            (Some(place), Some(value)) => {
                format!("{name}: place {place}, {}", format::number(value))
            }
            _ => format!("{name}: absent"),
        };
        vec![
            row.label.clone(),
            side("baseline", row.baseline, row.baseline_value),
            side("current", row.current, row.current_value),
        ]
    }

    fn ideal_height(&self, _css_width: u32) -> u32 {
        let rest = if self.left_out() > 0 { 24.0 } else { 8.0 };
        (self.places().max(3) as f64 * ROW + TITLES + 30.0 + rest) as u32
    }
}
