//! How large a report of many features is.

use std::fmt::Write;

use crate::support::{open, session, text};
use crate::{page, saved};

/// A table whose every third column is of labels; with `drift`, all of them move.
fn table(columns: usize, rows: usize, drift: bool) -> String {
    let mut state = 1_u64 + u64::from(drift);
    let mut uniform = move || {
        // Knuth's constants; any generator would do.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut csv = String::new();
    let names: Vec<String> = (0..columns)
        .map(|column| format!("feature_{column:03}"))
        .collect();
    csv += &names.join(",");
    csv.push('\n');
    for _ in 0..rows {
        for column in 0..columns {
            if column > 0 {
                csv.push(',');
            }
            let shift = if drift { 0.3 } else { 0.0 };
            if column % 3 == 0 {
                let label = ((uniform() + shift) * 12.0) as u32;
                write!(csv, "label {label}").unwrap();
            } else {
                let sum: f64 = (0..4).map(|_| uniform()).sum();
                write!(csv, "{:.4}", sum + 2.0 * shift).unwrap();
            }
        }
        csv.push('\n');
    }
    csv
}

#[test]
fn a_report_of_300_drifted_features_is_less_than_5_megabytes() {
    let mut session = session();
    let files = vec![
        text("train.csv", table(300, 1200, false)),
        text("current.csv", table(300, 1200, true)),
    ];
    let report = open(&mut session, files).unwrap();
    assert_eq!(report.verdict.unwrap().drifted, 300);
    let html = page(&mut session);
    println!("{} bytes", html.len());
    assert!(html.len() < 5_000_000, "{} bytes", html.len());
    assert!(saved(&mut session, "leeway.zip").len() < 20_000_000);
}
