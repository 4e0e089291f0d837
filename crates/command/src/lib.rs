//! The command `leeway`: the session at a terminal, in a pipeline, in a container.
//!
//! In go arguments, files and the environment; out come files that are whole or not there, a summary, and a code: 0 nothing was found, 1 something was, 2 it could
//! not be done, which is said in a sentence. What is measured, judged and worded is the session's and the presentation's; here files are gathered, threads read
//! parts of them, and answers are written. Nothing is fetched and nothing is sent anywhere.

mod arguments;
mod baseline;
mod check;
mod convert;
mod driver;
mod found;
mod globs;
mod inputs;
mod interrupt;
mod lab;
mod monitor;
mod output;
mod pool;
mod problem;
mod progress;
mod serve;
pub mod server;
mod terminal;

use std::io::Write;
use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use found::Found;
pub use problem::Problem;

/// Works off the arguments of this process; the code is documented in the help of `check`.
///
/// A wrong argument ends the process with code 2 and what is expected; `--help` and `--version` with 0.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    // Who serves is ended that way and no other.
    if !matches!(arguments.command, Command::Serve(_)) {
        interrupt::listen();
    }
    let found = match arguments.command {
        Command::Check(asked) => check::check(&asked),
        Command::Baseline(asked) => baseline::baseline(&asked),
        Command::Monitor(asked) => monitor::monitor(&asked),
        Command::Lab(asked) => lab::lab(&asked),
        Command::Serve(asked) => serve::serve(&asked),
        Command::Convert(asked) => convert::convert(&asked),
        Command::Completions { shell } => completions(shell),
    };
    match found {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Something) => ExitCode::from(1),
        Err(problem) => {
            // Where nobody reads it, the code still says it.
            let _ = writeln!(anstream::stderr(), "leeway: {problem}");
            ExitCode::from(2)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Found, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "leeway", &mut script);
    output::print(&script)?;
    Ok(Found::Nothing)
}
