//! A list of files that is looked at again and again.

use leeway::engine::report::Report;
use serde_json::json;

use crate::page::{Page, Scratch, TABLE};
use crate::support::files_below;
use crate::{Problem, loans};

const HEAT_MAP: &str = "document.querySelector('.overview .over-time canvas')?.ariaLabel";

/// Writes the list over these files.
fn list(scratch: &Scratch, paths: &[String]) -> Result<(), Problem> {
    let files: Vec<_> = paths.iter().map(|path| json!({"path": path})).collect();
    // Under another name until it is whole.
    let unfinished = scratch.write("list.json.part", json!({"files": files}).to_string())?;
    std::fs::rename(unfinished, scratch.path().join("list.json"))?;
    Ok(())
}

fn paths(scratch: &Scratch) -> Vec<String> {
    let below = files_below(scratch.path());
    let paths = below
        .iter()
        .filter_map(|path| path.strip_prefix(scratch.path()).ok());
    paths
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

fn hours(report: &Report) -> usize {
    report
        .current
        .as_ref()
        .map_or(0, |current| current.windows.len())
}

#[test]
fn a_served_folder_grows_by_an_hour_and_the_view_stays() -> Result<(), Problem> {
    let scratch = loans::folder("loans-growing")?;
    let all = paths(&scratch);
    let (last, first) = all.split_last().ok_or("no files")?;
    list(&scratch, first)?;
    let Some(page) = Page::load_beside(scratch.path(), "?src=data/list.json&refresh=5#/overview")?
    else {
        return Ok(());
    };
    page.wait_for("the feature table", TABLE)?;
    page.wait_for(
        "the heat map",
        &format!("{HEAT_MAP}?.includes('in 11 windows')"),
    )?;
    assert_eq!(hours(&page.report()?), 11);
    page.browser.find("tr.row a")?.click()?;
    page.wait_for("the feature", "location.hash.startsWith('#/feature/')")?;
    let here = page.value("location.hash")?;

    let mut grown = first.to_vec();
    grown.push(last.clone());
    list(&scratch, &grown)?;
    let told = page.wait_for(
        "the arrival",
        "[...document.querySelectorAll('.notice, [role=status], [role=alert]')].map(one => one.innerText).find(text => text.includes('arrived'))",
    )?;
    assert!(told.as_str().unwrap_or_default().contains(last), "{told}");
    assert_eq!(hours(&page.report()?), 12);
    // Still the same feature; it has the new hour.
    assert_eq!(page.value("location.hash")?, here);
    page.ends_quietly()
}

#[test]
fn files_that_do_not_come_are_told_and_the_rest_is_read() -> Result<(), Problem> {
    let scratch = loans::folder("loans-broken")?;
    scratch.write(
        "page.csv",
        "<!doctype html>\n<html><body>Sign in</body></html>\n",
    )?;
    // Half a file: its last line is cut.
    let half = scratch.path().join(
        paths(&scratch)
            .into_iter()
            .find(|path| path.ends_with(".jsonl"))
            .ok_or("no capture")?,
    );
    let bytes = std::fs::read(&half)?;
    std::fs::write(&half, &bytes[..bytes.len() / 2])?;
    let mut listed = paths(&scratch);
    listed.insert(0, "missing.jsonl".to_owned());
    list(&scratch, &listed)?;
    let Some(page) = Page::load_beside(scratch.path(), "?src=data/list.json#/overview")? else {
        return Ok(());
    };
    page.wait_for("the feature table", TABLE)?;
    page.wait_for(
        "the message",
        "document.body.innerText.includes('missing.jsonl')",
    )?;
    let report = page.report()?;
    assert_eq!(hours(&report), 12);
    let web_page = report
        .sources
        .iter()
        .find(|source| source.path.ends_with("page.csv"))
        .ok_or("no page.csv")?;
    assert!(
        web_page.failed && web_page.notes[0].what.contains("web page"),
        "{web_page:?}"
    );
    let cut = report
        .sources
        .iter()
        .find(|source| half.ends_with(&source.path))
        .ok_or("no half")?;
    assert!(!cut.failed && !cut.notes.is_empty(), "{cut:?}");
    page.ends_quietly_but_for(|message| message.contains("missing.jsonl"))
}
