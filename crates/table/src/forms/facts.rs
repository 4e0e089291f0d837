//! What the values of a column could be, in rows: the evidence that [`super::decide`] goes by.
//!
//! Each distinct text is looked at once; of a column of thousands of texts a sample does, and all only where it leaves days and months or commas open. Numbers are looked at until nothing is open: most columns of
//! measures are settled by their first decimal or their first repeated value. Facts know nothing of names and roles; those of several columns add up.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::date::DateFormat;
use super::nearly::is_nearly_all;
use super::no_date::is_zero;
use super::number::{Bare, NumberStyle};

use super::whole::{Whole, few, look};
use super::word::{BooleanWords, is_hex, is_sentence, is_uuid};
use crate::{Column, Labels, Parsed, TypeCounts, Values, parse_number};

/// What the values of a column could be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Rows.
    pub rows: u64,
    /// Rows with a value.
    pub present: u64,
    /// Distinct texts as they stand; `None` for more numbers than are counted.
    pub distinct: Option<u64>,
    /// Rows that read as plain numbers.
    pub plain: u64,
    /// Rows of infinite numbers: most often digits with an `e` among them.
    pub infinite: u64,
    /// The distinct numbers, ascending, where they are fewer than codes may be.
    pub few: Option<Vec<f64>>,
    /// How the plain numbers go on, where all values are whole numbers.
    pub whole: Option<Whole>,
    /// Rows that fit a style of numbers, in the order of [`NumberStyle::ALL`].
    pub styles: [u64; NumberStyle::ALL.len()],
    /// Rows with four digits or more that no mark parts.
    pub ungrouped: u64,
    /// Rows of what is a number in some style, and not a whole one in the first of them.
    pub fractions: u64,
    /// Rows by unit, empty for none, of what is a number in some style.
    pub units: BTreeMap<String, u64>,
    /// Rows that fit a format of dates, in the order of [`DateFormat::ALL`].
    pub dates: [u64; DateFormat::ALL.len()],
    /// Rows of zero, and of dates of zeros: where all else is dates they stand for none.
    pub zeros: u64,
    /// Rows that fit a writing of truth values, in the order of [`BooleanWords::ALL`].
    pub booleans: [u64; BooleanWords::ALL.len()],
    /// Texts that say true and false, as they stand.
    pub truths: [Option<String>; 2],
    /// Rows of UUIDs.
    pub uuids: u64,
    /// Rows of hexadecimal digits.
    pub hex: u64,
    /// Rows of several words.
    pub sentences: u64,
    /// The first three distinct values as they stand.
    pub examples: Vec<String>,
}

/// Distinct texts up to which each is looked at; of more, so many stand for all: a share of 99 % is then known to within half a point.
const SAMPLE: usize = 2048;
/// Fewest dates beside which zeros stand for none.
const FEWEST_DATES: u64 = 10;
/// Different units that are told apart.
const MOST_UNITS: usize = 8;
/// Examples that are kept.
pub(super) const EXAMPLES: usize = 3;

impl Facts {
    /// The facts of a column.
    pub fn of(column: &Column) -> Facts {
        let mut facts = Facts {
            rows: column.len() as u64,
            present: column.present(),
            ..Facts::default()
        };
        match &column.values {
            Values::Labels(labels) => facts.add_labels(labels, column.types),
            Values::Numbers(_) => facts.add_numbers(column),
        }
        facts
    }

    /// True where nearly all values have a comma before their decimals, and cannot have it between thousands.
    pub fn has_decimal_commas(&self) -> bool {
        let plain = self.of_style(NumberStyle::PLAIN);
        is_nearly_all(self.of_style(NumberStyle::COMMA), self.present)
            && !is_nearly_all(plain, self.present)
            && self.commas_beside_thousands() == Some(Ordering::Greater)
    }

    /// Greater where more values fit a comma before decimals than one between thousands; `None` where that differs in hardly any of the values with a comma.
    pub(super) fn commas_beside_thousands(&self) -> Option<Ordering> {
        let [plain, commas, thousands] = [
            NumberStyle::PLAIN,
            NumberStyle::COMMA,
            NumberStyle::THOUSANDS,
        ]
        .map(|style| self.of_style(style));
        let marked = commas.max(thousands).saturating_sub(plain);
        let is_little = is_nearly_all(marked, marked + commas.abs_diff(thousands));
        (!is_little).then(|| commas.cmp(&thousands))
    }

    /// True where some values have a point before their decimals, and cannot have it between thousands.
    pub fn has_decimal_points(&self) -> bool {
        let [plain, commas, points] = [
            NumberStyle::PLAIN,
            NumberStyle::COMMA,
            NumberStyle::COMMA_POINTS,
        ]
        .map(|style| self.of_style(style));
        plain > commas && plain > points
    }

    fn add_labels(&mut self, labels: &Labels, types: TypeCounts) {
        let mut rows = vec![0_u64; labels.dictionary.len()];
        for &code in &labels.codes {
            if let Some(rows) = rows.get_mut(code as usize) {
                *rows += 1;
            }
        }
        let used = || (0..).zip(&rows).filter(|(_, rows)| **rows > 0);
        let label = |code: u32| labels.dictionary.label(code);
        let distinct = used().count();
        self.distinct = Some(distinct as u64);
        self.examples = used()
            .take(EXAMPLES)
            .map(|(code, _)| label(code).to_owned())
            .collect();
        if distinct > SAMPLE {
            let mut sample = Facts::default();
            for (code, _) in used().step_by(distinct / SAMPLE) {
                sample.present += 1;
                sample.add_text(label(code), 1, Wanted::ALL);
            }
            let open = sample.open();
            *self = sample.scaled(self);
            for (code, &rows) in used().filter(|_| open != Wanted::NONE) {
                self.add_text(label(code), rows, open);
            }
        } else {
            for (code, &rows) in used() {
                self.add_text(label(code), rows, Wanted::ALL);
            }
        }
        if types.text == 0 {
            let numbers: Vec<f64> = used().filter_map(|(code, _)| plain(label(code))).collect();
            // Codes are given in the order in which labels came: of labels seen once that is the rows' order.
            self.whole = match distinct as u64 == self.present {
                true => Whole::of_texts(&numbers),
                false => Whole::repeated(numbers.iter().copied()),
            };
            self.few = few(numbers);
        }
        self.plain = types.integral + types.fractional + types.infinite;
        self.infinite = types.infinite;
    }

    /// The facts of a sample as those of all rows of `whole`; what the sample leaves open is nothing.
    fn scaled(mut self, whole: &Facts) -> Facts {
        let open = self.open();
        let (of, present) = (self.present.max(1), whole.present);
        let scale = |rows: &mut u64| *rows = *rows * present / of;
        let counts = [
            &mut self.ungrouped,
            &mut self.fractions,
            &mut self.zeros,
            &mut self.uuids,
            &mut self.hex,
            &mut self.sentences,
        ];
        let units = self.units.values_mut();
        let styles = self.styles.iter_mut().chain(units);
        let forms = self
            .dates
            .iter_mut()
            .chain(&mut self.booleans)
            .chain(styles);
        counts.into_iter().chain(forms).for_each(scale);
        if open.numbers {
            self.styles = Default::default();
            self.units = BTreeMap::new();
            (self.ungrouped, self.fractions) = (0, 0);
        }
        if open.dates {
            self.dates = Default::default();
            self.zeros = 0;
        }
        Facts {
            rows: whole.rows,
            present,
            distinct: whole.distinct,
            examples: whole.examples.clone(),
            ..self
        }
    }

    /// What a sample cannot tell: which of two forms that nearly all of it fits the few others are of.
    fn open(&self) -> Wanted {
        let [day, month] = [DateFormat::DayFirst, DateFormat::MonthFirst]
            .map(|format| self.dates[format as usize]);
        let [comma, thousands] =
            [NumberStyle::COMMA, NumberStyle::THOUSANDS].map(|style| self.of_style(style));
        Wanted {
            numbers: comma == thousands && is_nearly_all(comma, self.present) && comma > self.plain,
            dates: day == month && self.are_nearly_all_dates(DateFormat::DayFirst),
            others: false,
        }
    }

    /// True where nearly all rows fit a format of dates; zeros stand for none, beside enough dates.
    pub(super) fn are_nearly_all_dates(&self, format: DateFormat) -> bool {
        let rows = self.dates[format as usize];
        let fewest = if self.zeros > 0 { FEWEST_DATES } else { 1 };
        rows >= fewest && is_nearly_all(rows, self.present.saturating_sub(self.zeros))
    }

    /// Rows that fit a style.
    pub(super) fn of_style(&self, style: NumberStyle) -> u64 {
        let place = NumberStyle::ALL.iter().position(|known| *known == style);
        place.map_or(0, |place| self.styles[place])
    }

    /// Counts a text of so many rows.
    fn add_text(&mut self, text: &str, rows: u64, wanted: Wanted) {
        let number = plain(text);
        if wanted.numbers {
            self.add_number(text, number, rows);
        }
        if wanted.dates && is_zero(text) {
            self.zeros += rows;
        } else if wanted.dates {
            match number {
                Some(value) => self.add_dates(DateFormat::OF_NUMBERS, rows, |format| {
                    format.read_number(value)
                }),
                None => self.add_dates(DateFormat::OF_TEXTS, rows, |format| format.read(text)),
            }
        }
        if wanted.others {
            for (place, words) in BooleanWords::ALL.into_iter().enumerate() {
                if let Some(is_true) = words.read(text) {
                    self.booleans[place] += rows;
                    self.truths[usize::from(!is_true)].get_or_insert_with(|| text.to_owned());
                }
            }
            let counted = |is: bool| if is { rows } else { 0 };
            self.uuids += counted(is_uuid(text));
            self.hex += counted(is_hex(text));
            self.sentences += counted(number.is_none() && is_sentence(text));
        }
    }

    fn add_number(&mut self, text: &str, number: Option<f64>, rows: u64) {
        let bare = Bare::of(text);
        if let Some(value) = number {
            self.plain += rows;
            self.infinite += if value.is_infinite() { rows } else { 0 };
        }
        let mut first = None;
        for (place, style) in NumberStyle::ALL.into_iter().enumerate() {
            let plain = number.filter(|_| style == NumberStyle::PLAIN);
            let value = plain.or_else(|| style.read(&bare?));
            self.styles[place] += if value.is_some() { rows } else { 0 };
            first = first.or(value);
        }
        let Some(first) = first else {
            return;
        };
        self.fractions += if first.fract() == 0.0 { 0 } else { rows };
        let unit = bare.map_or("", |bare| bare.unit);
        if bare.is_some_and(|bare| bare.is_ungrouped()) {
            self.ungrouped += rows;
        }
        if self.units.contains_key(unit) || self.units.len() < MOST_UNITS {
            *self.units.entry(unit.to_owned()).or_default() += rows;
        }
    }

    fn add_dates<const N: usize>(
        &mut self,
        formats: [DateFormat; N],
        rows: u64,
        read: impl Fn(DateFormat) -> Option<i64>,
    ) {
        for format in formats {
            if read(format).is_some() {
                self.dates[format as usize] += rows;
            }
        }
    }

    fn add_numbers(&mut self, column: &Column) {
        let Values::Numbers(numbers) = &column.values else {
            return;
        };
        let types = column.types;
        let whole_rows = types.integral;
        let decimals = types.fractional + types.infinite;
        self.plain = whole_rows + decimals;
        self.infinite = types.infinite;
        for (place, style) in NumberStyle::ALL.into_iter().enumerate() {
            let is_pointed = style.decimal == '.';
            self.styles[place] = whole_rows + if is_pointed { decimals } else { 0 };
        }
        if self.plain > 0 {
            self.units.insert(String::new(), self.plain);
        }
        let present = || {
            numbers
                .values
                .iter()
                .copied()
                .filter(|value| !value.is_nan())
        };
        let values = look(present());
        for (format, _) in values.dates.iter().filter(|(_, fits)| *fits) {
            self.zeros = values.zeros;
            self.dates[*format as usize] = self.plain - values.zeros;
        }
        let mut examples: Vec<f64> = Vec::new();
        for value in present() {
            if !examples.contains(&value) {
                examples.push(value);
            }
            if examples.len() == EXAMPLES {
                break;
            }
        }
        let label = |value: &f64| match types.integral > 0 {
            true => crate::format_number_label(*value),
            false => format!("{value:?}"),
        };
        self.examples = examples.iter().map(label).collect();
        if numbers.texts.is_empty() {
            self.whole = values.whole;
            return;
        }
        let mut rows = vec![0_u64; numbers.dictionary.len()];
        for (_, code) in &numbers.texts {
            rows[*code as usize] += 1;
        }
        for (text, rows) in numbers.dictionary.labels().zip(rows) {
            self.add_text(text, rows, Wanted::ALL);
        }
    }
}

/// Which forms are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Wanted {
    numbers: bool,
    dates: bool,
    others: bool,
}

impl Wanted {
    const NONE: Wanted = Wanted {
        numbers: false,
        dates: false,
        others: false,
    };
    const ALL: Wanted = Wanted {
        numbers: true,
        dates: true,
        others: true,
    };
}

/// What a text is as a plain number.
fn plain(text: &str) -> Option<f64> {
    match parse_number(text) {
        Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => Some(value),
        Parsed::Text => None,
    }
}
