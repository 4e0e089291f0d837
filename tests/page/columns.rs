//! What columns were taken for, and the user's say in it: the table of columns, the strip of questions, and what was chosen as a file.

use leeway::monitors::drift::Verdict;
use leeway::report::Report;
use leeway::report::columns::{ColumnReport, Question, Subject};
use leeway::report::settings::ColumnRole;
use leeway::table::ColumnType;
use serde_json::{Value, json};

use crate::page::{Scratch, TABLE, feature};
use crate::webdriver::hands::key;
use crate::{Page, Problem};

/// Rows of an amount that drifts with `shift`, a plan, the truth, and an answer of a model.
fn rows(seed: u64, shift: f64) -> String {
    let mut rows = String::from("amount,plan,target,prediction\n");
    for at in 0..600_u64 {
        let drawn = (at * 7919 + seed * 104_729) % 997;
        let amount = 20.0 + drawn as f64 / 7.0 + shift;
        let truth = u64::from(drawn % 5 < 2);
        let answer = if drawn.is_multiple_of(9) {
            1 - truth
        } else {
            truth
        };
        rows += &format!("{amount:.2},plan {},{truth},{answer}\n", drawn % 4);
    }
    rows
}

fn files() -> [(&'static str, String); 2] {
    [("train.csv", rows(1, 0.0)), ("current.csv", rows(2, 60.0))]
}

/// The page with the files open.
fn opened() -> Result<Page, Problem> {
    let page = Page::load()?;
    let files = files();
    let files = [0, 1].map(|at| (files[at].0, files[at].1.as_str()));
    page.open_texts(&files, None)?;
    page.wait_for("the feature table", TABLE)?;
    Ok(page)
}

#[track_caller]
fn column<'a>(report: &'a Report, name: &str) -> &'a ColumnReport {
    let found = report.columns.iter().find(|column| column.name == name);
    found.unwrap_or_else(|| panic!("no column {name}"))
}

fn question(report: &Report, about: Subject) -> Option<&Question> {
    let mut questions = report.questions.iter();
    questions.find(|question| question.about == about)
}

/// Presses Tab until the focus is on what has that name.
fn tab_to(page: &Page, name: &str) -> Result<(), Problem> {
    for _ in 0..80 {
        page.browser.press(key::TAB)?;
        if page.value("document.activeElement.getAttribute('aria-label')")? == name {
            return Ok(());
        }
    }
    Err(format!("Tab does not come to {name:?}").into())
}

/// Goes to the columns by the keys alone.
fn go_to_columns(page: &Page) -> Result<(), Problem> {
    page.value("document.activeElement?.blur()")?;
    page.browser.press("s")?;
    page.wait_for("the files", "document.querySelector('.source-list')")?;
    page.value("document.querySelector('.parts a:last-child').focus()")?;
    page.browser.press(key::ENTER)?;
    page.wait_for("the columns", "document.querySelector('.column-row')")
        .map(drop)
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_type_and_a_role_are_changed_by_keyboard_and_the_verdict_follows() -> Result<(), Problem> {
    let page = opened()?;
    let before = page.report()?;
    assert_eq!(column(&before, "amount").column_type, ColumnType::Number);
    assert_eq!(feature(&before, "amount").verdict, Verdict::Strong);
    go_to_columns(&page)?;

    tab_to(&page, "Type of amount")?;
    page.browser.press("I")?;
    let typed = page.report_that("the type", |report| {
        column(report, "amount").column_type == ColumnType::Identifier
    })?;
    assert_eq!(feature(&typed, "amount").verdict, Verdict::Unknown);
    assert_ne!(
        typed.verdict.as_ref().map(|all| all.drifted),
        before.verdict.as_ref().map(|all| all.drifted)
    );
    let here =
        "document.activeElement.getAttribute('aria-label') + ' ' + document.activeElement.value";
    assert_eq!(page.value(here)?, "Type of amount identifier");
    let known = "[...document.querySelectorAll('.column-row')].find(row => row.innerText.includes('amount')) \
         ?.querySelector('.column-cell-known').innerText.includes('Known')";
    page.wait_for("that it is known", known)?;
    // The way back, with the focus where it was.
    page.browser.press_with_control("z")?;
    let back = page.report_that("the way back", |report| {
        column(report, "amount").column_type == ColumnType::Number
    })?;
    assert_eq!(back.features, before.features);
    assert_eq!(back.settings, before.settings);

    tab_to(&page, "Role of amount")?;
    page.browser.press("Ig")?;
    let ignored = page.report_that("the role", |report| {
        column(report, "amount").role == ColumnRole::Ignored
    })?;
    assert_eq!(feature(&ignored, "amount").verdict, Verdict::Unknown);
    // The link keeps it.
    let link = page.value("location.hash")?;
    let link = link.as_str().unwrap_or_default().to_owned();
    page.go_to(&link)?;
    let files = files();
    let files = [0, 1].map(|at| (files[at].0, files[at].1.as_str()));
    page.open_texts(&files, None)?;
    page.wait_for("the columns", "document.querySelector('.column-row')")?;
    let again = page.report()?;
    assert_eq!(again.features, ignored.features);
    assert_eq!(again.columns, ignored.columns);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn several_columns_are_changed_at_once() -> Result<(), Problem> {
    let page = opened()?;
    go_to_columns(&page)?;
    tab_to(&page, "Select amount")?;
    page.browser.press(" ")?;
    // All between the two.
    page.value(
        "document.querySelector('[aria-label=\"Select target\"]').dispatchEvent( \
         new MouseEvent('click', {bubbles: true, cancelable: true, shiftKey: true}))",
    )?;
    page.wait_for(
        "three columns",
        "document.querySelector('.column-count').innerText === '3 columns selected'",
    )?;
    let choose = |name: &str, value: &str| {
        page.value(&format!(
            "(() => {{ const select = document.querySelector('[aria-label=\"{name}\"]'); select.value = '{value}'; \
             select.dispatchEvent(new Event('change', {{bubbles: true}})); }})()"
        ))
    };
    choose("Role of the selected columns", "group")?;
    page.value("[...document.querySelectorAll('.column-bulk button')].find(one => one.innerText === 'Apply').click()")?;
    let report = page.report_that("the roles", |report| {
        column(report, "plan").role == ColumnRole::Group
    })?;
    for name in ["amount", "plan", "target"] {
        assert_eq!(column(&report, name).role, ColumnRole::Group, "{name}");
    }
    assert_ne!(column(&report, "prediction").role, ColumnRole::Group);
    page.ends_quietly()
}

/// Clicks the strip's button that says so.
fn answer(page: &Page, words: &str) -> Result<(), Problem> {
    let button = format!(
        "[...document.querySelectorAll('.strip-answers button')].find(one => one.innerText === '{words}')"
    );
    page.wait_for(words, &format!("!!{button}"))?;
    page.value(&format!("{button}.click()")).map(drop)
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn the_strip_takes_yes_and_none_where_it_asks() -> Result<(), Problem> {
    let page = opened()?;
    let asked = page.report()?;
    let label = question(&asked, Subject::Label).ok_or("nothing is asked")?;
    assert_eq!(label.supposed.as_deref(), Some("target"));
    page.visit("Quality")?;
    assert!(page.text(".strip")?.contains(&label.sentence));
    let height = page.value("document.querySelector('.strips').offsetHeight")?;
    answer(&page, "Yes")?;
    let report = page.report_that("the answer", |report| {
        question(report, Subject::Label).is_none()
    })?;
    assert_eq!(report.settings.rules.label.as_deref(), Some("target"));
    assert!(column(&report, "target").certain);
    assert_eq!(page.text(".strip-sentence")?, "Noted: target is the label.");
    // Nothing has moved, and the focus is on the way back.
    assert_eq!(
        page.value("document.querySelector('.strips').offsetHeight")?,
        height
    );
    page.wait_for("the focus", "document.activeElement.innerText === 'Undo'")?;
    page.browser.press(key::ENTER)?;
    let report = page.report_that("the way back", |report| {
        question(report, Subject::Label).is_some()
    })?;
    assert_eq!(report.questions, asked.questions);

    answer(&page, "None")?;
    let report = page.report_that("no label", |report| {
        question(report, Subject::Label).is_none_or(|question| question.supposed.is_none())
    })?;
    assert_ne!(column(&report, "target").role, ColumnRole::Label);
    assert_eq!(page.text(".strip-sentence")?, "Noted: there is no label.");
    let link = page.value("decodeURIComponent(location.hash)")?;
    assert!(link.as_str().unwrap_or_default().contains("\"label\":\"\""));
    // Elsewhere what was noted is gone.
    page.visit("Sources")?;
    assert_eq!(page.value("document.querySelector('.strip')")?, Value::Null);
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn files_and_what_was_saved_give_the_same_report() -> Result<(), Problem> {
    let scratch = Scratch::new("saved-and-opened")?;
    let mut paths = Vec::new();
    for (path, text) in files() {
        paths.push(scratch.write(path, text)?);
    }
    let page = Page::load()?;
    let dropped: Vec<_> = paths.iter().map(|path| path.as_path()).collect();
    page.browser.drop_files(&dropped)?;
    page.wait_for("the feature table", TABLE)?;
    page.browser.script_async(
        "await leeway.set({alpha: 0.01, verdict: 'evidently', missing_words: ['plan 3']}); \
         await leeway.set({columns: {target: {role: 'label'}, plan: {role: 'group'}, amount: {type: 'number'}}})",
        json!([]),
    )?;
    // The two sides the other way round.
    page.visit("Sources")?;
    for (path, role) in [("train.csv", "current"), ("current.csv", "baseline")] {
        page.value(&format!(
            "(() => {{ const select = document.querySelector('[aria-label=\"Role of {path}\"]'); select.value = '{role}'; \
             select.dispatchEvent(new Event('change', {{bubbles: true}})); }})()"
        ))?;
        page.report_that("the role", |report| {
            let mut sources = report.sources.iter();
            sources.any(|source| source.path == path && source.role_name() == role)
        })?;
    }
    let before = page.report()?;
    let saved = page.browser.script_async(
        "return new TextDecoder().decode((await leeway.export('leeway.json')).bytes)",
        json!([]),
    )?;
    paths.push(scratch.write("leeway.json", saved.as_str().unwrap_or_default())?);

    page.go_to("")?;
    let dropped: Vec<_> = paths.iter().map(|path| path.as_path()).collect();
    page.browser.drop_files(&dropped)?;
    page.wait_for("the feature table", TABLE)?;
    let after = page.report()?;
    assert_eq!(after.settings, before.settings);
    assert_eq!(after.features, before.features);
    assert_eq!(after.columns, before.columns);
    assert_eq!(after.questions, before.questions);
    assert_eq!(after.checks, before.checks);
    assert_eq!(after.model_quality, before.model_quality);
    // The page knows them as the user's choice: the link has them.
    let link = page.value("decodeURIComponent(location.hash)")?;
    let link = link.as_str().unwrap_or_default();
    for part in ["\"alpha\":0.01", "\"label\":\"target\"", "\"group\""] {
        assert!(link.contains(part), "{link}");
    }
    page.ends_quietly()
}

/// Numbers of which every twentieth is a sensor's −200.
fn sensed(seed: u64) -> String {
    let mut rows = String::from("gas,heat\n");
    for at in 0..600_u64 {
        let drawn = (at * 7919 + seed * 104_729) % 997;
        let gas = match at % 20 {
            0 => "-200".to_owned(),
            _ => format!("{}.{}", 1 + drawn % 9, drawn % 10),
        };
        rows += &format!("{gas},{}.5\n", 20 + drawn % 60);
    }
    rows
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_value_that_stands_out_is_said_to_be_missing_by_keyboard() -> Result<(), Problem> {
    let page = Page::load()?;
    let (train, current) = (sensed(1), sensed(2));
    page.open_texts(&[("train.csv", &train), ("current.csv", &current)], None)?;
    page.wait_for("the feature table", TABLE)?;
    let before = page.report()?;
    assert_eq!(column(&before, "gas").missing, 0);
    // As many on both sides: nothing depends on it, and the overview does not ask.
    let strip = "[...document.querySelectorAll('.strip-sentence')].some(one => one.innerText.includes('-200'))";
    assert_eq!(page.value(strip)?, false);
    go_to_columns(&page)?;
    tab_to(&page, "Missing: -200 of gas")?;
    page.browser.press(key::ENTER)?;
    let report = page.report_that("the answer", |report| column(report, "gas").missing == 60)?;
    assert!(question(&report, Subject::Missing).is_none());
    page.wait_for(
        "what was said",
        "document.querySelector('.column-stand-ins')?.innerText.includes('−200 counts as missing: 60 rows')",
    )?;
    let link = page.value("decodeURIComponent(location.hash)")?;
    assert!(
        link.as_str()
            .unwrap_or_default()
            .contains("\"missing\":{\"-200\":true}")
    );
    page.browser.press_with_control("z")?;
    let back = page.report_that("the way back", |report| column(report, "gas").missing == 0)?;
    assert_eq!(back.columns, before.columns);
    page.ends_quietly()
}

/// A capture of 60 rows, of which every tenth has the attribute `test`.
fn captured() -> String {
    let row = |at: u64| {
        let attribute = match at % 10 {
            0 => "test",
            _ => "live",
        };
        format!(
            "{{\"captureData\":{{\"endpointInput\":{{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"{},{}.5\",\"encoding\":\"CSV\"}}}},\
             \"eventMetadata\":{{\"eventId\":\"e{at}\",\"customAttributes\":[\"{attribute}\"],\"inferenceTime\":\"2026-10-01T10:{:02}:00Z\"}},\"eventVersion\":\"0\"}}\n",
            20 + (at * 7919) % 61,
            (at * 31) % 17,
            at % 60
        )
    };
    (0..60).map(row).collect()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn rows_are_left_out_by_their_custom_attributes() -> Result<(), Problem> {
    let page = Page::load()?;
    let mut train = String::from("age,amount\n");
    (0..100_u64)
        .for_each(|at| train += &format!("{},{}.5\n", 20 + (at * 7919) % 61, (at * 31) % 17));
    let captured = captured();
    page.open_texts(
        &[("train.csv", &train), ("captures/a.jsonl", &captured)],
        None,
    )?;
    page.wait_for("the feature table", TABLE)?;
    let used = |report: &Report| {
        report
            .sources
            .iter()
            .map(|source| source.not_used)
            .sum::<u64>()
    };
    assert_eq!(used(&page.report()?), 0);
    page.browser.press("s")?;
    page.wait_for(
        "the attributes",
        "document.querySelector('[aria-label=\"Rows with test\"]')",
    )?;
    tab_to(&page, "Rows with test")?;
    page.browser.press("L")?;
    page.report_that("fewer rows", |report| used(report) == 6)?;
    assert_eq!(page.value("document.activeElement.value")?, "leave_out");
    page.browser.press_with_control("z")?;
    page.report_that("the way back", |report| used(report) == 0)?;
    page.ends_quietly()
}
