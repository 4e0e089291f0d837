//! What a document may be, and the part it may play.

use leeway_table::named;

named! {
    /// What a document is.
    #[derive(Default)]
    pub enum DocumentKind {
        /// Rows of delimited fields.
        Csv = "csv",
        /// One JSON value per record, one after the other.
        JsonLines = "json_lines",
        /// Records in one JSON array, or in an object of arrays.
        JsonRecords = "json_records",
        /// What an endpoint was sent and answered.
        Capture = "capture",
        /// Captured events with their true labels.
        Merged = "merged",
        /// True labels.
        GroundTruth = "ground_truth",
        /// What a batch transform wrote, with inference ids.
        TransformOutput = "transform_output",
        /// Statistics of data quality, with sketches.
        Statistics = "statistics",
        /// Constraints of data quality.
        Constraints = "constraints",
        /// What a monitoring execution objected to.
        Violations = "violations",
        /// Bias metrics, attributions or both, as Clarify writes them.
        Analysis = "analysis",
        /// What Clarify was asked.
        AnalysisConfig = "analysis_config",
        /// What an online explainer answered.
        OnlineExplanation = "online_explanation",
        /// Results of the drift container of the AWS sample.
        Results = "results",
        /// Metrics for CloudWatch.
        CloudWatch = "cloud_watch",
        /// A list of the files that a batch transform wrote.
        BatchManifest = "batch_manifest",
        /// A model of XGBoost, saved as JSON, UBJSON or in the old binary form.
        XgboostModel = "xgboost_model",
        /// A model of LightGBM, saved as text.
        LightGbmModel = "lightgbm_model",
        /// A model of CatBoost, saved as JSON.
        CatBoostModel = "catboost_model",
        /// What Python pickled, also by joblib: a booster, a pipeline, an encoder.
        PickledModel = "pickled_model",
        /// Statistics of model quality.
        ModelQualityStatistics = "model_quality_statistics",
        /// Constraints of model quality.
        ModelQualityConstraints = "model_quality_constraints",
        /// What was chosen on this page.
        Configuration = "configuration",
        /// Alarms on metrics of drift.
        Alarms = "alarms",
        /// Text that is none of these.
        Text = "text",
        /// Bytes that are not text.
        Binary = "binary",
        /// Nothing.
        Empty = "empty",
        /// JSON that is none of these.
        #[default]
        Unknown = "unknown",
    }
}

impl DocumentKind {
    /// The name on the screen, in words.
    pub fn title(self) -> &'static str {
        match self {
            DocumentKind::Csv => "CSV table",
            DocumentKind::JsonLines => "JSON Lines",
            DocumentKind::JsonRecords => "JSON records",
            DocumentKind::Capture => "data capture",
            DocumentKind::Merged => "data capture merged with ground truth",
            DocumentKind::GroundTruth => "ground truth",
            DocumentKind::TransformOutput => "batch transform output",
            DocumentKind::Statistics => "data quality statistics",
            DocumentKind::Constraints => "data quality constraints",
            DocumentKind::Violations => "constraint violations",
            DocumentKind::Analysis => "Clarify analysis",
            DocumentKind::AnalysisConfig => "Clarify configuration",
            DocumentKind::OnlineExplanation => "online explanation",
            DocumentKind::Results => "drift container results",
            DocumentKind::CloudWatch => "CloudWatch metrics",
            DocumentKind::BatchManifest => "batch capture manifest",
            DocumentKind::XgboostModel => "XGBoost model",
            DocumentKind::LightGbmModel => "LightGBM model",
            DocumentKind::CatBoostModel => "CatBoost model",
            DocumentKind::PickledModel => "pickled model",
            DocumentKind::ModelQualityStatistics => "model quality statistics",
            DocumentKind::ModelQualityConstraints => "model quality constraints",
            DocumentKind::Configuration => "Leeway configuration",
            DocumentKind::Alarms => "alarm",
            DocumentKind::Text => "text",
            DocumentKind::Binary => "binary file",
            DocumentKind::Empty => "empty file",
            DocumentKind::Unknown => "unknown JSON",
        }
    }

    /// True for kinds that are used without a part: a configuration, an alarm, a model.
    pub fn needs_no_role(self) -> bool {
        matches!(
            self,
            DocumentKind::AnalysisConfig
                | DocumentKind::Configuration
                | DocumentKind::Alarms
                | DocumentKind::XgboostModel
                | DocumentKind::LightGbmModel
                | DocumentKind::CatBoostModel
                | DocumentKind::PickledModel
        )
    }

    /// The part that a document of this kind plays where somebody says which side its file belongs to.
    ///
    /// `side` is the baseline or the current side. True labels are labels on either, and what a monitor found is reported; everything else is of the side.
    pub fn part_on(self, side: Role) -> Role {
        match self {
            DocumentKind::GroundTruth => Role::Labels,
            DocumentKind::Violations | DocumentKind::Results | DocumentKind::CloudWatch => {
                Role::Reported
            }
            DocumentKind::Analysis if side == Role::Current => Role::Reported,
            _ => side,
        }
    }

    /// True for kinds whose content is a table.
    pub fn is_table(self) -> bool {
        matches!(
            self,
            DocumentKind::Csv
                | DocumentKind::JsonLines
                | DocumentKind::JsonRecords
                | DocumentKind::Capture
                | DocumentKind::Merged
                | DocumentKind::GroundTruth
                | DocumentKind::TransformOutput
        )
    }
}

named! {
    /// The part that a document plays.
    #[derive(Default)]
    pub enum Role {
        /// What the model was trained on.
        Baseline = "baseline",
        /// What the model sees now.
        #[default]
        Current = "current",
        /// Labelled rows apart from training, on which the model is known to do well: the reference of projected accuracy.
        Test = "test",
        /// What was true.
        Labels = "labels",
        /// What another monitor found.
        Reported = "reported",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_names_a_side_names_no_other_part() {
        use DocumentKind::*;
        for (kind, on_baseline, on_current) in [
            (Csv, Role::Baseline, Role::Current),
            (Statistics, Role::Baseline, Role::Current),
            (GroundTruth, Role::Labels, Role::Labels),
            (Violations, Role::Reported, Role::Reported),
            (Analysis, Role::Baseline, Role::Reported),
        ] {
            let parts = [Role::Baseline, Role::Current].map(|side| kind.part_on(side));
            assert_eq!(parts, [on_baseline, on_current], "{kind:?}");
        }
    }
}
