//! What Model Monitor tells a container by its environment: <https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-contract-inputs.html>.
//!
//! `dataset_format` is not needed, because what a file is, is found from its content; `start_time` and `end_time` neither, because the service puts those hours alone
//! into the folder, whose times are the rows' own.

use std::path::PathBuf;

use crate::problem::Problem;
use serde_json::{Map, Value};

/// The analysis that is made.
const DATA_QUALITY: &str = "DATA_QUALITY";

/// What is where.
#[derive(Debug, PartialEq)]
pub struct Contract {
    /// The folder of captures.
    pub dataset: PathBuf,
    /// The folder for what is found.
    pub output: PathBuf,
    /// Constraints and statistics of the baseline, as far as the schedule has them.
    pub baseline: Vec<PathBuf>,
    /// Whether metrics for CloudWatch are to be left.
    pub publishes_metrics: bool,
    /// The endpoint that is monitored.
    pub endpoint: Option<String>,
    /// The schedule.
    pub schedule: Option<String>,
}

impl Contract {
    /// The contract as the variables that `variable` gives say it; an empty one counts as not set.
    ///
    /// # Errors
    /// A variable that must be set and is not, or an analysis that is not made here.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Contract, Problem> {
        let given = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let needed = |name: &'static str| given(name).ok_or(Problem::Environment(name));
        if let Some(analysis) = given("analysis_type")
            && analysis != DATA_QUALITY
        {
            return Err(Problem::Analysis(analysis));
        }
        let baseline = ["baseline_constraints", "baseline_statistics"];
        let publishes = given("publish_cloudwatch_metrics");
        Ok(Contract {
            dataset: needed("dataset_source")?.into(),
            output: needed("output_path")?.into(),
            baseline: baseline
                .into_iter()
                .filter_map(given)
                .map(PathBuf::from)
                .collect(),
            publishes_metrics: publishes.is_some_and(|word| word.eq_ignore_ascii_case("enabled")),
            endpoint: given("sagemaker_endpoint_name"),
            schedule: given("sagemaker_monitoring_schedule_name"),
        })
    }

    /// The settings that it says, as a JSON object.
    pub fn settings(&self) -> String {
        let said = [("endpoint", &self.endpoint), ("schedule", &self.schedule)];
        let said = said.into_iter().filter_map(|(name, value)| {
            let value = value.clone()?;
            Some((name.to_owned(), Value::String(value)))
        });
        Value::Object(Map::from_iter(said)).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Result<Contract, Problem> {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        Contract::of(|name| find(name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_must_be_set_is_named() {
        let said = of(&[("dataset_source", "/in"), ("output_path", " ")]).unwrap_err();
        assert!(said.to_string().contains("output_path"), "{said}");
        let said = of(&[("analysis_type", "MODEL_QUALITY")]).unwrap_err();
        assert!(said.to_string().contains("MODEL_QUALITY"), "{said}");
    }

    #[test]
    fn settings_are_json_whatever_the_names_hold() {
        let contract = of(&[
            ("dataset_source", "/in"),
            ("output_path", "/out"),
            ("sagemaker_endpoint_name", "a\"b"),
            ("publish_cloudwatch_metrics", "Enabled"),
            ("baseline_statistics", "/baseline/statistics.json"),
        ]);
        let contract = contract.unwrap();
        assert_eq!(contract.settings(), r#"{"endpoint":"a\"b"}"#);
        assert!(contract.publishes_metrics);
        assert_eq!(
            contract.baseline,
            [PathBuf::from("/baseline/statistics.json")]
        );
    }
}
