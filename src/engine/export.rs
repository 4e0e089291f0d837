//! Files to save.

use super::report::{Feature, Report};

/// Names of the files that can be saved now.
pub const NAMES: [&str; 2] = ["report.json", "features.csv"];

/// The file called `name`: its name, MIME type and bytes.
pub fn export(name: &str, report: &Report) -> Result<(String, String, Vec<u8>), String> {
    let (mime, bytes) = match name {
        "report.json" => {
            let json = serde_json::to_vec_pretty(report)
                .map_err(|error| format!("The report could not be written: {error}."))?;
            ("application/json", json)
        }
        "features.csv" => ("text/csv", features_csv(&report.features).into_bytes()),
        _ => {
            return Err(format!(
                "{name:?} cannot be saved. These can: {}.",
                NAMES.join(", ")
            ));
        }
    };
    Ok((name.to_owned(), mime.to_owned(), bytes))
}

/// One line per feature; empty where a measure has no value.
fn features_csv(features: &[Feature]) -> String {
    let mut csv = String::from(
        "feature,kind,inferred_type,verdict,drift_score,total_variation,js_distance,psi,linf_simple,linf_robust,ks,ks_location,\
         p_value,log10_p,adjusted_p,cramers_v,wasserstein,wasserstein_normalised,baseline_missing,current_missing,new_labels,\
         vanished_labels,sentence\n",
    );
    for feature in features {
        let ks = feature.ks.as_ref();
        let chi = feature.chi_square.as_ref();
        let labels = |labels: &[super::report::LabelCount]| {
            labels
                .iter()
                .map(|label| label.label.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        };
        let fields = [
            quoted(&feature.name),
            feature.kind.clone(),
            feature.inferred_type.clone(),
            feature.verdict.clone(),
            number(feature.drift_score),
            number(feature.total_variation),
            number(feature.js_distance),
            number(feature.psi),
            number(feature.linf_simple),
            number(feature.linf_robust),
            number(ks.map(|ks| ks.statistic)),
            number(ks.map(|ks| ks.location)),
            number(ks.and_then(|ks| ks.p_value).or(chi.map(|chi| chi.p_value))),
            number(ks.and_then(|ks| ks.log10_p).or(chi.map(|chi| chi.log10_p))),
            number(feature.adjusted_p),
            number(chi.map(|chi| chi.cramers_v)),
            number(feature.wasserstein),
            number(feature.wasserstein_normalised),
            feature.missing.baseline.to_string(),
            feature.missing.current.to_string(),
            quoted(&labels(&feature.new_labels)),
            quoted(&labels(&feature.vanished_labels)),
            quoted(&feature.sentence),
        ];
        csv.push_str(&fields.join(","));
        csv.push('\n');
    }
    csv
}

fn number(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| format!("{value}"))
}

/// A CSV field, in quotes where it needs them. A leading `=`, `+`, `-` or `@` gets an apostrophe, so that a spreadsheet shows the text and does not run it.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
