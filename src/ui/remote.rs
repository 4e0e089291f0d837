//! Opens what the address names: `?src=URL`, again after `&refresh=SECONDS`. Files that the list names for the first time are added to what is loaded.

use std::collections::BTreeSet;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{
    format::counted,
    manifest::{self, Listed},
    page::Page,
};
use crate::{
    browser::{self, Picked},
    engine::protocol::FileName,
};

/// Starts to look, if the address asks for it.
pub fn open_listed(page: Page) {
    let Some(list) = browser::address_parameter("src") else {
        return;
    };
    let refresh = browser::address_parameter("refresh");
    let refresh_s = manifest::refresh_seconds(refresh.as_deref());
    spawn_local(async move {
        let mut known = BTreeSet::new();
        loop {
            if let Err(sentence) = look(page, &list, &mut known).await {
                page.tell(sentence);
            }
            match refresh_s {
                Some(seconds) => browser::sleep(seconds * 1000).await,
                None => return,
            }
        }
    });
}

async fn look(page: Page, list: &str, known: &mut BTreeSet<String>) -> Result<(), String> {
    let text = match browser::fetch(list).await {
        Ok(blob) => browser::text(&blob).await,
        Err(error) => Err(error),
    };
    let listed = manifest::parse(&text.map_err(|error| error.to_string())?)?;
    let is_first = known.is_empty();
    let mut files = Vec::new();
    let mut refused = None;
    for file in listed {
        if known.contains(&file.path) {
            continue;
        }
        match fetched(&file, list).await {
            Ok(picked) => {
                known.insert(file.path);
                let name = FileName {
                    path: picked.path,
                    role: file.role,
                    run: file.run,
                    size: picked.size,
                };
                files.push((name, picked.data));
            }
            Err(sentence) => refused = Some(sentence),
        }
    }
    if !files.is_empty() {
        let session = page.session();
        let arrived = match is_first {
            true => None,
            false => Some(arrival(&files)),
        };
        session.open_named(files, true, move |answered| {
            if let (Ok(_), Some(words)) = (&answered, arrived) {
                page.tell(words);
            }
            page.show(answered);
        });
    }
    refused.map_or(Ok(()), Err)
}

/// What a later look found, as a sentence.
fn arrival(files: &[(FileName, JsValue)]) -> String {
    let newest = files.last().map(|(name, _)| name.path.as_str());
    match (files.len() as u64, newest) {
        (1, Some(path)) => format!("{path} arrived."),
        (count, Some(path)) => format!(
            "{} arrived, {path} the last.",
            counted(count, "file", "files")
        ),
        _ => String::new(),
    }
}

async fn fetched(file: &Listed, list: &str) -> Result<Picked, String> {
    let address = browser::resolved(&file.path, list)
        .ok_or_else(|| format!("\"{}\" in the list of files is no address.", file.path))?;
    let blob = browser::fetch(&address)
        .await
        .map_err(|error| error.to_string())?;
    Ok(Picked {
        path: file.path.clone(),
        size: blob.size() as u64,
        data: blob.into(),
    })
}
