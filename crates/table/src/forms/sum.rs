//! The facts of several columns together; neither their order nor how rows are spread over them matters, but for the examples.

use super::facts::{EXAMPLES, Facts};
use super::whole::few;

impl Facts {
    /// The facts of several columns together.
    pub fn together<'a>(all: impl IntoIterator<Item = &'a Facts>) -> Facts {
        let mut all = all.into_iter();
        let mut sum = all.next().cloned().unwrap_or_default();
        all.for_each(|facts| sum.append(facts));
        sum
    }

    fn append(&mut self, other: &Facts) {
        if self.present == 0 || other.present == 0 {
            let rows = self.rows + other.rows;
            if self.present == 0 {
                *self = other.clone();
            }
            self.rows = rows;
            return;
        }
        self.rows += other.rows;
        self.present += other.present;
        self.distinct = None;
        self.plain += other.plain;
        self.infinite += other.infinite;
        self.few = self
            .few
            .take()
            .zip(other.few.as_ref())
            .and_then(|(mut mine, theirs)| {
                mine.extend(theirs);
                few(mine)
            });
        self.whole = self
            .whole
            .zip(other.whole)
            .map(|(mine, theirs)| mine.and(theirs));
        add(&mut self.styles, &other.styles);
        self.ungrouped += other.ungrouped;
        self.fractions += other.fractions;
        for (unit, rows) in &other.units {
            *self.units.entry(unit.clone()).or_default() += rows;
        }
        add(&mut self.dates, &other.dates);
        self.zeros += other.zeros;
        add(&mut self.booleans, &other.booleans);
        for (mine, theirs) in self.truths.iter_mut().zip(&other.truths) {
            *mine = mine.take().or_else(|| theirs.clone());
        }
        self.uuids += other.uuids;
        self.hex += other.hex;
        self.sentences += other.sentences;
        for example in &other.examples {
            if self.examples.len() < EXAMPLES && !self.examples.contains(example) {
                self.examples.push(example.clone());
            }
        }
    }
}

fn add<const N: usize>(mine: &mut [u64; N], theirs: &[u64; N]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}
