//! `window.leeway`: the page's programming interface.
//!
//! Every call answers a promise. A refusal is an `Error` whose message says what went wrong and what to do.

use leptos::prelude::*;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

use super::{
    answer::answer,
    page::{DEMO_ROWS, Page, UNFETCHED},
    session::{Answered, Failure},
};
use crate::{
    browser::{self, ScriptObject, from_json, text_field, to_json},
    documents::Role,
    engine::protocol::{Outcome, Request},
    interaction::link::with_changes,
    report::{Report, SCHEMA},
};

type Promised = Result<JsValue, Failure>;

/// Puts the interface on `window`.
pub fn install(page: Page) {
    ScriptObject::default()
        .promise("ready", ready(page))
        .function("open", move |files, options| open(page, files, options))
        .function("demo", move |_, _| {
            asked(page, Request::Demo { rows: DEMO_ROWS })
        })
        .function("set", move |settings, _| set(page, settings))
        .function("report", move |_, _| report(page))
        .function("export", move |name, _| export(page, name))
        .function("clear", move |_, _| {
            page.watch.clear();
            asked(page, Request::Clear)
        })
        // Lets a test see that the page survives a programming error in the engine.
        .function("panic", move |_, _| asked(page, Request::Panic))
        .install("leeway");
}

async fn ready(page: Page) -> Promised {
    let is_up = answer(move |then| {
        let then = StoredValue::new_local(Some(then));
        Effect::new(move |_| {
            if let Some(is_up) = page.signals.is_up.get()
                && let Some(then) = then.try_update_value(Option::take).flatten()
            {
                then(is_up);
            }
        });
    })
    .await;
    match is_up {
        true => Ok(JsValue::UNDEFINED),
        false => Err(Failure::failed(
            page.signals.banner.get_untracked().unwrap_or_default(),
        )),
    }
}

async fn open(page: Page, files: JsValue, options: JsValue) -> Promised {
    let picked =
        browser::from_script(&files).map_err(|error| Failure::failed(error.to_string()))?;
    if picked.is_empty() {
        return Err(Failure::failed(
            "No files were given. Give File objects or {path, bytes} objects.",
        ));
    }
    let role = text_field(&options, "role");
    if let Some(role) = &role
        && Role::parse(role).is_none()
    {
        return Err(Failure::Failed(format!(
            "There is no role \"{role}\". Use \"baseline\", \"current\", \"labels\" or \"reported\", or none to have it guessed."
        )));
    }
    let answered = answer(|then| page.session().open(picked, role, then)).await;
    done(page, answered)
}

async fn asked(page: Page, request: Request) -> Promised {
    let answered = answer(|then| {
        page.session().ask(request, then);
    })
    .await;
    done(page, answered)
}

async fn set(page: Page, settings: JsValue) -> Promised {
    let given: Map<String, Value> = to_json(&settings)
        .and_then(|text| serde_json::from_str(&text).ok())
        .ok_or_else(|| Failure::failed("leeway.set takes an object of settings."))?;
    let old = page.signals.settings.get_untracked();
    let new = with_changes(&old, given)?;
    let changed = Value::Object(new.changes_since(&old)).to_string();
    page.signals.settings.set(new);
    let answered = answer(|then| {
        let request = Request::Set { settings: changed };
        page.session().ask(request, then);
    })
    .await;
    if answered.is_err() {
        page.signals.settings.set(old);
    }
    done(page, answered)
}

async fn report(page: Page) -> Promised {
    let screens = page.fetched_screens().await;
    let screens = screens.ok_or_else(|| Failure::failed(UNFETCHED))?;
    let text = match page.signals.report.get_untracked() {
        Some(report) => (screens.write)(&report),
        None => (screens.write)(&Report {
            schema: SCHEMA,
            leeway: env!("CARGO_PKG_VERSION").to_owned(),
            settings: page.signals.settings.get_untracked(),
            ..Report::default()
        }),
    };
    text.and_then(|text| from_json(&text))
        .ok_or_else(|| Failure::unreadable("The report"))
}

async fn export(page: Page, name: JsValue) -> Promised {
    let name = name.as_string().ok_or_else(|| {
        Failure::failed("leeway.export takes the name of a file, \"report.json\" for example.")
    })?;
    let answered = answer(|then| {
        page.session().ask(Request::Export { name }, then);
    })
    .await;
    match answered? {
        Answered {
            outcome: Outcome::Exported { name, mime },
            bytes: Some(bytes),
        } => Ok(ScriptObject::default()
            .with("name", &JsValue::from_str(&name))
            .with("type", &JsValue::from_str(&mime))
            .with("bytes", &bytes)
            .into_value()),
        _ => Err(Failure::failed("The engine answered without a file.")),
    }
}

fn done(page: Page, answered: Result<Answered, Failure>) -> Promised {
    page.show(Ok(answered?));
    Ok(JsValue::UNDEFINED)
}
