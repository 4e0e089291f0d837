//! One document, from the report: where it lies, what it is, its role and its notes. It asks the engine for another role, or to remove it.

use leptos::prelude::*;

use super::note::NoteItem;
use crate::{
    documents::Role,
    engine::protocol::{Request, RoleChoice},
    report::Source,
    ui::{
        controls::{choice, options},
        format::{bytes, counted, exact_count},
        icon::Icon,
        page::page,
        words::{ROLES, role, used_words},
    },
};

/// One document.
#[component]
pub fn SourceCard(
    /// The document.
    source: Source,
) -> impl IntoView {
    let page = page();
    let id = source.id;
    let (folder, file) = match source.path.rfind('/') {
        Some(slash) => source.path.split_at(slash + 1),
        None => ("", source.path.as_str()),
    };
    let class = if source.failed {
        "source source-failed".to_owned()
    } else {
        format!("source source-{}", source.role_name())
    };
    let guess = if source.role_chosen {
        "Guess again".to_owned()
    } else {
        format!("{} (guessed)", role(source.role))
    };
    let chosen = match source.role_chosen {
        true => source.role_name().to_owned(),
        false => String::new(),
    };
    let mut roles = vec![("", guess.as_str())];
    roles.extend(ROLES.map(|(role, words)| (role.name(), words)));
    let choose = move |role: String| {
        let role =
            Role::parse(&role).map_or(RoleChoice::Guessed, |role| RoleChoice::Chosen(Some(role)));
        page.ask(Request::SetRole { source: id, role });
    };
    let is_failed = source.failed;
    let has_role = !is_failed && (!source.kind.needs_no_role() || source.role_chosen);
    let role = has_role.then(|| {
        let name = format!("Role of {}", source.path);
        choice(&name, options(roles), Signal::stored(chosen), choose)
    });
    let notes = source.notes.clone();
    let notes = (!notes.is_empty()).then(|| {
        let items = notes.into_iter().map(|note| view! { <NoteItem note /> });
        view! { <ul class="notes">{items.collect_view()}</ul> }
    });
    view! {
        <li class=class>
            <div class="source-head">
                <p class="source-path" title=source.path.clone()>
                    <span class="muted">{folder.to_owned()}</span>
                    {file.to_owned()}
                </p>
                <p class="source-facts">
                    {is_failed.then(|| view! { <strong class="failed"><Icon name="warning" />"Not used"</strong> })}
                    <span>{source.kind.title()}</span>
                    <span title=exact_count(source.records)>
                        {counted(source.records, "record", "records")}
                    </span>
                    {used_words(&source).into_iter().map(|words| view! { <span>{words}</span> }).collect_view()}
                    {source.run.clone().map(|run| view! { <span>{format!("run {run}")}</span> })}
                    <span title=format!("{} bytes", exact_count(source.bytes))>{bytes(source.bytes)}</span>
                </p>
                <div class="source-actions">
                    {role}
                    <button
                        class="quiet icon-only"
                        aria-label=format!("Remove {}", source.path)
                        title="Remove"
                        on:click=move |_| page.ask(Request::Remove { source: id })
                    >
                        <Icon name="close" />
                    </button>
                </div>
            </div>
            {notes}
        </li>
    }
}
