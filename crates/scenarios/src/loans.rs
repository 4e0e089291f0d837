//! Loan applications with drift that grows by the hour: the built-in example.
//!
//! Income grows with every hour, credit scores go missing more and more, debt loans displace car loans; from the seventh hour on interest rates jump and an employment
//! appears that the baseline has never seen. Region, term and utilisation do not drift.

use std::fmt::Write as _;

use super::Random;
use leeway_documents::Role;

/// Hours of the current side.
pub const HOURS: u32 = 12;
/// The first hour's start, 2024-06-03T08:00:00Z, in the notation of the hour.
const FIRST_HOUR: u32 = 8;

const PURPOSES: [&str; 8] = [
    "car",
    "home",
    "education",
    "medical",
    "business",
    "holiday",
    "debt",
    "other",
];
const PURPOSE_WEIGHTS: [f64; 8] = [0.24, 0.2, 0.12, 0.08, 0.1, 0.08, 0.12, 0.06];
const EMPLOYMENTS: [&str; 6] = [
    "salaried",
    "hourly",
    "self-employed",
    "retired",
    "student",
    "unemployed",
];
const EMPLOYMENT_WEIGHTS: [f64; 6] = [0.52, 0.18, 0.12, 0.09, 0.05, 0.04];
const REGIONS: [&str; 10] = [
    "north",
    "north east",
    "east",
    "south east",
    "south",
    "south west",
    "west",
    "north west",
    "islands",
    "capital",
];
const TERMS: [u32; 5] = [12, 24, 36, 48, 60];
const TERM_WEIGHTS: [f64; 5] = [0.1, 0.2, 0.35, 0.2, 0.15];

/// Names of the columns that a model is sent.
pub const FEATURES: [&str; 13] = [
    "age",
    "gender",
    "employment",
    "region",
    "income",
    "savings",
    "credit_score",
    "utilisation",
    "loan_amount",
    "term_months",
    "interest_rate",
    "purpose",
    "has_cosigner",
];

/// One application with the model's answer and what came of it.
struct Application {
    fields: String,
    probability: f64,
    repaid: bool,
}

/// An application of the baseline (`hour` is `None`) or of one of the [`HOURS`].
fn application(random: &mut Random, hour: Option<u32>) -> Application {
    let progress = hour.map_or(0.0, |hour| f64::from(hour) / f64::from(HOURS - 1));
    let is_late = hour.is_some_and(|hour| hour >= HOURS / 2);
    let age = random.normal(41.0, 13.0).clamp(18.0, 90.0).round();
    let gender = random.choose(&["F", "M"], &[0.48, 0.52]);
    let mut employment = *random.choose(&EMPLOYMENTS, &EMPLOYMENT_WEIGHTS);
    if is_late && random.chance(0.08) {
        employment = "gig";
    }
    let region = random.choose(&REGIONS, &[1.0; 10]);
    let income = random.normal(10.3 + 0.25 * progress, 0.5).exp();
    let savings = if random.chance(0.45) {
        0.0
    } else {
        random.normal(7.5, 1.4).exp()
    };
    let score = random.normal(655.0, 80.0).clamp(300.0, 850.0).round();
    let has_score = !random.chance(0.03 + 0.22 * progress);
    // The second smallest of five uniforms is Beta(2, 4).
    let mut uniforms = [0.0; 5].map(|_: f64| random.uniform());
    uniforms.sort_by(f64::total_cmp);
    let utilisation = uniforms[1];
    let amount = random.normal(9.2, 0.9).exp() * if random.chance(0.002) { 1000.0 } else { 1.0 };
    let term = random.choose(&TERMS, &TERM_WEIGHTS);
    let rate = random
        .normal(if is_late { 10.5 } else { 7.5 }, 1.5)
        .max(0.5);
    let mut weights = PURPOSE_WEIGHTS;
    weights[0] -= 0.15 * progress;
    weights[6] += 0.15 * progress;
    let purpose = random.choose(&PURPOSES, &weights);
    let has_cosigner = random.chance(0.15);
    let logit = 0.9 * (income.ln() - 10.3)
        + 0.012 * (if has_score { score } else { 640.0 } - 655.0)
        - 2.2 * (utilisation - 0.33)
        - 0.28 * (rate - 7.5)
        + if has_cosigner { 0.5 } else { 0.0 }
        + 0.7;
    // The model leans towards men; the truth does not, and from the late hours on debt loans go bad.
    let model = logit + if *gender == "M" { 0.2 } else { -0.15 };
    let truth = logit
        - if is_late && *purpose == "debt" {
            1.4
        } else {
            0.0
        };
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    let score = if has_score {
        format!("{score}")
    } else {
        String::new()
    };
    Application {
        fields: format!(
            "{age},{gender},{employment},{region},{income:.2},{savings:.2},{score},{utilisation:.4},{amount:.2},{term},{rate:.2},{purpose},{}",
            u8::from(has_cosigner)
        ),
        probability: logistic(model),
        repaid: random.chance(logistic(truth)),
    }
}

/// A baseline of `rows` applications as CSV with header, the model's answers and the outcome.
pub fn baseline_csv(rows: u32, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut csv = FEATURES.join(",") + ",probability,prediction,repaid\n";
    for _ in 0..rows {
        let application = application(&mut random, None);
        let Application {
            fields,
            probability,
            repaid,
        } = application;
        let _ = writeln!(
            csv,
            "{fields},{probability:.6},{},{}",
            u8::from(probability >= 0.5),
            u8::from(repaid)
        );
    }
    csv
}

/// One hour's `rows` applications as endpoint data capture, one event a line.
pub fn capture_jsonl(hour: u32, rows: u32, seed: u64) -> String {
    let mut random = Random::new(seed ^ (u64::from(hour) + 1).wrapping_mul(0x5851_f42d_4c95_7f2d));
    let mut lines = String::new();
    for row in 0..rows {
        let Application {
            fields,
            probability,
            ..
        } = application(&mut random, Some(hour));
        let second = u64::from(row) * 3600 / u64::from(rows.max(1));
        let _ = writeln!(
            lines,
            "{{\"captureData\":{{\"endpointInput\":{{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"{fields}\",\
             \"encoding\":\"CSV\"}},\"endpointOutput\":{{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"OUTPUT\",\
             \"data\":\"{},{probability:.6}\",\"encoding\":\"CSV\"}}}},\"eventMetadata\":{{\"eventId\":\"{hour:08x}-{:04x}-4000-8000-{:012x}\",\
             \"inferenceId\":\"loan-{hour:02}-{row:06}\",\"inferenceTime\":\"2024-06-03T{:02}:{:02}:{:02}Z\"}},\"eventVersion\":\"0\"}}",
            u8::from(probability >= 0.5),
            row & 0xffff,
            random.bits() >> 16,
            hour + FIRST_HOUR,
            second / 60,
            second % 60,
        );
    }
    lines
}

/// What Clarify was asked of the loans.
const CONFIGURATION: &str = r#"{"dataset_type": "text/csv", "label": "repaid", "label_values_or_threshold": [1], "methods": {"pre_training_bias": {"methods": "all"}}}
"#;

/// A file of the example.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleFile {
    /// Its path.
    pub path: String,
    /// What it is; `None` for a configuration, which plays no part in a comparison.
    pub role: Option<Role>,
    /// What it holds.
    pub text: String,
}

/// The built-in example as files: a baseline of `rows` applications, Clarify's configuration, which says what the label is, and [`HOURS`] captures that together
/// hold twice as many rows.
pub fn example(rows: u32, seed: u64) -> Vec<ExampleFile> {
    let baseline = ExampleFile {
        path: "example/baseline.csv".to_owned(),
        role: Some(Role::Baseline),
        text: baseline_csv(rows, seed),
    };
    let captures = (0..HOURS).map(|hour| {
        let path = format!(
            "example/capture/loans/AllTraffic/2024/06/03/{:02}/00-00-000-example.jsonl",
            hour + FIRST_HOUR
        );
        ExampleFile {
            path,
            role: Some(Role::Current),
            text: capture_jsonl(hour, rows * 2 / HOURS, seed),
        }
    });
    let configuration = ExampleFile {
        path: "example/analysis_config.json".to_owned(),
        role: None,
        text: CONFIGURATION.to_owned(),
    };
    [baseline, configuration]
        .into_iter()
        .chain(captures)
        .collect()
}
