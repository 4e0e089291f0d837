//! Census-like rows of 14 columns, six of them numbers: what the benchmarks read.

use std::io::{self, Write};

use super::Random;

/// The header.
pub const COLUMNS: [&str; 14] = [
    "age",
    "workclass",
    "fnlwgt",
    "education",
    "educational-num",
    "marital-status",
    "occupation",
    "relationship",
    "race",
    "gender",
    "capital-gain",
    "capital-loss",
    "hours-per-week",
    "native-country",
];

const WORKCLASSES: [&str; 7] = [
    "Private",
    "Self-emp-not-inc",
    "Local-gov",
    "State-gov",
    "Self-emp-inc",
    "Federal-gov",
    "",
];
const EDUCATIONS: [&str; 8] = [
    "HS-grad",
    "Some-college",
    "Bachelors",
    "Masters",
    "Assoc-voc",
    "11th",
    "Assoc-acdm",
    "Doctorate",
];
const MARITAL: [&str; 5] = [
    "Married-civ-spouse",
    "Never-married",
    "Divorced",
    "Separated",
    "Widowed",
];
const OCCUPATIONS: [&str; 10] = [
    "Prof-specialty",
    "Craft-repair",
    "Exec-managerial",
    "Adm-clerical",
    "Sales",
    "Other-service",
    "Machine-op-inspct",
    "Transport-moving",
    "Handlers-cleaners",
    "Farming-fishing",
];
const RELATIONSHIPS: [&str; 6] = [
    "Husband",
    "Not-in-family",
    "Own-child",
    "Unmarried",
    "Wife",
    "Other-relative",
];
const RACES: [&str; 5] = [
    "White",
    "Black",
    "Asian-Pac-Islander",
    "Amer-Indian-Eskimo",
    "Other",
];
const COUNTRIES: [&str; 8] = [
    "United-States",
    "Mexico",
    "Philippines",
    "Germany",
    "Canada",
    "Puerto-Rico",
    "India",
    "Cuba",
];

/// Writes `rows` rows (without header). `drift` moves hours and occupations; 0 is none.
pub fn write_rows(
    to: &mut impl Write,
    rows: u32,
    seed: u64,
    drift: f64,
    mut each: impl FnMut(&mut dyn Write, &str) -> io::Result<()>,
) -> io::Result<()> {
    let mut random = Random::new(seed);
    for _ in 0..rows {
        let row = row(&mut random, drift);
        each(to, &row)?;
    }
    Ok(())
}

/// Writes a CSV file of `rows` rows.
pub fn write_csv(to: &mut impl Write, rows: u32, seed: u64, drift: f64) -> io::Result<()> {
    writeln!(to, "{}", COLUMNS.join(","))?;
    write_rows(to, rows, seed, drift, |to, row| writeln!(to, "{row}"))
}

/// Writes data capture of `rows` events, a minute's thousand at a time.
pub fn write_capture(to: &mut impl Write, rows: u32, seed: u64, drift: f64) -> io::Result<()> {
    let mut event = 0u32;
    write_rows(to, rows, seed, drift, |to, row| {
        let (hour, second) = (event / 1_000_000 % 24, event / 300 % 3600);
        event += 1;
        writeln!(
            to,
            "{{\"captureData\":{{\"endpointInput\":{{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"{row}\",\"encoding\":\"CSV\"}},\
             \"endpointOutput\":{{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"OUTPUT\",\"data\":\"0.5\",\"encoding\":\"CSV\"}}}},\
             \"eventMetadata\":{{\"eventId\":\"{event:08x}-0000-4000-8000-000000000000\",\"inferenceTime\":\"2024-06-03T{hour:02}:{:02}:{:02}Z\"}},\
             \"eventVersion\":\"0\"}}",
            second / 60,
            second % 60
        )
    })
}

fn row(random: &mut Random, drift: f64) -> String {
    let age = random.normal(38.6, 13.6).clamp(17.0, 90.0).round();
    let workclass = random.choose(&WORKCLASSES, &[0.7, 0.08, 0.06, 0.04, 0.035, 0.03, 0.055]);
    let weight = random.normal(11.98, 0.65).exp().round();
    let education = random.below(EDUCATIONS.len());
    let marital = random.choose(&MARITAL, &[0.46, 0.33, 0.14, 0.03, 0.04]);
    let occupation = random.choose(
        &OCCUPATIONS,
        &[
            0.13,
            0.13 + 0.1 * drift,
            0.13,
            0.12,
            0.12,
            0.1,
            0.07,
            0.05,
            0.05,
            0.1,
        ],
    );
    let relationship = random.choose(&RELATIONSHIPS, &[0.4, 0.26, 0.15, 0.11, 0.05, 0.03]);
    let race = random.choose(&RACES, &[0.85, 0.1, 0.03, 0.01, 0.01]);
    let gender = random.choose(&["Male", "Female"], &[0.67, 0.33]);
    let gain = if random.chance(0.08) {
        random.normal(8.8, 1.0).exp().round()
    } else {
        0.0
    };
    let loss = if random.chance(0.05) {
        random.normal(1870.0, 370.0).round()
    } else {
        0.0
    };
    let hours = random
        .normal(40.4 + 3.0 * drift, 12.0)
        .clamp(1.0, 99.0)
        .round();
    let country = random.choose(&COUNTRIES, &[0.9, 0.03, 0.01, 0.01, 0.01, 0.01, 0.02, 0.01]);
    format!(
        "{age},{workclass},{weight},{},{},{marital},{occupation},{relationship},{race},{gender},{gain},{loss},{hours},{country}",
        EDUCATIONS[education],
        education + 9
    )
}
