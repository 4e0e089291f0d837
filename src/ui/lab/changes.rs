//! The changes on the lab's desk, one after the other, to edit. Each edit is tried. Without a change it says what one does.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    report::lab::answer::LabColumn,
    scenarios::changes::{Change, ChangeKind},
    ui::{
        controls::{choice, choice_of, names, options},
        format::number,
        icon::Icon,
    },
};

/// The changes, one after the other, to edit.
#[component]
pub fn Changes(
    /// Where they lie.
    desk: Desk,
) -> impl IntoView {
    // Only what makes other fields makes rows anew, so that typing keeps its place.
    let shapes = Memo::new(move |_| {
        desk.changes.with(|changes| {
            let shape =
                |change: &Change| (change.kind, change.feature.clone(), change.when.is_some());
            changes.iter().map(shape).collect::<Vec<_>>()
        })
    });
    let rows = move || {
        let count = shapes.with(Vec::len);
        (0..count).map(|place| row(desk, place)).collect::<Vec<_>>()
    };
    let add = move |_| {
        let mut changes = desk.changes.get_untracked();
        changes.push(fresh(ChangeKind::Shift, &columns(desk)));
        desk.put(changes);
    };
    let is_empty = move || shapes.with(Vec::is_empty);
    view! {
        <section class="card lab-changes" aria-label="Changes">
            <div class="card-head">
                <h2>"Changes"</h2>
                <span class="push"></span>
                <button class="quiet" on:click=add>
                    <Icon name="add" />
                    <span>"Add a change"</span>
                </button>
            </div>
            <Show when=is_empty>
                <p class="muted">
                    "A copy of the baseline is changed and compared with the baseline itself, as if it were the current side. What is loaded stays as it is."
                </p>
            </Show>
            <ol class="lab-list">{rows}</ol>
        </section>
    }
}

fn columns(desk: Desk) -> Vec<LabColumn> {
    let columns = desk
        .lab
        .with_untracked(|lab| lab.as_ref().map(|lab| lab.columns.clone()));
    columns.unwrap_or_default()
}

/// A change of a kind as it is first offered.
fn fresh(kind: ChangeKind, columns: &[LabColumn]) -> Change {
    let needs_number = matches!(
        kind,
        ChangeKind::Shift | ChangeKind::Scale | ChangeKind::Outliers
    );
    let needs_values = matches!(kind, ChangeKind::Down | ChangeKind::Remove);
    let fits = |column: &&LabColumn| {
        (!needs_number || column.is_number && column.values.is_empty())
            && (!needs_values || !column.values.is_empty())
    };
    let column = columns
        .iter()
        .find(fits)
        .or(columns.iter().find(|column| column.is_number));
    let column = column.filter(|_| kind.has_feature());
    let first = column.and_then(|column| column.values.first().cloned());
    Change {
        kind,
        feature: column.map_or(String::new(), |column| column.name.clone()),
        amount: kind.amount().first,
        value: match kind {
            ChangeKind::NewLabel => "new".to_owned(),
            ChangeKind::Constant => first.unwrap_or("0".to_owned()),
            _ => first.unwrap_or_default(),
        },
        when: None,
    }
}

fn row(desk: Desk, place: usize) -> AnyView {
    let Some(change) = desk
        .changes
        .with_untracked(|changes| changes.get(place).cloned())
    else {
        return ().into_any();
    };
    let edit = move |edit: &dyn Fn(&mut Change)| {
        let mut changes = desk.changes.get_untracked();
        if let Some(change) = changes.get_mut(place) {
            edit(change);
        }
        desk.put(changes);
    };
    let choose_kind = move |kind: ChangeKind| {
        let fresh = fresh(kind, &columns(desk));
        edit(&|change| {
            let feature = std::mem::take(&mut change.feature);
            *change = fresh.clone();
            if kind.has_feature() && !feature.is_empty() && fresh.value.is_empty() {
                change.feature = feature;
            }
        });
    };
    let here = change.kind;
    let kinds = ChangeKind::ALL
        .into_iter()
        .map(|kind| (kind, kind.name(), kind.title()));
    let remove = move |_| {
        let mut changes = desk.changes.get_untracked();
        changes.remove(place);
        desk.put(changes);
    };
    let condition = change.when.as_ref().map(|when| {
        format!(
            "only where {} is at most {}",
            when.feature,
            number(when.at_most)
        )
    });
    view! {
        <li class="lab-change">
            {choice_of("Kind of change", kinds, move || here, choose_kind)}
            {feature(desk, &change, edit)}
            {amount(&change, edit)}
            {value(desk, &change, edit)}
            <span class="muted">{condition}</span>
            <button class="quiet icon-only push" aria-label="Remove this change" on:click=remove>
                <Icon name="close" />
            </button>
        </li>
    }
    .into_any()
}

fn feature(
    desk: Desk,
    change: &Change,
    edit: impl Fn(&dyn Fn(&mut Change)) + Copy + 'static,
) -> Option<AnyView> {
    if !change.kind.has_feature() {
        return None;
    }
    let all = columns(desk);
    let offered = options(names(all.iter().map(|column| &column.name)));
    let needs_value = change.kind == ChangeKind::Remove;
    let all = StoredValue::new(all);
    let choose = move |name: String| {
        let first = all.with_value(|all| {
            let column = all.iter().find(|column| column.name == name)?;
            column.values.first().cloned()
        });
        edit(&|change| {
            change.feature.clone_from(&name);
            if needs_value {
                change.value = first.clone().unwrap_or_default();
            }
        });
    };
    Some(choice(
        "Column",
        offered,
        Signal::stored(change.feature.clone()),
        choose,
    ))
}

fn amount(change: &Change, edit: impl Fn(&dyn Fn(&mut Change)) + Copy + 'static) -> AnyView {
    let input = change.kind.amount();
    let scale = if change.kind.is_share() { 100.0 } else { 1.0 };
    let shown = number(change.amount * scale);
    let write = move |event| {
        if let Ok(typed) = event_target_value(&event).parse::<f64>() {
            let amount = (typed / scale).clamp(input.smallest, input.largest);
            edit(&|change| change.amount = amount);
        }
    };
    view! {
        <label class="lab-amount">
            <input
                type="number"
                step="any"
                min=input.smallest * scale
                max=input.largest * scale
                value=shown
                on:change=write
            />
            <span class="muted">{if scale > 1.0 { "% of rows" } else { input.name }}</span>
        </label>
    }
    .into_any()
}

fn value(
    desk: Desk,
    change: &Change,
    edit: impl Fn(&dyn Fn(&mut Change)) + Copy + 'static,
) -> Option<AnyView> {
    let what = change.kind.value()?;
    let name = match change.kind {
        ChangeKind::Repeat => desk.lab.with_untracked(|lab| lab.as_ref()?.label.clone()),
        _ => Some(change.feature.clone()),
    };
    let column = columns(desk)
        .into_iter()
        .find(|column| Some(&column.name) == name.as_ref());
    let values = column.map_or(Vec::new(), |column| column.values);
    let write = move |value: String| edit(&|change| change.value.clone_from(&value));
    // A value that need not occur is typed, all others are chosen.
    let is_free = matches!(change.kind, ChangeKind::Constant | ChangeKind::NewLabel);
    let control = match is_free || values.is_empty() {
        true => view! {
            <input
                type="text"
                value=change.value.clone()
                on:change=move |event| write(event_target_value(&event))
            />
        }
        .into_any(),
        false => {
            let other = (!values.contains(&change.value)).then(String::new);
            let offered = options(names(other.iter().chain(&values)));
            choice("", offered, Signal::stored(change.value.clone()), write)
        }
    };
    let view = view! {
        <label class="lab-amount">
            <span class="muted">{what}</span>
            {control}
        </label>
    };
    Some(view.into_any())
}
