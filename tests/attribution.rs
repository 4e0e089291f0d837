//! Attributions against the oracle: xgboost's own predictions and SHAP values, and nDCG.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;

use leeway::documents::model::Predictor;
use leeway::monitors::attribution::{Attributor, Contributions, ndcg};
use leeway::report::Basis;
use serde_json::Value;
use support::read_json;

/// XGBoost adds 32-bit floats, and the file's probabilities have six decimals.
const PREDICTION: f64 = 1e-5;
/// XGBoost's SHAP values are 32-bit floats.
const SHAP: f64 = 1e-4;
/// Sums of the same terms in the same order.
const NDCG: f64 = 1e-12;

fn pairs(object: &Value) -> Vec<(String, f64)> {
    let object = object.as_object().unwrap();
    let pair = |(name, value): (&String, &Value)| (name.clone(), value.as_f64().unwrap());
    object.iter().map(pair).collect()
}

/// A scored CSV file's columns by name.
fn columns(path: &Path) -> Vec<(String, Vec<f32>)> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names = reader.headers().unwrap().clone();
    let mut columns: Vec<(String, Vec<f32>)> = names
        .iter()
        .map(|name| (name.to_owned(), Vec::new()))
        .collect();
    for row in reader.records() {
        for (column, field) in columns.iter_mut().zip(&row.unwrap()) {
            column.1.push(field.parse().unwrap());
        }
    }
    columns
}

fn explain(model: &Predictor, columns: &[(String, Vec<f32>)]) -> Contributions {
    let of = |name: &String| {
        columns
            .iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
            .as_slice()
    };
    let wanted: Vec<&[f32]> = model.feature_names.iter().map(of).collect();
    let mut attributor = Attributor::new(model, wanted[0].len());
    while !attributor.advance(&wanted) {}
    attributor.finish()
}

#[test]
#[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
fn predictions_shap_values_and_ndcg_are_those_of_xgboost() {
    let reference = support::reference();
    let scored = reference.join("datasets/south-german-credit-scored");
    let oracle = read_json(&reference.join("oracle/attribution-south-german-credit.json"));
    let model = Predictor::of_xgboost(&read_json(&scored.join("model.json"))).unwrap();
    let baseline = pairs(&oracle["scenarios"]["baseline"]["global_shap"]);
    for (scenario, expected) in oracle["scenarios"].as_object().unwrap() {
        let columns = columns(&scored.join(format!("{scenario}.csv")));
        let found = explain(&model, &columns);
        let probability = columns
            .iter()
            .find(|(name, _)| name == "prediction_probability");
        for (row, expected) in probability.unwrap().1.iter().enumerate() {
            let score = found.scores[0][row];
            let predicted = model.transform(&[score])[0];
            let error = (predicted - f64::from(*expected)).abs();
            assert!(
                error <= PREDICTION,
                "{scenario} {row}: {predicted} {expected}"
            );
        }
        let mut current = Vec::new();
        for (feature, name) in model.feature_names.iter().enumerate() {
            let values = &found.values[feature];
            let mean = values.iter().map(|value| value.abs()).sum::<f64>() / values.len() as f64;
            let wanted = expected["global_shap"][name].as_f64().unwrap();
            assert!(
                (mean - wanted).abs() <= SHAP,
                "{scenario} {name}: {mean} {wanted}"
            );
            current.push((name.clone(), mean));
        }
        let of_oracle = ndcg(&baseline, &pairs(&expected["global_shap"]))
            .unwrap()
            .value;
        let wanted = expected["ndcg"].as_f64().unwrap();
        assert!(
            (of_oracle - wanted).abs() <= NDCG,
            "{scenario}: {of_oracle} {wanted}"
        );
    }
    let example = &oracle["documented_example"];
    let found = ndcg(&pairs(&example["baseline"]), &pairs(&example["current"])).unwrap();
    assert!((found.value - example["ndcg"].as_f64().unwrap()).abs() <= NDCG);
}

mod loaded {
    use super::*;
    use leeway::documents::Role;
    use leeway::engine::Dropped;
    use leeway::engine::Session;
    use leeway::engine::protocol::{Outcome, Reply, Request};
    use leeway::report::attribution::Explanation;
    use support::{dropped, open, session, text};

    fn scored(reference: &Path, name: &str, role: Option<&str>) -> Dropped {
        let folder = reference.join("datasets/south-german-credit-scored");
        dropped(&folder, &folder.join(name), role)
    }

    fn explain(session: &mut Session, role: Role, row: u64) -> Result<Explanation, String> {
        let request = Request::Explain { role, row };
        match session.run(request, Vec::new()).0 {
            Reply::Done(outcome) => match *outcome {
                Outcome::Explanation(explanation) => Ok(explanation),
                other => panic!("{other:?}"),
            },
            Reply::Failed { message } => Err(message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    #[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
    fn a_model_beside_the_data_gives_attributions_of_both_sides_and_of_a_record() {
        let reference = support::reference();
        let oracle = read_json(&reference.join("oracle/attribution-south-german-credit.json"));
        let expected = &oracle["scenarios"]["feature_systematic"];
        let mut session = session();
        let files = vec![
            scored(&reference, "baseline.csv", Some("baseline")),
            scored(&reference, "feature_systematic.csv", Some("current")),
            scored(&reference, "model.json", None),
        ];
        let report = open(&mut session, files).unwrap();
        let found = report.attribution.unwrap();
        assert_eq!(found.source, Basis::Model);
        // The same order; the values themselves are 32-bit floats in the oracle.
        assert!((found.ndcg.unwrap() - expected["ndcg"].as_f64().unwrap()).abs() < SHAP);
        for (name, value) in found.current.unwrap() {
            let wanted = expected["global_shap"][&name].as_f64().unwrap();
            assert!((value - wanted).abs() <= SHAP, "{name}: {value} {wanted}");
        }
        assert_eq!(found.labels[0].windows.iter().flatten().count(), 10);
        let one = explain(&mut session, Role::Current, 1).unwrap();
        // The file's probability of its first row.
        assert!((one.prediction - 0.64714).abs() < PREDICTION);
        let sum: f64 = one.parts.iter().map(|part| part.contribution).sum();
        assert!((one.expected + sum - one.score).abs() < 1e-9);
        assert!(
            explain(&mut session, Role::Current, 1001)
                .unwrap_err()
                .contains("There is no record 1001")
        );
    }

    #[test]
    #[cfg_attr(not(reference), ignore = "needs ../shared/reference")]
    fn a_model_for_other_features_and_a_cut_one_say_what_is_wrong() {
        let reference = support::reference();
        let mut other = session();
        let files = vec![
            text(
                "baseline/train.csv",
                "age,income\n".to_owned() + &"1,2\n3,4\n".repeat(20),
            ),
            scored(&reference, "model.json", None),
        ];
        let found = open(&mut other, files).unwrap().attribution.unwrap();
        let reason = found.reason.unwrap();
        assert!(
            reason.contains("trained on other features: the baseline lacks status, duration"),
            "{reason}"
        );
        let model =
            fs::read(reference.join("datasets/south-german-credit-scored/model.json")).unwrap();
        let refused = open(
            &mut session(),
            vec![text("model.json", &model[..model.len() / 2])],
        )
        .unwrap_err();
        assert!(
            refused.contains("model.json") && refused.contains("ends early"),
            "{refused}"
        );
        let wrong = String::from_utf8(model).unwrap().replacen(
            "\"left_children\":[1",
            "\"left_children\":[900",
            1,
        );
        let refused = open(&mut session(), vec![text("model.json", wrong)]).unwrap_err();
        assert!(
            refused.contains("tree 0: node 0 has no proper child"),
            "{refused}"
        );
    }

    #[test]
    fn values_of_features_that_the_baseline_lacks_are_named() {
        let analysis = |values: &str| {
            format!(
                "{{\"version\": \"1.0\", \"explanations\": {{\"kernel_shap\": {{\"label0\": {{\"global_shap_values\": {values}, \"expected_value\": 0.1}}}}}}}}"
            )
        };
        let mut session = session();
        let files = vec![
            text(
                "baseline/analysis.json",
                analysis("{\"SAT\": 0.7, \"GPA\": 0.5, \"rank\": 0.05}"),
            ),
            text(
                "execution/analysis.json",
                analysis("{\"SAT\": 0.1, \"GPA\": 0.2, \"rank\": 0.7, \"essay\": 0.3}"),
            ),
        ];
        let found = open(&mut session, files).unwrap().attribution.unwrap();
        let label = &found.labels[0];
        assert!(
            label
                .reason
                .as_deref()
                .unwrap()
                .contains("The baseline lacks essay")
        );
        // The documented example: 0.6876.
        assert!((label.ndcg.unwrap() - 0.6876).abs() < 5e-5);
        assert!(label.status.is_violated());
        assert!(
            label
                .violation
                .as_deref()
                .unwrap()
                .starts_with("Feature attribution drift 0.687")
        );
    }
}
