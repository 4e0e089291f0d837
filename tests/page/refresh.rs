//! A list of files that is looked at again and again.

use leeway::report::Report;
use serde_json::json;

use crate::page::{PATIENCE, Page, Scratch, TABLE};
use crate::support::files_below;
use crate::{Problem, loans};
use leeway_command::server::Fault;

/// How long a watched folder rests at least.
pub const REST_MS: u32 = 4_000;

const HEAT_MAP: &str = "document.querySelector('.overview .over-time canvas')?.ariaLabel";

/// Writes the list over these files.
pub fn list(scratch: &Scratch, paths: &[String]) -> Result<(), Problem> {
    let files: Vec<_> = paths.iter().map(|path| json!({"path": path})).collect();
    // Under another name until it is whole.
    let unfinished = scratch.write("list.json.part", json!({"files": files}).to_string())?;
    std::fs::rename(unfinished, scratch.path().join("list.json"))?;
    Ok(())
}

/// The files of a folder, by path.
pub fn paths(scratch: &Scratch) -> Vec<String> {
    let below = files_below(scratch.path());
    let paths = below
        .iter()
        .filter_map(|path| path.strip_prefix(scratch.path()).ok());
    paths
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

/// How many windows there are.
pub fn hours(report: &Report) -> usize {
    report
        .current
        .as_ref()
        .map_or(0, |current| current.windows.len())
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_served_folder_grows_by_an_hour_and_the_view_stays() -> Result<(), Problem> {
    let scratch = loans::folder("loans-growing")?;
    let all = paths(&scratch);
    let (last, first) = all.split_last().ok_or("no files")?;
    list(&scratch, first)?;
    let page = Page::load_beside(scratch.path(), "?src=data/list.json&refresh=5#/overview")?;
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
#[ignore = "needs the built page: make page-tests"]
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
    let page = Page::load_beside(scratch.path(), "?src=data/list.json#/overview")?;
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

/// How often the files were sent.
pub fn sent(page: &Page, scratch: &Scratch, paths: &[String]) -> Vec<usize> {
    let times = |path: &String| page.server().times("GET", &scratch.path().join(path));
    paths.iter().map(times).collect()
}

/// Waits until the file was asked after so many times.
fn asked_after(page: &Page, file: &std::path::Path, times: usize) -> Result<(), Problem> {
    Ok(page.server().wait_for("HEAD", file, times, PATIENCE)?)
}

/// Waits for a message that says so, and answers it.
pub fn told(page: &Page, words: &str) -> Result<String, Problem> {
    let told = page.wait_for(
        words,
        &format!(
            "[...document.querySelectorAll('.message')].map(one => one.innerText).find(text => text.includes({words:?}))"
        ),
    )?;
    Ok(told.as_str().unwrap_or_default().to_owned())
}

/// A capture's first lines once more, with other ids: rows that came later.
fn longer(text: &str, lines: usize) -> String {
    let more = text.lines().take(lines);
    let more = more.map(|line| line.replacen("\"eventId\":\"", "\"eventId\":\"f", 1));
    let more: Vec<String> = more.collect();
    format!("{}\n{}\n", text.trim_end(), more.join("\n"))
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_file_that_changes_is_the_only_one_that_is_fetched_again() -> Result<(), Problem> {
    let scratch = loans::folder("loans-changing")?;
    let all = paths(&scratch);
    list(&scratch, &all)?;
    let page = Page::load_beside(scratch.path(), "?src=data/list.json&refresh=5#/overview")?;
    page.wait_for("the feature table", TABLE)?;
    let rows = |page: &Page| -> Result<u64, Problem> {
        Ok(page.report()?.current.map_or(0, |current| current.rows))
    };
    let before = rows(&page)?;
    let place = all.iter().position(|path| path.ends_with(".jsonl"));
    let place = place.ok_or("no capture")?;
    let changing = scratch.path().join(&all[place]);
    asked_after(&page, &changing, 2)?;
    assert_eq!(sent(&page, &scratch, &all), vec![1; all.len()]);

    let text = std::fs::read_to_string(&changing)?;
    scratch.write(&all[place], longer(&text, 7))?;
    let message = told(&page, "changed and was read again")?;
    assert!(message.contains(&all[place]), "{message}");
    let report = page.report()?;
    assert_eq!(rows(&page)?, before + 7);
    assert_eq!(report.sources.len(), all.len());
    // Only what changed was read.
    let records = text.lines().count() as u64 + 7;
    assert_eq!(report.timings.records, records);
    let looks = page.server().times("HEAD", &changing);
    asked_after(&page, &changing, looks + 2)?;
    let mut expected = vec![1; all.len()];
    expected[place] = 2;
    assert_eq!(sent(&page, &scratch, &all), expected);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_server_that_fails_is_told_and_asked_again() -> Result<(), Problem> {
    let scratch = loans::folder("loans-failing")?;
    let mut all = paths(&scratch);
    let captures = all.iter().filter(|path| path.ends_with(".jsonl"));
    let captures: Vec<_> = captures.map(|path| scratch.path().join(path)).collect();
    let (refused, half, page_instead) = (&captures[0], &captures[1], &captures[2]);
    let whole = [std::fs::read(half)?, std::fs::read(page_instead)?];
    std::fs::write(half, &whole[0][..whole[0].len() / 2])?;
    std::fs::write(
        page_instead,
        "<!doctype html>\n<html><body>Sign in</body></html>\n",
    )?;
    all.push("nowhere.jsonl".to_owned());
    list(&scratch, &all)?;
    let page = Page::load_beside(scratch.path(), "")?;
    page.server().fail(refused, Some(Fault::Status(500)));
    page.go_to("?src=data/list.json&refresh=5#/overview")?;
    page.wait_for("the feature table", TABLE)?;
    told(&page, "answered 500")?;
    told(&page, "nowhere.jsonl answered 404")?;
    let rows = |report: &Report| -> Vec<u64> {
        let windows = report.current.iter().flat_map(|current| &current.windows);
        windows.map(|window| window.rows).collect()
    };
    let report = page.report()?;
    let before = rows(&report);
    // The first hour did not come at all, the second by half, the third as a web page.
    assert_eq!(before.len(), 11);
    assert!(
        (1..300).contains(&before[0]) && before[1] == 0,
        "{before:?}"
    );
    let failed: Vec<&str> = report
        .sources
        .iter()
        .filter(|source| source.failed)
        .map(|source| source.notes[0].what.as_str())
        .collect();
    assert!(
        failed.len() == 1 && failed[0].contains("web page"),
        "{failed:?}"
    );

    page.server().fail(refused, None);
    std::fs::write(half, &whole[0])?;
    std::fs::write(page_instead, &whole[1])?;
    // Perhaps in two looks.
    told(&page, "arrived")?;
    let report = page.report_that("all rows", |report| rows(report) == [300; 12])?;
    assert!(report.sources.iter().all(|source| !source.failed));
    page.ends_quietly_but_for(|message| message.contains("500") || message.contains("404"))
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_list_can_be_looked_at_again_by_hand() -> Result<(), Problem> {
    let scratch = loans::folder("loans-by-hand")?;
    let all = paths(&scratch);
    let (last, first) = all.split_last().ok_or("no files")?;
    list(&scratch, first)?;
    let page = Page::load_beside(scratch.path(), "?src=data/list.json#/sources")?;
    page.wait_for("the button", "document.querySelector('.look-again button')")?;
    let look = || page.browser.find(".look-again button")?.click();
    look()?;
    told(&page, "Nothing is new there")?;
    list(&scratch, &all)?;
    look()?;
    told(&page, &format!("{last} arrived"))?;
    assert_eq!(hours(&page.report()?), 12);
    // The message took the other one's place.
    assert_eq!(
        page.value("document.querySelectorAll('.message').length")?,
        1
    );
    page.ends_quietly()
}

/// Writes files into a folder of the browser's own and has the page open it when it asks for a folder: the same interface as a folder of the disk.
const FOLDER: &str = "const [files] = arguments; \
    const root = await navigator.storage.getDirectory(); \
    const folder = await root.getDirectoryHandle('loans', {create: true}); \
    for (const [path, text] of files) { \
        const parts = path.split('/'), name = parts.pop(); \
        let place = folder; \
        for (const part of parts) place = await place.getDirectoryHandle(part, {create: true}); \
        const file = await (await place.getFileHandle(name, {create: true})).createWritable(); \
        await file.write(text); await file.close(); \
    } \
    window.showDirectoryPicker = async () => folder;";

#[test]
#[ignore = "needs the built page: make page-tests"]
fn an_opened_folder_is_watched() -> Result<(), Problem> {
    let scratch = loans::folder("loans-watched")?;
    let page = Page::load()?;
    let read = |path: &String| -> Result<(String, String), Problem> {
        let text = std::fs::read_to_string(scratch.path().join(path))?;
        Ok((path.clone(), text))
    };
    let all = paths(&scratch);
    let texts: Vec<(String, String)> = all.iter().map(read).collect::<Result<_, _>>()?;
    let (last, first) = texts.split_last().ok_or("no files")?;
    let write = |files: &[(String, String)]| page.browser.script_async(FOLDER, json!([files]));
    write(first)?;
    page.hold_timers(REST_MS)?;
    let choose = "[...document.querySelectorAll('.start button')].find(one => one.innerText.includes('folder'))";
    page.value(&format!("{choose}.click()"))?;
    page.wait_for("the feature table", TABLE)?;
    page.wait_for(
        "the heat map",
        &format!("{HEAT_MAP}?.includes('in 11 windows')"),
    )?;
    page.browser.find("tr.row a")?.click()?;
    page.wait_for("the feature", "location.hash.startsWith('#/feature/')")?;
    let here = page.value("location.hash")?;

    page.pass_timers_after(|| write(std::slice::from_ref(last)).map(drop))?;
    let message = told(&page, "arrived")?;
    assert!(message.contains(&format!("loans/{}", last.0)), "{message}");
    let report = page.report()?;
    assert_eq!(hours(&report), 12);
    assert_eq!(report.timings.records, last.1.lines().count() as u64);
    assert_eq!(page.value("location.hash")?, here);

    let rows = report.current.map_or(0, |current| current.rows);
    let grown = (last.0.clone(), longer(&last.1, 5));
    page.pass_timers_after(|| write(&[grown]).map(drop))?;
    told(&page, "changed and was read again")?;
    let report = page.report()?;
    assert_eq!(report.current.map_or(0, |current| current.rows), rows + 5);
    assert_eq!(report.timings.records, last.1.lines().count() as u64 + 5);
    page.visit("Sources")?;
    let words = page.text(".look-again")?;
    assert!(words.contains("The folder loans is watched"), "{words}");
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_folder_that_cannot_be_watched_is_chosen_again() -> Result<(), Problem> {
    let scratch = loans::folder("loans-chosen")?;
    let all = paths(&scratch);
    let last = all.last().ok_or("no files")?;
    let held = std::fs::read(scratch.path().join(last))?;
    std::fs::remove_file(scratch.path().join(last))?;
    let page = Page::load()?;
    // As in a browser that has no folders to look at again.
    page.browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({"source": "delete window.showDirectoryPicker; delete Window.prototype.showDirectoryPicker"}),
    )?;
    page.go_to("")?;
    let choose = |place: &str| -> Result<(), Problem> {
        page.browser
            .find(&format!("{place} input[webkitdirectory]"))?
            .choose_files(&[scratch.path()])
    };
    choose(".start")?;
    page.wait_for("the feature table", TABLE)?;
    assert_eq!(hours(&page.report()?), 11);
    page.visit("Sources")?;
    let words = page.text(".look-again")?;
    assert!(words.contains("cannot watch a folder"), "{words}");
    scratch.write(last, &held)?;
    choose(".look-again")?;
    told(&page, "arrived")?;
    let report = page.report()?;
    assert_eq!(hours(&report), 12);
    assert_eq!(
        report.timings.records,
        held.iter().filter(|byte| **byte == b'\n').count() as u64
    );
    choose(".look-again")?;
    told(&page, "Nothing is new there")?;
    page.ends_quietly()
}
