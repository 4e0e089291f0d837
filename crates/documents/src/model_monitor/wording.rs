//! The numbers in a violation's description.
//!
//! Known are Model Monitor's wordings since 2019, those of model quality, of Clarify's bias and attribution monitors, and of custom
//! containers in AWS samples. A description is read by its key words, so that a word more or less does not matter; a wording without a number in
//! the expected place gives nothing, and the text is shown as it stands.

use leeway_table::named;

/// What a description says.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedDescription {
    /// The sentence it was read by.
    pub wording: Wording,
    /// What was observed, in [`ParsedDescription::unit`]; infinite where the text says so.
    pub observed: f64,
    /// What was expected or allowed, in the same unit.
    pub expected: Option<f64>,
    /// The unit of both.
    pub unit: Unit,
    /// What the numbers are about: the expected type, the metric, the class.
    pub subject: Option<String>,
    /// The standard deviation behind `+/-`.
    pub deviation: Option<f64>,
}

/// Sentences by their first known words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// "Data type match requirement is not met."
    DataType,
    /// "Data completeness requirement is not met."
    Completeness,
    /// "Baseline drift distance: … exceeds threshold: …"
    DriftDistance,
    /// "There are missing columns in current dataset."
    MissingColumns,
    /// "There are extra columns in current dataset."
    ExtraColumns,
    /// "Value: … does not meet the constraint requirement!" (2019), and the documented bias wording.
    Value,
    /// "Metric … with … was LessThanThreshold '…'"
    MetricBelow,
    /// "Metric … with … was GreaterThanThreshold '…'"
    MetricAbove,
    /// "Metric value … doesn't meet the baseline constraint requirement …"
    BiasMetric,
    /// "Feature attribution drift … exceeds threshold …"
    AttributionDrift,
    /// "Class … predicted …% of the time: Exceeded …% threshold"
    ClassShare,
    /// "Model Quality Alert - …: … is less than …: …"
    QualityAlert,
    /// Another sentence with "Expected: …" and "Observed: …".
    ExpectedObserved,
}

named! {
    /// What the expected number of a description is.
    pub enum Bound {
        /// A threshold that the observed value must not be below.
        AtLeast = "at_least",
        /// A threshold that it must not be above.
        AtMost = "at_most",
        /// The baseline's value: the observed one must be as near to the ideal, on either side of it.
        Baseline = "baseline",
    }
}

/// The unit of a description's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 0 to 100.
    Percent,
    /// 0 to 1, or a metric's own.
    Plain,
    /// Columns.
    Count,
}

impl ParsedDescription {
    /// Reads a description; `None` for a wording that is not known.
    ///
    /// ```
    /// use leeway_documents::model_monitor::{ParsedDescription, Unit};
    /// let text = "Data completeness requirement is not met. Expected: 100.0%. Observed: Only 0.8919722497522299%.";
    /// let parsed = ParsedDescription::of(text).unwrap();
    /// assert_eq!((parsed.observed, parsed.expected, parsed.unit), (0.8919722497522299, Some(100.0), Unit::Percent));
    /// ```
    pub fn of(description: &str) -> Option<Self> {
        parse(description)
    }

    /// What was observed, in the unit of checks: a share from 0 to 1 where the text has a percentage.
    ///
    /// Infinite where the text says so.
    pub fn value(&self) -> f64 {
        self.in_unit_of_checks(self.observed)
    }

    /// What was expected or allowed, in the unit of [`ParsedDescription::value`]; `None` where the text names none.
    pub fn limit(&self) -> Option<f64> {
        self.expected.map(|limit| self.in_unit_of_checks(limit))
    }

    /// What [`ParsedDescription::limit`] is; `None` where the text names none.
    ///
    /// Source: what each wording's check violates. An attribution's number is an nDCG, so it must not be below, although the text says "exceeds".
    pub fn bound(&self) -> Option<Bound> {
        self.expected?;
        Some(match self.wording {
            Wording::DataType
            | Wording::Completeness
            | Wording::Value
            | Wording::MetricBelow
            | Wording::AttributionDrift
            | Wording::QualityAlert
            | Wording::MissingColumns
            | Wording::ExpectedObserved => Bound::AtLeast,
            Wording::DriftDistance
            | Wording::MetricAbove
            | Wording::ClassShare
            | Wording::ExtraColumns => Bound::AtMost,
            Wording::BiasMetric => Bound::Baseline,
        })
    }

    fn in_unit_of_checks(&self, number: f64) -> f64 {
        match self.unit {
            Unit::Percent => number / 100.0,
            Unit::Plain | Unit::Count => number,
        }
    }
}

pub(super) fn parse(text: &str) -> Option<ParsedDescription> {
    let has = |words: &str| text.contains(words);
    if has("Data type match") {
        return data_type(text);
    }
    if has("missing columns") || has("extra columns") {
        let wording = if has("missing columns") {
            Wording::MissingColumns
        } else {
            Wording::ExtraColumns
        };
        let observed = number_after(text, "in current dataset:")?;
        let expected = number_after(text, "in baseline constraints:");
        return Some(plain(wording, observed, expected, Unit::Count));
    }
    if has("Baseline drift distance") {
        let observed = number_after(text, "distance:")?;
        let threshold = number_after(text, "threshold:");
        return Some(plain(
            Wording::DriftDistance,
            observed,
            threshold,
            Unit::Plain,
        ));
    }
    if has("Feature attribution drift") {
        let observed = number_after(text, "attribution drift")?;
        let threshold = number_after(text, "threshold");
        return Some(plain(
            Wording::AttributionDrift,
            observed,
            threshold,
            Unit::Plain,
        ));
    }
    if has("Metric value") {
        let observed = number_after(text, "Metric value")?;
        let required = number_after(text, "requirement");
        return Some(plain(Wording::BiasMetric, observed, required, Unit::Plain));
    }
    if has("does not meet the constraint requirement") {
        let observed = number_after(text, "Value")?;
        return Some(plain(Wording::Value, observed, None, Unit::Plain));
    }
    quality(text)
        .or_else(|| class_share(text))
        .or_else(|| quality_alert(text))
        .or_else(|| expected_observed(text))
}

fn data_type(text: &str) -> Option<ParsedDescription> {
    let expected_type = between(text, "Expected data type:", ",").map(str::to_owned);
    Some(ParsedDescription {
        subject: expected_type,
        ..plain(
            Wording::DataType,
            number_after(text, "Observed:")?,
            number_after(text, "Expected match:"),
            Unit::Percent,
        )
    })
}

/// `Metric r2 with -53.79 +/- 4.83 was LessThanThreshold '-7.74'`
fn quality(text: &str) -> Option<ParsedDescription> {
    let wording = if text.contains("LessThanThreshold") {
        Wording::MetricBelow
    } else if text.contains("GreaterThanThreshold") {
        Wording::MetricAbove
    } else {
        return None;
    };
    Some(ParsedDescription {
        subject: between(text, "Metric ", " with").map(str::to_owned),
        deviation: number_after(text, "+/-"),
        ..plain(
            wording,
            number_after(text, " with")?,
            number_after(text, "ThanThreshold"),
            Unit::Plain,
        )
    })
}

/// `Class 0 predicted 7.14% of the time: Exceeded 5.00% threshold`
fn class_share(text: &str) -> Option<ParsedDescription> {
    let class = between(text, "Class ", " predicted")?;
    Some(ParsedDescription {
        subject: Some(class.to_owned()),
        ..plain(
            Wording::ClassShare,
            number_after(text, " predicted")?,
            number_after(text, "Exceeded"),
            Unit::Percent,
        )
    })
}

/// `Model Quality Alert - accuracy_score: -1 is less than validation_accuracy: 0.8`
fn quality_alert(text: &str) -> Option<ParsedDescription> {
    let (before, after) = text.split_once(" is less than ")?;
    let (name, _) = before.rsplit_once(':')?;
    let name = name.rsplit([' ', '-']).next().unwrap_or(name);
    Some(ParsedDescription {
        subject: Some(name.to_owned()),
        ..plain(
            Wording::QualityAlert,
            number_after(before, &format!("{name}:"))?,
            after
                .split_once(':')
                .and_then(|(_, number)| first_number(number)),
            Unit::Plain,
        )
    })
}

fn expected_observed(text: &str) -> Option<ParsedDescription> {
    let wording = if text.contains("Data completeness") {
        Wording::Completeness
    } else {
        Wording::ExpectedObserved
    };
    let observed = number_after(text, "Observed:")?;
    let unit = if text.contains('%') {
        Unit::Percent
    } else {
        Unit::Plain
    };
    Some(plain(
        wording,
        observed,
        number_after(text, "Expected:"),
        unit,
    ))
}

fn plain(wording: Wording, observed: f64, expected: Option<f64>, unit: Unit) -> ParsedDescription {
    ParsedDescription {
        wording,
        observed,
        expected,
        unit,
        subject: None,
        deviation: None,
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    let (found, _) = rest.split_once(after)?;
    Some(found.trim())
}

/// The first number behind the first `mark` that is followed by one within the same clause.
fn number_after(text: &str, mark: &str) -> Option<f64> {
    text.match_indices(mark)
        .find_map(|(at, _)| first_number(&text[at + mark.len()..]))
}

/// The number that `text` begins with, after blanks, quotes, a colon, and the word "Only".
fn first_number(text: &str) -> Option<f64> {
    let text = text.trim_start_matches([' ', '\'', '"', ':']);
    let text = text.strip_prefix("Only").unwrap_or(text).trim_start();
    let word: String = text
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-'))
        .collect();
    match word.trim_end_matches('.') {
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        word if word.contains(|c: char| c.is_ascii_digit()) => {
            word.parse::<f64>().ok().filter(|number| number.is_finite())
        }
        _ => None,
    }
}
