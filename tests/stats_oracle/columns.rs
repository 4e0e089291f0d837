//! Columns of a CSV file, read as the expected values were: a number where the whole column is numbers, else text.

use std::{collections::BTreeMap, fs::File, path::Path};

/// What `pandas.read_csv` takes for missing, as far as these files have it.
const MISSING: [&str; 5] = ["", "NaN", "nan", "NA", "null"];

/// Named columns of equal length.
#[derive(Clone)]
pub struct Columns {
    columns: BTreeMap<String, Column>,
}

/// One column: for each row its text, or none.
#[derive(Clone)]
pub struct Column {
    pub fields: Vec<Option<String>>,
}

impl Columns {
    pub fn read(path: &Path) -> Columns {
        Columns::read_renamed(path, &Columns::names(path))
    }

    /// A file whose first line is not names but a row that was mangled into some; it is left out.
    pub fn read_renamed(path: &Path, names: &[String]) -> Columns {
        Columns::from_records(csv::Reader::from_path(path).unwrap(), names)
    }

    pub fn names(path: &Path) -> Vec<String> {
        let mut reader = csv::Reader::from_path(path).unwrap();
        reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect()
    }

    fn from_records(mut reader: csv::Reader<File>, names: &[String]) -> Columns {
        let mut fields = vec![Vec::new(); names.len()];
        for record in reader.records() {
            let record = record.unwrap();
            assert_eq!(record.len(), names.len());
            for (column, field) in fields.iter_mut().zip(record.iter()) {
                column.push((!MISSING.contains(&field)).then(|| field.to_owned()));
            }
        }
        let columns = names
            .iter()
            .cloned()
            .zip(fields)
            .map(|(name, fields)| (name, Column { fields }))
            .collect();
        Columns { columns }
    }

    pub fn column(&self, name: &str) -> &Column {
        &self.columns[name]
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name).numbers().unwrap()
    }

    /// The rows whose index the test accepts.
    pub fn rows(&self, accept: impl Fn(usize) -> bool) -> Columns {
        let columns = self.columns.iter().map(|(name, column)| {
            let rows = column
                .fields
                .iter()
                .enumerate()
                .filter(|(row, _)| accept(*row));
            let fields = rows.map(|(_, field)| field.clone()).collect();
            (name.clone(), Column { fields })
        });
        Columns {
            columns: columns.collect(),
        }
    }

    /// Replaces the numbers of one column, given row and number.
    pub fn change(&mut self, name: &str, change: impl Fn(usize, f64) -> f64) {
        let column = self.columns.get_mut(name).unwrap();
        for (row, field) in column.fields.iter_mut().enumerate() {
            *field = field
                .as_ref()
                .map(|text| change(row, text.parse().unwrap()).to_string());
        }
    }
}

impl Column {
    /// The present values, if every one is a number.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        self.fields
            .iter()
            .flatten()
            .map(|text| text.parse().ok())
            .collect()
    }

    /// How many rows have no value.
    pub fn missing(&self) -> usize {
        self.fields.iter().filter(|field| field.is_none()).count()
    }

    /// Every row's label; whole numbers without a fraction, missing as a label of its own.
    pub fn labels(&self) -> Vec<String> {
        let numeric = self.numbers().is_some();
        let label = |text: &String| match text.parse::<f64>() {
            Ok(number) if numeric => number.to_string(),
            _ => text.clone(),
        };
        self.fields
            .iter()
            .map(|field| field.as_ref().map_or("(missing)".to_owned(), label))
            .collect()
    }
}
