//! The drop target, and what to put there: all there is while nothing is loaded. It asks the engine for the example.

use leptos::prelude::*;

use super::{
    controls::{PickFiles, PickFolder},
    icon::Icon,
    page::page,
};
use crate::{browser, interaction::screen::Screen};

/// The screen while nothing is loaded, and the place to add more.
#[component]
pub fn StartScreen() -> impl IntoView {
    let page = page();
    let is_loaded = Memo::new(move |_| page.is_loaded());
    let brings_files = browser::address_parameter("src").is_some();
    let is_from_link =
        move || page.screen.get() != Screen::Start && !is_loaded.get() && !brings_files;
    view! {
        <div class="start">
            <h1>"How far has your model’s data drifted?"</h1>
            <p class="lead">
                "Drop training data and what SageMaker Model Monitor or Clarify left behind. Leeway compares the two sides, feature by feature."
            </p>
            <Show when=is_from_link>
                <p class="callout">
                    "This link holds a screen and settings, but no data. Open the same files, and you see what its sender saw."
                </p>
            </Show>
            <section class="drop-target" aria-label="Open files">
                <Icon name="leeway" />
                <p class="drop-words">"Drop files, folders, .zip or .gz here"</p>
                <div
                    class="start-buttons"
                    on:pointerenter=move |_| page.prepare()
                    on:focusin=move |_| page.prepare()
                >
                    <PickFiles class="primary" label="Choose files" />
                    <PickFolder class="" label="Choose a folder" />
                    <button on:click=move |_| page.open_demo()>"Open the example"</button>
                </div>
                <Show when=move || is_loaded.get()>
                    <p class="muted">
                        "What you open is added to what is loaded. "
                        <button class="link" on:click=move |_| page.clear()>
                            "Forget everything"
                        </button>
                    </p>
                </Show>
            </section>
            <p class="privacy">"Nothing leaves this tab: no upload, no account, no tracking."</p>
            <div class="start-sides">
                <div>
                    <h2 class="side-baseline">"Baseline"</h2>
                    <p>"what the model was trained on"</p>
                    <ul>
                        <li>"training data as CSV, JSON or JSON Lines"</li>
                        <li>"or " <code>"statistics.json"</code> " and " <code>"constraints.json"</code> " of a baselining job"</li>
                    </ul>
                </div>
                <div>
                    <h2 class="side-current">"Current"</h2>
                    <p>"what it sees now"</p>
                    <ul>
                        <li>"the folder that data capture writes"</li>
                        <li>"or scored data, or the " <code>"statistics.json"</code> " of an execution"</li>
                    </ul>
                </div>
            </div>
        </div>
    }
}
