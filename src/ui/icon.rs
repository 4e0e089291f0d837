//! The page's icons as line drawings; an unknown name draws nothing.

use leptos::prelude::*;

/// A small picture beside a word; screen readers skip it.
#[component]
pub fn Icon(
    /// Which one.
    name: &'static str,
) -> impl IntoView {
    let paths: &[&str] = match name {
        "leeway" => &["M4 14.5V1.5", "M4 14.5C4 9 11.5 8.5 11.5 2"],
        "settings" => &[
            "M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7",
            "M9 4.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
            "M3 11.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
        ],
        "help" => &[
            "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4",
            "M6.2 6.3a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2",
            "M8 11.4v.1",
        ],
        "add" => &["M8 2.5v11M2.5 8h11"],
        "folder" => &["M1.8 12.5v-9h4l1.6 1.8h6.8v7.2z"],
        "close" => &["M3.5 3.5l9 9M12.5 3.5l-9 9"],
        "search" => &[
            "M7 2.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6",
            "M10.6 10.6l3.4 3.4",
        ],
        "save" => &["M8 2v8.2M4.6 7L8 10.4L11.4 7M2.5 13.5h11"],
        "copy" => &["M5.5 5.5h8v8h-8z", "M10.5 5.5v-3h-8v8h3"],
        "previous" => &["M9.8 3L4.8 8l5 5"],
        "next" => &["M6.2 3l5 5l-5 5"],
        "warning" => &["M8 2.2L14.6 13.6H1.4z", "M8 6.4v3.4M8 11.6v.1"],
        _ => &[],
    };
    let paths = paths.iter().map(|path| view! { <path d=*path /> });
    view! {
        <svg class=format!("icon icon-{name}") viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            {paths.collect_view()}
        </svg>
    }
}
