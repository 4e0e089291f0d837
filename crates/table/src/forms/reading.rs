//! A column in the form in which it is read: the same rows, missing values where they were, unread values as the texts that they are.

use super::date::DateFormat;
use super::number::Bare;
use super::ways::Way;
use super::word::BooleanWords;
use crate::column::TypeCounts;
use crate::{Column, Dictionary, Labels, NO_TIME, Numbers, Parsed, Values, parse_number};

impl Column {
    /// The column with its values read.
    ///
    /// Values that cannot be read stay texts and are counted as such in `types`; missing values keep their counts.
    pub fn read_as(&self, way: &Way) -> Column {
        let (values, types) = match way {
            Way::Numbers { style, unit } => self.converted(|text| {
                let bare = Bare::of(text).filter(|bare| bare.unit.is_empty() || bare.unit == unit);
                let value = bare.and_then(|bare| style.read(&bare));
                // A plain number among marked ones, such as 1e5, is one all the same, unless its point may part thousands.
                value.or_else(|| plain(text).filter(|_| style.thousands != Some('.')))
            }),
            Way::Lengths => self.converted(|text| Some(text.chars().count() as f64)),
            Way::Booleans { yes, no } => self.relabelled(yes, no),
        };
        Column {
            name: self.name.clone(),
            named: self.named,
            origin: self.origin,
            values,
            missing: self.missing.clone(),
            types,
        }
    }

    /// The time of every row, milliseconds since 1970 in UTC; [`NO_TIME`] where there is none.
    pub fn dates_as(&self, format: DateFormat) -> Vec<i64> {
        match &self.values {
            Values::Numbers(numbers) => {
                let time = |value: &f64| format.read_number(*value).unwrap_or(NO_TIME);
                numbers.values.iter().map(time).collect()
            }
            Values::Labels(labels) => {
                let times = labels.dictionary.labels().map(|label| format.read(label));
                let times: Vec<i64> = times.map(|time| time.unwrap_or(NO_TIME)).collect();
                let time = |code: &u32| times.get(*code as usize).copied().unwrap_or(NO_TIME);
                labels.codes.iter().map(time).collect()
            }
        }
    }

    /// Numbers by what `read` makes of each text.
    fn converted(&self, read: impl Fn(&str) -> Option<f64>) -> (Values, TypeCounts) {
        let mut types = TypeCounts::default();
        let mut numbers = Numbers::default();
        match &self.values {
            Values::Labels(labels) => {
                let values: Vec<Option<f64>> = labels.dictionary.labels().map(read).collect();
                numbers.values.reserve_exact(labels.codes.len());
                for &code in &labels.codes {
                    match values.get(code as usize) {
                        None => numbers.values.push(f64::NAN),
                        Some(Some(value)) => numbers.push_read(*value, &mut types),
                        Some(None) => {
                            numbers.push_unread(labels.dictionary.label(code), &mut types)
                        }
                    }
                }
            }
            Values::Numbers(known) => {
                let values: Vec<Option<f64>> = known.dictionary.labels().map(read).collect();
                let mut texts = known.texts.iter().peekable();
                numbers.values.reserve_exact(known.values.len());
                for (row, &value) in known.values.iter().enumerate() {
                    let text = texts.next_if(|(at, _)| *at as usize == row);
                    match text.map(|(_, code)| (code, values[*code as usize])) {
                        Some((_, Some(value))) => numbers.push_read(value, &mut types),
                        Some((code, None)) => {
                            numbers.push_unread(known.dictionary.label(*code), &mut types)
                        }
                        None if value.is_nan() => numbers.values.push(value),
                        None => numbers.push_read(value, &mut types),
                    }
                }
            }
        }
        (Values::Numbers(numbers), types)
    }

    /// Truth values under these two labels; others keep theirs.
    fn relabelled(&self, yes: &str, no: &str) -> (Values, TypeCounts) {
        let mut as_labels = self.clone();
        as_labels.become_labels();
        let Values::Labels(labels) = as_labels.values else {
            return (self.values.clone(), self.types);
        };
        let mut dictionary = Dictionary::default();
        let read = |label: &str| {
            BooleanWords::ALL
                .into_iter()
                .find_map(|words| words.read(label))
        };
        let codes: Vec<u32> = labels
            .dictionary
            .labels()
            .map(|label| match read(label) {
                Some(true) => dictionary.code(yes),
                Some(false) => dictionary.code(no),
                None => dictionary.code(label),
            })
            .collect();
        let mut types = TypeCounts::default();
        let parsed: Vec<Parsed> = dictionary.labels().map(parse_number).collect();
        let code = |code: &u32| match codes.get(*code as usize) {
            Some(code) => {
                types.count(parsed[*code as usize]);
                *code
            }
            None => Labels::MISSING,
        };
        let rows = labels.codes.iter().map(code).collect();
        (Values::Labels(Labels::new(rows, dictionary)), types)
    }
}

impl Numbers {
    fn push_read(&mut self, value: f64, types: &mut TypeCounts) {
        let parsed = match value.fract() == 0.0 {
            true => Parsed::Integral(value),
            false => Parsed::Fractional(value),
        };
        types.count(parsed);
        self.values.push(value);
    }

    fn push_unread(&mut self, text: &str, types: &mut TypeCounts) {
        types.count(Parsed::Text);
        self.push_text(text);
    }
}

fn plain(text: &str) -> Option<f64> {
    match parse_number(text) {
        Parsed::Integral(value) | Parsed::Fractional(value) | Parsed::Long(value) => Some(value),
        Parsed::Text => None,
    }
}
