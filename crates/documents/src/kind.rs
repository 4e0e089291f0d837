//! What a document may be, and the part it may play.

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// Rows of delimited fields.
    Csv,
    /// One JSON value per record, one after the other.
    JsonLines,
    /// Records in one JSON array, or in an object of arrays.
    JsonRecords,
    /// What an endpoint was sent and answered.
    Capture,
    /// Captured events with their true labels.
    Merged,
    /// True labels.
    GroundTruth,
    /// What a batch transform wrote, with inference ids.
    TransformOutput,
    /// Statistics of data quality, with sketches.
    Statistics,
    /// Constraints of data quality.
    Constraints,
    /// What a monitoring execution objected to.
    Violations,
    /// Bias metrics, attributions or both, as Clarify writes them.
    Analysis,
    /// What Clarify was asked.
    AnalysisConfig,
    /// What an online explainer answered.
    OnlineExplanation,
    /// Results of the drift container of the AWS sample.
    Results,
    /// Metrics for CloudWatch.
    CloudWatch,
    /// A list of the files that a batch transform wrote.
    BatchManifest,
    /// A model of XGBoost, saved as JSON or UBJSON.
    XgboostModel,
    /// Statistics of model quality.
    ModelQualityStatistics,
    /// Constraints of model quality.
    ModelQualityConstraints,
    /// What was chosen on this page.
    Configuration,
    /// Text that is none of these.
    Text,
    /// Bytes that are not text.
    Binary,
    /// Nothing.
    Empty,
    /// JSON that is none of these.
    Unknown,
}

impl DocumentKind {
    /// The name in reports: lower case, words joined by `_`.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// The name on the screen, in words.
    pub fn title(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            DocumentKind::Csv => ("csv", "CSV table"),
            DocumentKind::JsonLines => ("json_lines", "JSON Lines"),
            DocumentKind::JsonRecords => ("json_records", "JSON records"),
            DocumentKind::Capture => ("capture", "data capture"),
            DocumentKind::Merged => ("merged", "data capture merged with ground truth"),
            DocumentKind::GroundTruth => ("ground_truth", "ground truth"),
            DocumentKind::TransformOutput => ("transform_output", "batch transform output"),
            DocumentKind::Statistics => ("statistics", "data quality statistics"),
            DocumentKind::Constraints => ("constraints", "data quality constraints"),
            DocumentKind::Violations => ("violations", "constraint violations"),
            DocumentKind::Analysis => ("analysis", "Clarify analysis"),
            DocumentKind::AnalysisConfig => ("analysis_config", "Clarify configuration"),
            DocumentKind::OnlineExplanation => ("online_explanation", "online explanation"),
            DocumentKind::Results => ("results", "drift container results"),
            DocumentKind::CloudWatch => ("cloud_watch", "CloudWatch metrics"),
            DocumentKind::BatchManifest => ("batch_manifest", "batch capture manifest"),
            DocumentKind::XgboostModel => ("xgboost_model", "XGBoost model"),
            DocumentKind::ModelQualityStatistics => {
                ("model_quality_statistics", "model quality statistics")
            }
            DocumentKind::ModelQualityConstraints => {
                ("model_quality_constraints", "model quality constraints")
            }
            DocumentKind::Configuration => ("configuration", "Leeway configuration"),
            DocumentKind::Text => ("text", "text"),
            DocumentKind::Binary => ("binary", "binary file"),
            DocumentKind::Empty => ("empty", "empty file"),
            DocumentKind::Unknown => ("unknown", "unknown JSON"),
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

/// The part that a document plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What the model was trained on.
    Baseline,
    /// What the model sees now.
    Current,
    /// What was true.
    Labels,
    /// What another monitor found.
    Reported,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 4] = [Role::Baseline, Role::Current, Role::Labels, Role::Reported];

    /// The name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Role::Baseline => "baseline",
            Role::Current => "current",
            Role::Labels => "labels",
            Role::Reported => "reported",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}
