//! Places in two orders, joined by lines.

use super::pen::TextStyle;
use super::table::cell;
use super::{Align, Area, Chart, Hit, Item, Mapping, Pen, Table, format, frame, rows};

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
        let is_below = |row: &&Slope| {
            let mut places = row.baseline.into_iter().chain(row.current);
            places.all(|place| place > top)
        };
        self.rows.iter().filter(is_below).count()
    }
}

impl Chart for Slopes {
    fn paint(&self, pen: &mut Pen) -> Mapping {
        let theme = pen.theme;
        let places = self.places() as u32;
        if places == 0 {
            return frame::empty(pen, &self.summary());
        }
        let top = frame::heading(pen, &self.title, &[]) + TITLES;
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
            pen.text(words, (x, top - TITLES / 2.0), align, style);
        }
        let is_shown = |place: &u32| *place <= places;
        let names = rows::cut_to(
            pen,
            room - 34.0,
            self.rows.iter().map(|row| row.label.as_str()),
        );
        let mut hits = Vec::new();
        // Those that kept their place lie below those that moved.
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        let has_moved = |index: usize| self.rows[index].baseline != self.rows[index].current;
        order.sort_by_key(|&index| has_moved(index));
        for index in order {
            let row = &self.rows[index];
            let (then, now) = (row.baseline.filter(is_shown), row.current.filter(is_shown));
            // What leaves the picture ends below it.
            let below = middle(places) + ROW * 0.8;
            let end = |place: Option<u32>| place.map(|place| middle(place).min(below));
            if let (Some(from), Some(to)) = (end(row.baseline), end(row.current))
                && (then.is_some() || now.is_some())
            {
                let colour = if has_moved(index) {
                    theme.current
                } else {
                    theme.axis
                };
                let line = [(left + 10.0, from), (right - 10.0, to)];
                pen.path(&line, theme.stroke, colour);
            }
            let name = &names[index];
            let before = then.map(|place| (place, format!("{name}  {place}")));
            let after = now.map(|place| (place, format!("{place}  {name}")));
            let ends = [
                (before, (0.0, left), left + 8.0, theme.baseline, titles[0]),
                (
                    after,
                    (right, picture.right),
                    right - 8.0,
                    theme.current,
                    titles[1],
                ),
            ];
            for (words, (from, to), dot, fill, (x, align, ..)) in ends {
                let Some((place, words)) = words else {
                    continue;
                };
                let (y, half) = (middle(place), ROW / 2.0);
                pen.circle((dot, y), 3.0, fill);
                pen.text(&words, (x, y), align, TextStyle::name(theme));
                let area = Area::new(from, y - half, to, y + half);
                hits.push(Hit::new(Item::Point(index), area));
            }
        }
        if self.left_out() > 0 {
            let words = format!("{} more below", format::count(self.left_out() as f64));
            let at = (picture.width() / 2.0, picture.bottom - 8.0);
            pen.text(&words, at, Align::Centre, TextStyle::label(theme));
        }
        Mapping::new(Area::new(left, top, right, picture.bottom)).with_hits(hits)
    }

    fn summary(&self) -> String {
        let (title, all) = (&self.title, self.rows.len());
        let moved = self.rows.iter().filter_map(|row| {
            let (then, now) = (row.baseline?, row.current?);
            (then != now).then(|| format!("{} from place {then} to {now}", row.label))
        });
        let moved: Vec<String> = moved.collect();
        match moved.len() {
            0 => format!("{title}: all {all} features keep their place."),
            count => format!(
                "{title}: {count} of {all} features changed their place: {}.",
                moved[..count.min(5)].join(", ")
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
        let row = |row: &Slope| {
            [
                row.label.clone(),
                cell(row.baseline.map(f64::from)),
                cell(row.current.map(f64::from)),
                cell(row.baseline_value),
                cell(row.current_value),
            ]
        };
        Table::new(&header, self.rows.iter().map(row))
    }

    fn lines(&self, item: Item) -> Vec<String> {
        let Some(row) = item.point(&self.rows) else {
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
