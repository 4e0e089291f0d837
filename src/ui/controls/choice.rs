//! One of several values, as a select, and the words beside a control. Without options a select is empty.

use leptos::prelude::*;

/// Values, each with its words.
pub type Options = Signal<Vec<(String, String)>>;

/// Options that stay the same.
pub fn options<V: ToString, W: ToString>(pairs: impl IntoIterator<Item = (V, W)>) -> Options {
    let pairs = pairs.into_iter();
    Signal::stored(
        pairs
            .map(|(value, words)| (value.to_string(), words.to_string()))
            .collect(),
    )
}

/// Options that are called what they are.
pub fn names<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<(String, String)> {
    let names = names.into_iter();
    names.map(|name| (name.clone(), name.clone())).collect()
}

/// A select on which `chosen` is in force. `name` is for who cannot see it; it is empty where words stand around it.
pub fn choice(
    name: &str,
    options: Options,
    chosen: Signal<String>,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let name = (!name.is_empty()).then(|| name.to_owned());
    let option = move |(value, words): (String, String)| {
        let own = value.clone();
        view! { <option value=value prop:selected=move || chosen.with(|chosen| *chosen == own)>{words}</option> }
    };
    let options = move || options.get().into_iter().map(option).collect_view();
    view! { <select aria-label=name on:change=move |event| choose(event_target_value(&event))>{options}</select> }.into_any()
}

/// A choice of values that have a name in the markup and words.
pub fn choice_of<T: Clone + PartialEq + Send + Sync + 'static, W: ToString>(
    name: &str,
    all: impl IntoIterator<Item = (T, &'static str, W)>,
    chosen: impl Fn() -> T + Send + Sync + 'static,
    choose: impl Fn(T) + 'static,
) -> AnyView {
    let all: Vec<(T, &str, W)> = all.into_iter().collect();
    let known: Vec<(T, &str)> = all
        .iter()
        .map(|(value, name, _)| (value.clone(), *name))
        .collect();
    let offered = options(all.into_iter().map(|(_, name, words)| (name, words)));
    let names = known.clone();
    let chosen = Signal::derive(move || {
        let value = chosen();
        let here = names.iter().find(|(known, _)| *known == value);
        here.map_or(String::new(), |(_, name)| (*name).to_owned())
    });
    choice(name, offered, chosen, move |name| {
        if let Some((value, _)) = known.iter().find(|(_, known)| *known == name) {
            choose(value.clone());
        }
    })
}

/// A control with its words.
pub fn field(
    class: &'static str,
    words: &'static str,
    control: impl IntoView + 'static,
) -> AnyView {
    view! { <label class=class>{words} {control}</label> }.into_any()
}
