//! What can be asked, with the help of each.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    Convert(Convert),
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
