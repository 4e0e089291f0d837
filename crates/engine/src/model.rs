//! The model in the tab: what answers, what encodes rows for it, and the columns that it is asked about.
//!
//! An encoder that was saved apart goes with a predictor that asks as many columns as it makes. Raw columns are taken as the files have them, as Python read them too. What
//! is attributed to encoded columns is added up by the raw columns that they are made of.

use super::columns::values;
use super::view::View;
use crate::columns::raw_values;
use crate::problem::Problem;
use crate::source::Loaded;
use leeway_documents::model::{EncodedColumn, Encoder, Predictor};
use leeway_documents::{Content, Role};
use leeway_monitors::bias::{MISSING, RowValues};
use leeway_monitors::words;
use leeway_table::{Cell, Parsed, parse_number};

/// A model that is used.
#[derive(Debug, Clone, Copy)]
pub struct InUse<'a> {
    /// Its path.
    pub path: &'a str,
    /// What scores.
    pub predictor: &'a Predictor,
    /// What comes before it.
    pub encoder: Option<&'a Encoder>,
    /// The path of an encoder that was saved apart.
    pub apart: Option<&'a str>,
    /// How many models are loaded beside it.
    pub others: usize,
}

/// The model that is used: of several the first by path, so that the order of opening does not matter.
///
/// `None` where no model is loaded.
pub fn model(sources: &[Loaded]) -> Option<InUse<'_>> {
    let models = || {
        sources.iter().filter_map(|source| {
            let path = source.document.path.as_str();
            match &source.document.content {
                Content::Model(model) => Some((path, model)),
                _ => None,
            }
        })
    };
    let (path, model) = models().min_by_key(|(path, _)| *path)?;
    let predictor = &model.predictor;
    let apart = match model.encoder {
        Some(_) => None,
        None => apart(sources, predictor),
    };
    Some(InUse {
        path,
        predictor,
        encoder: model.encoder.as_ref().or(apart.map(|(_, encoder)| encoder)),
        apart: apart.map(|(path, _)| path),
        others: models().count() - 1,
    })
}

/// An encoder that makes what a predictor asks, unless the predictor names what it asks.
fn apart<'a>(sources: &'a [Loaded], predictor: &Predictor) -> Option<(&'a str, &'a Encoder)> {
    let encoders = sources.iter().filter_map(|source| {
        let path = source.document.path.as_str();
        match &source.document.content {
            Content::Encoder(encoder) => Some((path, encoder)),
            _ => None,
        }
    });
    let fits = |encoder: &Encoder| {
        predictor.feature_names.is_empty() && encoder.columns.len() == predictor.features
    };
    encoders
        .filter(|(_, encoder)| fits(encoder))
        .min_by_key(|(path, _)| *path)
}

/// The model's and its encoder's paths, with the columns that it is asked about, where they are known: equal ones answer alike.
pub type Asked = Option<(String, Option<String>, Option<Vec<String>>)>;

/// What is asked of the model.
///
/// The model's path, which part of it, and the names of its columns, so that two equal questions have one answer; `None` without a model.
pub fn asked(view: View) -> Asked {
    let model = model(view.sources)?;
    let apart = model.apart.map(str::to_owned);
    Some((model.path.to_owned(), apart, model.names(view).ok()))
}

impl InUse<'_> {
    /// Number of raw columns that it is asked about.
    ///
    /// With an encoder these are its inputs, else the model's features; a count.
    pub fn inputs(self) -> usize {
        match self.encoder {
            Some(encoder) => encoder.inputs,
            None => self.predictor.features,
        }
    }

    /// The names of the raw columns in order: its own, or the baseline's columns where it has none. The sentence of an error says what does not fit.
    ///
    /// # Errors
    /// Where the model has no names, and the number of columns beside label and prediction is another than that of its features.
    pub fn names(self, view: View) -> Result<Vec<String>, Problem> {
        let own = match self.encoder {
            Some(encoder) => &encoder.names,
            None => &self.predictor.feature_names,
        };
        if !own.is_empty() {
            return Ok(own.clone());
        }
        let columns: Vec<String> = view
            .layout
            .features
            .iter()
            .map(|feature| feature.name.clone())
            .filter(|name| !view.meanings.answers.include(name))
            .collect();
        if columns.len() != self.inputs() {
            return Err(Problem::unfit(format!(
                "The model was trained without names on {}, and the data have {} beside label and prediction, so columns cannot be told by their order. Name the label's and the prediction's columns under Settings, or save the model with feature names.",
                words::plural(self.inputs() as u64, "feature", "features"),
                columns.len()
            )));
        }
        Ok(columns)
    }

    /// The raw columns on a side, in the order of `names`. The sentence of an error says which do not fit.
    ///
    /// Each has one value per row of the side.
    ///
    /// # Errors
    /// The features that the side lacks, or that hold texts there where no encoder reads them.
    pub fn raw(self, view: View, role: Role, names: &[String]) -> Result<Vec<RowValues>, Problem> {
        let mut found = Vec::with_capacity(names.len());
        let mut lacking = Vec::new();
        for name in names {
            let (sources, layout) = (view.sources, view.layout);
            let values = match self.encoder {
                Some(_) => raw_values(sources, layout, role, name),
                None => values(sources, layout, role, name),
            };
            match values {
                None => lacking.push(name.clone()),
                Some(values) => found.push(values),
            }
        }
        let side = match role {
            Role::Baseline => "baseline",
            _ => "current side",
        };
        if !lacking.is_empty() {
            return Err(Problem::unfit(format!(
                "The model was trained on other features: the {side} lacks {}.",
                words::list(&lacking, 5)
            )));
        }
        let is_text = |(name, values): (&String, &RowValues)| {
            (self.encoder.is_none() && values.types().text > 0).then(|| name.clone())
        };
        let texts: Vec<String> = names.iter().zip(&found).filter_map(is_text).collect();
        match texts.is_empty() {
            true => Ok(found),
            false => Err(Problem::unfit(format!(
                "On the {side} {} holds texts, and the model wants the numbers that it was trained on: open the encoded data, or the encoder beside the model (a pickled ColumnTransformer or Pipeline).",
                words::list(&texts, 5)
            ))),
        }
    }

    /// Columns as the predictor compares them, of these rows of raw ones.
    ///
    /// One column per feature of the model, one value per entry of `rows`, which are positions in `raw`; missing is NaN, and zero too where the booster takes it for missing.
    pub fn compared(self, raw: &[RowValues], rows: &[usize]) -> Vec<Vec<f32>> {
        let Some(encoder) = self.encoder else {
            let column = |(feature, values): (usize, &RowValues)| {
                let numbers = values.numbers();
                let of_rows = rows.iter().map(|&row| numbers[row]);
                self.predictor.compared(feature, of_rows)
            };
            return raw.iter().enumerate().map(column).collect();
        };
        let is_zero_missing = encoder.is_sparse && self.predictor.takes_zero_for_missing();
        let column = |(feature, column): (usize, &EncodedColumn)| {
            let values = encoded(column, &raw[column.input], rows);
            let of = |value: f64| match is_zero_missing && value == 0.0 {
                true => f64::NAN,
                false => value,
            };
            self.predictor.compared(feature, values.into_iter().map(of))
        };
        encoder.columns.iter().enumerate().map(column).collect()
    }

    /// How many of these rows hold a value that the encoder does not know, and at which it would stop.
    ///
    /// A count among `rows`, each once; 0 without an encoder, and for one that lets unknown values pass.
    pub fn refused(self, raw: &[RowValues], rows: &[usize]) -> u64 {
        let Some(encoder) = self.encoder.filter(|encoder| !encoder.checks.is_empty()) else {
            return 0;
        };
        let mut is_refused = vec![false; rows.len()];
        for check in &encoder.checks {
            let known = encoded(check, &raw[check.input], rows);
            for (is_refused, known) in is_refused.iter_mut().zip(known) {
                *is_refused |= known == 0.0;
            }
        }
        is_refused.iter().filter(|is_refused| **is_refused).count() as u64
    }

    /// Contributions by class and encoded column, added up by class and raw column; one list per row set stays one.
    pub fn by_input(self, values: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
        let Some(encoder) = self.encoder else {
            return values;
        };
        let rows = values.first().map_or(0, Vec::len);
        let mut sums = vec![vec![0.0; rows]; self.predictor.classes * encoder.inputs];
        for (place, values) in values.into_iter().enumerate() {
            let (class, column) = (place / encoder.columns.len(), place % encoder.columns.len());
            let sum = &mut sums[class * encoder.inputs + encoder.columns[column].input];
            for (sum, value) in sum.iter_mut().zip(values) {
                *sum += value;
            }
        }
        sums
    }
}

/// An encoded column of these rows.
fn encoded(column: &EncodedColumn, values: &RowValues, rows: &[usize]) -> Vec<f64> {
    match values {
        RowValues::Numbers { values, .. } => {
            let cell = |&row: &usize| match values[row] {
                value if value.is_nan() => Cell::Missing,
                value => Cell::Number(value, false),
            };
            rows.iter().map(|row| column.encoded(cell(row))).collect()
        }
        RowValues::Labels { codes, labels, .. } => {
            let cell = |label: &String| match parse_number(label) {
                Parsed::Integral(value) | Parsed::Fractional(value) => {
                    column.encoded(Cell::Number(value, false))
                }
                Parsed::Text | Parsed::Long(_) => column.encoded(Cell::Text(label)),
            };
            let of_labels: Vec<f64> = labels.iter().map(cell).collect();
            let of_missing = column.encoded(Cell::Missing);
            let of = |&row: &usize| match codes[row] {
                MISSING => of_missing,
                code => of_labels[code as usize],
            };
            rows.iter().map(of).collect()
        }
    }
}
