//! Servers that stop in the middle.

use leeway::report::Report;

use crate::page::{PATIENCE, Page, TABLE};
use crate::refresh::{list, paths, sent, told};
use crate::{Problem, loans};
use leeway_command::server::Fault;
use leeway_command::server::http::Stop;

/// From so many milliseconds on a timer is one that waits for a silent server: it is given up after 20 seconds.
const SILENCE_MS: u32 = 20_000;

fn rows(report: &Report) -> Vec<u64> {
    let windows = report.current.iter().flat_map(|current| &current.windows);
    windows.map(|window| window.rows).collect()
}

/// The rows of the hours once the files of the second and the third did not come.
const WITHOUT_TWO: [u64; 12] = [300, 0, 0, 300, 300, 300, 300, 300, 300, 300, 300, 300];

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_server_that_stalls_holds_nothing_up_and_is_asked_again() -> Result<(), Problem> {
    let scratch = loans::folder("loans-stalling")?;
    let all = paths(&scratch);
    list(&scratch, &all)?;
    let captures: Vec<&String> = all.iter().filter(|path| path.ends_with(".jsonl")).collect();
    let (silent, stalling) = (captures[1], captures[2]);
    let page = Page::load_beside(scratch.path(), "")?;
    let file = |path: &String| scratch.path().join(path);
    let stops = |stop| Some(Fault::Stops(stop));
    page.server().fail(&file(silent), stops(Stop::Silent));
    page.server().fail(&file(stalling), stops(Stop::Stalls));
    let others: Vec<String> = all
        .iter()
        .filter(|path| *path != silent && *path != stalling)
        .cloned()
        .collect();
    page.hold_timers_of_next_page(SILENCE_MS)?;
    page.go_to("?src=data/list.json&refresh=5#/overview")?;
    // As long as the two are waited for, all others come.
    for other in &others {
        page.server().wait_for("GET", &file(other), 1, PATIENCE)?;
    }
    page.wait_for("the two to be waited for", "window.heldTimers() === 2")?;
    assert_eq!(sent(&page, &scratch, &others), vec![1; others.len()]);
    page.end_timers()?;
    page.wait_for("the feature table", TABLE)?;
    let message = told(&page, "sent nothing for 20 seconds")?;
    assert!(message.contains(silent.as_str()), "{message}");
    let message = told(&page, "then nothing for 20 seconds")?;
    let bytes = std::fs::metadata(scratch.path().join(stalling))?.len();
    let half = format!("half a file; {} of {bytes} bytes came", bytes / 2);
    assert!(
        message.contains(stalling.as_str()) && message.contains(&half),
        "{message}"
    );
    assert!(
        message.contains("Expected the whole file") && message.contains("at the next look"),
        "{message}"
    );
    assert_eq!(rows(&page.report()?), WITHOUT_TWO);

    page.server().fail(&file(silent), None);
    page.server().fail(&file(stalling), None);
    told(&page, "2 files arrived")?;
    assert_eq!(rows(&page.report()?), [300; 12]);
    // They came: nothing says any more that they did not.
    page.wait_for(
        "the end of the message",
        "!document.body.innerText.includes('20 seconds')",
    )?;
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_server_that_sends_less_than_it_announced_is_told_as_half_a_file() -> Result<(), Problem> {
    let scratch = loans::folder("loans-half")?;
    let all = paths(&scratch);
    list(&scratch, &all)?;
    let captures: Vec<&String> = all.iter().filter(|path| path.ends_with(".jsonl")).collect();
    let page = Page::load_beside(scratch.path(), "")?;
    for half in &captures[1..3] {
        let fault = Fault::Stops(Stop::EndsEarly);
        page.server().fail(&scratch.path().join(half), Some(fault));
    }
    page.go_to("?src=data/list.json#/overview")?;
    page.wait_for("the feature table", TABLE)?;
    for half in &captures[1..3] {
        let message = told(&page, half)?;
        let bytes = std::fs::metadata(scratch.path().join(half))?.len();
        let found = format!("half a file; the connection ended before all {bytes} bytes had come");
        assert!(message.contains(&found), "{message}");
        assert!(message.contains("Look again under Sources"), "{message}");
    }
    assert_eq!(rows(&page.report()?), WITHOUT_TWO);

    for half in &captures[1..3] {
        page.server().fail(&scratch.path().join(half), None);
    }
    page.visit("Sources")?;
    page.browser.find(".look-again button")?.click()?;
    told(&page, "2 files arrived")?;
    page.report_that("all rows", |report| rows(report) == [300; 12])?;
    page.ends_quietly_but_for(|message| message.contains("ERR_CONTENT_LENGTH_MISMATCH"))
}
