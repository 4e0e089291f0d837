//! Tables as CSV, for spreadsheets.

use leeway_presentation::csv::quoted;
use leeway_report::{Check, Feature, LabelCount};
use leeway_table::InferredType;
use leeway_table::Kind;

/// One line per feature; empty where a measure has no value.
///
/// CSV text with a header (RFC 4180, line feeds); in the order of the report, numbers in the units of its fields.
pub fn features(features: &[Feature]) -> String {
    let mut csv = String::from(
        "feature,kind,inferred_type,verdict,drift_score,total_variation,js_distance,psi,linf_simple,linf_robust,ks,ks_location,\
         p_value,log10_p,adjusted_p,cramers_v,wasserstein,wasserstein_normalised,baseline_missing,current_missing,new_labels,\
         vanished_labels,sentence\n",
    );
    for feature in features {
        let ks = feature.ks.as_ref();
        let chi = feature.chi_square.as_ref();
        let labels = |labels: &[LabelCount]| {
            labels
                .iter()
                .map(|label| label.label.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        };
        let fields = [
            quoted(&feature.name),
            feature.kind.map_or("", Kind::name).to_owned(),
            feature
                .inferred_type
                .map_or("", InferredType::name)
                .to_owned(),
            feature.verdict.name().to_owned(),
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

/// One line per check, with what was reported beside it.
///
/// CSV text with a header (RFC 4180, line feeds); in the order of the report, shares from 0 to 1 and distances as in its fields.
pub fn checks(checks: &[Check]) -> String {
    let mut csv = String::from(
        "monitor,feature,check,status,observed,threshold,option,description,explanation,reported,reported_value,agreement,difference,\
         why_different\n",
    );
    for check in checks {
        let reported = check.reported.as_ref();
        let text = |text: Option<&String>| quoted(text.map_or("", String::as_str));
        let fields = [
            check.monitor.name().to_owned(),
            quoted(&check.feature),
            quoted(&check.check),
            check.status.name().to_owned(),
            number(check.observed),
            number(check.threshold),
            check.option.clone().unwrap_or_default(),
            text(check.description.as_ref()),
            quoted(&check.explanation),
            text(reported.and_then(|reported| reported.description.as_ref())),
            number(reported.and_then(|reported| reported.value)),
            reported.map_or(String::new(), |reported| {
                reported.agreement.name().to_owned()
            }),
            number(reported.and_then(|reported| reported.difference)),
            text(reported.and_then(|reported| reported.explanation.as_ref())),
        ];
        csv.push_str(&fields.join(","));
        csv.push('\n');
    }
    csv
}

fn number(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| format!("{value}"))
}
