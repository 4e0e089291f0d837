//! What can be asked, with the help of each.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use leeway_report::lab::answer::Scenario;

/// How far a model's data have drifted, from files alone.
#[derive(Debug, Parser)]
#[command(
    name = "leeway",
    version,
    about = "How far a model's data have drifted, from files alone",
    long_about = "How far a model's data have drifted: reads training data and newer data, or what Amazon SageMaker Model Monitor and Clarify leave behind, and \
        recomputes every score and test. The numbers and sentences are those of the page. Nothing is fetched and nothing is sent anywhere.",
    after_help = "Exit codes: 0 done and nothing found above the line, 1 something found (check), 2 it could not be done; the sentence on stderr says why.",
    propagate_version = true
)]
pub struct Arguments {
    /// What is asked.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub enum Command {
    // What they are about stands with their arguments.
    Check(Check),
    Baseline(Baseline),
    Monitor(Monitor),
    Lab(Lab),
    Convert(Convert),
    Serve(Serve),
    /// Print completions for a shell
    #[command(
        long_about = "Prints completions for a shell.\n\nFor bash: leeway completions bash > ~/.local/share/bash-completion/completions/leeway"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// How work is done, the same for all.
#[derive(Debug, Args)]
pub struct Work {
    /// Threads that read large files; all cores without it. Results do not depend on it
    #[arg(long, value_name = "N", global = true)]
    pub threads: Option<NonZeroUsize>,
    /// Print no summary and no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// Where `check` draws its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A feature drifted strongly
    Strong,
    /// A feature drifted, strongly or not
    Drifted,
    /// A check of any monitor is violated
    Violated,
    /// Nothing that is found fails: only what could not be done does, with code 2
    Error,
}

/// Compare data with a baseline, and fail where they drifted
#[derive(Debug, Args)]
#[command(
    long_about = "Compares data with a baseline, prints what drifted, and ends with a code that a pipeline can be gated by.\n\n\
        A path may be a file, a folder, a pattern in quotes ('captures/**/*.jsonl'), a .zip or .gz, or - for standard input. What a file is, is found from its \
        content; files of BASELINE are the baseline and files of CURRENT are what is compared with it, but true labels among them are labels, and what another \
        monitor found is held beside what is found here. Several data sets that are not parts of one are compared each by itself, as runs; one above the line \
        is enough.",
    after_long_help = "Exit codes:\n  \
        0  nothing was found above the line\n  \
        1  something was: see --fail-on\n  \
        2  it could not be done: a wrong argument, a file that is not there or that was named and cannot be used, nothing to compare, an output that cannot \
        be written, or an interruption. No file is left half written.\n\n\
        Examples:\n  \
        leeway check train.csv today.csv\n  \
        leeway check baseline/ 'captures/2026/11/*/*/*.jsonl' --fail-on drifted,violated\n  \
        zcat today.csv.gz | leeway check statistics.json - --json report.json --summary summary.md --junit checks.xml\n\n\
        NO_COLOR and a pipe switch colours off. With SOURCE_DATE_EPOCH set, files that are written hold that time and no durations, so that the same data give the \
        same bytes."
)]
pub struct Check {
    /// The training data, or what a baselining job left: statistics.json, constraints.json
    pub baseline: String,
    /// Newer data: tables, captures, statistics; with labels, a model or a monitor's reports beside them
    #[arg(required = true)]
    pub current: Vec<String>,
    /// Settings, columns and roles, as the page saves them
    #[arg(long, value_name = "leeway.json")]
    pub config: Option<String>,
    /// What ends with code 1; several may be named, with commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "strong")]
    pub fail_on: Vec<FailOn>,
    /// Write the report to send, one HTML file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Write the whole report as JSON; - prints it in the place of the summary
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write the summary as Markdown, for a pull request; - prints it
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,
    /// Write a test case for every feature and check, for a CI server; - prints them
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    #[command(flatten)]
    pub work: Work,
}

/// Write what can be made of files: results, statistics, the report, everything
#[derive(Debug, Args)]
#[command(
    long_about = "Reads files and writes what can be made of them. What is written is said by the name of the file, in any folder: report.html, report.json, \
        features.csv, checks.csv, statistics.json, constraints.json, constraint_violations.json, results.json, cloudwatch_metrics.jsonl, leeway.json and others, \
        or a .zip of any name for everything. A name that is not known is answered with all that are. Roles of files are guessed, as on the page.",
    after_long_help = "Examples:\n  \
        leeway convert captures/ train.csv --to results.json\n  \
        leeway convert constraint_violations.json --to out/cloudwatch_metrics.jsonl\n  \
        leeway convert run/ --to everything.zip"
)]
pub struct Convert {
    /// What is read: files, folders, patterns, archives, - for standard input
    #[arg(required = true)]
    pub files: Vec<String>,
    /// What is written
    #[arg(long, value_name = "FILE", required = true)]
    pub to: Vec<PathBuf>,
    #[command(flatten)]
    pub work: Work,
}

/// Write what a baselining job leaves of training data: statistics.json, constraints.json
#[derive(Debug, Args)]
#[command(
    long_about = "Reads training data and writes what a baselining job of Model Monitor leaves of them: statistics.json with sketches, and constraints.json with what the data \
        suggest. Both are read by Model Monitor's own container, and by check in the place of the data."
)]
pub struct Baseline {
    /// The training data: files, folders, patterns, - for standard input
    #[arg(required = true)]
    pub data: Vec<String>,
    /// The folder that is written into
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    #[command(flatten)]
    pub work: Work,
}

/// Work off one execution of a schedule of Model Monitor, as a container of one's own
#[derive(Debug, Args)]
#[command(
    long_about = "Works off one execution of a monitoring schedule as Model Monitor's contract for containers of one's own says. Read from the environment: dataset_source (the folder of \
        captures), output_path, baseline_constraints, baseline_statistics, sagemaker_endpoint_name, sagemaker_monitoring_schedule_name, publish_cloudwatch_metrics and \
        analysis_type, which must be DATA_QUALITY where it is set. Written into output_path: constraint_violations.json, statistics.json of what was captured, results.json as the AWS \
        sample's drift container writes it, report.json and report.html; results and reports only where there is something for them.",
    after_long_help = "Exit codes: 0 done, with violations too, of which the message says how many; 2 it could not be done, which the message says as well."
)]
pub struct Monitor {
    /// Training data, which give exact results where baseline_statistics give bounds
    #[arg(long, value_name = "PATH")]
    pub baseline: Option<String>,
    /// Where the message that the service shows is written
    #[arg(long, value_name = "FILE", default_value = "/opt/ml/output/message")]
    pub message: PathBuf,
    /// Where metrics are written, if publish_cloudwatch_metrics is Enabled
    #[arg(
        long,
        value_name = "FILE",
        default_value = "/opt/ml/output/metrics/cloudwatch/cloudwatch_metrics.jsonl"
    )]
    pub metrics: PathBuf,
    #[command(flatten)]
    pub work: Work,
}

/// Write data that drifted in a known way, to try a pipeline with
#[derive(Debug, Args)]
#[command(
    long_about = "Changes training data as the lab's scenarios do and writes each into a folder of its name: the changed rows as a table (changed.csv), as an endpoint's captures \
        (changed-capture.jsonl) and their labels (changed-labels.jsonl), where a label is known. A scenario that the data do not allow is left out and said."
)]
pub struct Lab {
    /// The training data: files, folders, patterns, - for standard input
    #[arg(required = true)]
    pub data: Vec<String>,
    /// The folder that is written into
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
    /// The scenarios; all without it
    #[arg(long, value_delimiter = ',', value_parser = PossibleValuesParser::new(Scenario::ALL.map(Scenario::name)))]
    pub scenario: Vec<String>,
    /// How much of the change, from 0 to 1
    #[arg(long, default_value_t = 1.0)]
    pub strength: f64,
    /// Rows that are drawn; the data's own without it
    #[arg(long)]
    pub rows: Option<u64>,
    /// Hours over which captures are spread
    #[arg(long, default_value_t = 24)]
    pub hours: u32,
    /// Settings and columns, as the page saves them: which column is the label, for one
    #[arg(long, value_name = "leeway.json")]
    pub config: Option<String>,
    #[command(flatten)]
    pub work: Work,
}

/// Serve the page on this machine, with files already open
#[derive(Debug, Args)]
#[command(
    long_about = "Serves the page on the loopback address, prints where, and goes on until it is interrupted. Files that are named are open in it; they are read by the browser alone, \
        and files that change are read again.",
    after_long_help = "Examples:\n  leeway serve\n  leeway serve --baseline train.csv captures/"
)]
pub struct Serve {
    /// What is open: files, folders, patterns, - for standard input; roles are guessed
    pub files: Vec<String>,
    /// Files that are the baseline
    #[arg(long, value_name = "PATH")]
    pub baseline: Vec<String>,
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Seconds between two looks whether files have changed; 0 looks once
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub refresh: u32,
    /// The folder of the built page; without it the one that was installed, or dist
    #[arg(long, value_name = "FOLDER")]
    pub page: Option<PathBuf>,
}
