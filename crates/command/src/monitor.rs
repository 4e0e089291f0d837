//! `leeway monitor`: one execution of a monitoring schedule, as Model Monitor runs a container of one's own.
//!
//! What is where is said by the environment ([`contract`]). Left behind are the violations, the statistics of what was captured, the drift container's results, the
//! report, metrics for CloudWatch where they are asked for, and the message that the service shows. Violations are no failure: the code is 0 with them.

mod contract;

use std::io::{Cursor, Write};
use std::path::PathBuf;

use crate::arguments::Monitor;
use crate::driver::Driver;
use crate::found::Found;
use crate::inputs::Inputs;
use crate::output::write;
use crate::problem::Problem;
use contract::Contract;
use leeway_documents::model_monitor::exit_message;
use leeway_documents::{Content, Input, ReadOptions, Reading, Role, Step};

/// What is written under its own name into the output folder, where there is something for it.
const IF_THERE_IS: [&str; 3] = ["results.json", "report.json", "report.html"];
const VIOLATIONS: &str = "constraint_violations.json";
const METRICS: &str = "cloudwatch_metrics.jsonl";

/// Makes the execution that the environment asks for.
///
/// # Errors
/// What could not be done; the message says it too.
pub fn monitor(asked: &Monitor) -> Result<Found, Problem> {
    let made = Contract::of(|name| std::env::var(name).ok())
        .and_then(|contract| execution(asked, &contract));
    let (message, made) = match made {
        Ok((violations, mut files)) => {
            let message = exit_message(violations);
            files.push((asked.message.clone(), message.clone().into_bytes()));
            (message, write(&files))
        }
        Err(problem) => {
            let message = problem.to_string();
            // The problem itself is what is to be said, not that it could not be written down.
            let _ = write(&[(asked.message.clone(), message.clone().into_bytes())]);
            (message, Err(problem))
        }
    };
    if made.is_ok() && !asked.work.quiet {
        let _ = writeln!(anstream::stderr(), "{message}");
    }
    made.map(|()| Found::Nothing)
}

/// Violations, and all files but the message.
type Made = (usize, Vec<(PathBuf, Vec<u8>)>);

fn execution(asked: &Monitor, contract: &Contract) -> Result<Made, Problem> {
    let mut inputs = Inputs::default();
    let add =
        |inputs: &mut Inputs, path: &PathBuf, side| inputs.add(&path.to_string_lossy(), Some(side));
    for path in &contract.baseline {
        add(&mut inputs, path, Role::Baseline)?;
    }
    for path in asked.baseline.iter() {
        inputs.add(path, Some(Role::Baseline))?;
    }
    add(&mut inputs, &contract.dataset, Role::Current)?;
    let mut driver = Driver::new(&asked.work);
    driver.open(inputs)?;
    driver.set(contract.settings())?;
    let violations = driver.export(VIOLATIONS)?;
    let count = count(&violations);
    let mut files = vec![
        (contract.output.join(VIOLATIONS), violations),
        (
            contract.output.join("statistics.json"),
            driver.export("current_statistics.json")?,
        ),
    ];
    for name in IF_THERE_IS {
        if let Ok(bytes) = driver.export(name) {
            files.push((contract.output.join(name), bytes));
        }
    }
    if contract.publishes_metrics
        && let Ok(bytes) = driver.export(METRICS)
    {
        files.push((asked.metrics.clone(), bytes));
    }
    Ok((count, files))
}

/// How many violations a file names.
fn count(file: &[u8]) -> usize {
    let input = Input {
        path: VIOLATIONS.to_owned(),
        size: file.len() as u64,
        data: Box::new(Cursor::new(file.to_vec())),
    };
    let mut reading = Reading::start(input, &ReadOptions::default());
    loop {
        match reading.step() {
            Step::More => {}
            Step::Document(document) => {
                if let Content::Violations(found) = &document.content {
                    return found.violations.len();
                }
            }
            Step::Done => return 0,
        }
    }
}
