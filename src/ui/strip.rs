//! The strip of questions above a screen that depends on them, from the report's `questions`: yes, another, none. What was answered stays where it was asked, with a
//! way back, until the screen is left, so that nothing moves under the pointer. Without a question there is nothing.

use leptos::{html, prelude::*};

use crate::{
    browser,
    interaction::{
        answers::{Answer, Offer, answered, asked, offer},
        link::with_changes,
        screen::Screen,
    },
    presentation::columns::{answered_words, candidate_words, question_name},
    report::{
        columns::{Question, Subject},
        settings::Settings,
    },
    ui::{
        address,
        icon::Icon,
        page::{Page, page},
    },
};

/// Candidates that stand in the strip; the others are on the screen that it leads to.
const OFFERED: usize = 5;

/// What tells one question from another.
type Key = (Subject, Option<String>);

/// An answer that was given here.
#[derive(Debug, Clone, PartialEq)]
struct Noted {
    key: Key,
    words: String,
    before: Settings,
    after: Settings,
    /// Height of the strip before, in CSS pixels.
    height: i32,
}

fn key(question: &Question) -> Key {
    (question.about, question.column.clone())
}

/// The questions on which a screen depends.
#[component]
pub fn Questions(
    /// The screen.
    of: Screen,
) -> impl IntoView {
    let page = page();
    let open = page.part(move |report| {
        let questions = asked(&report.questions, &of).into_iter().cloned();
        Some(questions.collect::<Vec<_>>())
    });
    let noted = RwSignal::new(Vec::<Noted>::new());
    let shown = Memo::new(move |before: Option<&Vec<Question>>| {
        let mut open = open.get().unwrap_or_default();
        let mut shown = Vec::new();
        for known in before.into_iter().flatten() {
            let newest = open.iter().position(|one| key(one) == key(known));
            let newest = newest.map(|at| open.remove(at));
            let is_noted = noted.with(|noted| noted.iter().any(|noted| noted.key == key(known)));
            match (is_noted, newest) {
                (true, _) => shown.push(known.clone()),
                (false, newest) => shown.extend(newest),
            }
        }
        shown.extend(open);
        shown
    });
    view! {
        <Show when=move || !shown.with(Vec::is_empty)>
            <section class="strips" aria-label="Questions about the files">
                <For
                    each=move || shown.get()
                    key=|question| format!("{question:?}")
                    let:question
                >
                    <Strip question noted />
                </For>
            </section>
        </Show>
    }
}

#[component]
fn Strip(question: Question, noted: RwSignal<Vec<Noted>>) -> impl IntoView {
    let page = page();
    let item = NodeRef::<html::Div>::new();
    let own = StoredValue::new(key(&question));
    let id = format!("answered-{}", question.about.name());
    let name = question_name(&question);
    let sentence = question.sentence.clone();
    let note = Memo::new(move |_| {
        noted.with(|noted| {
            let mut noted = noted.iter();
            own.with_value(|own| noted.find(|noted| noted.key == *own).cloned())
        })
    });
    let (asking, undo_id) = (question.clone(), id.clone());
    let give = move |answer: Answer| {
        let before = page.signals.settings.get_untracked();
        let report = page.signals.report.get_untracked();
        let columns = report.as_ref().map_or(&[][..], |report| &report.columns);
        let after = match answered(&before, &asking, columns, &answer) {
            Ok(after) => after,
            Err(refusal) => return page.notify(refusal),
        };
        let chosen = match &answer {
            Answer::Yes => asking.supposed.iter().cloned().collect(),
            Answer::Is(value) => vec![value.clone()],
            Answer::All => asking.candidates.clone(),
            Answer::None => Vec::new(),
        };
        let height = item.get_untracked().map_or(0, |item| item.offset_height());
        let given = Noted {
            key: own.get_value(),
            words: answered_words(&asking, &chosen),
            before,
            after: after.clone(),
            height,
        };
        noted.update(|noted| noted.push(given));
        page.choose(after);
        let undo = format!("#{undo_id}");
        request_animation_frame(move || {
            browser::focus(&undo);
        });
    };
    let give = StoredValue::new_local(give);
    let question = StoredValue::new(question);
    let body = move || match note.get() {
        Some(note) => answer_given(page, note, noted, id.clone()),
        None => view! {
            <p class="strip-sentence">{sentence.clone()}</p>
            <Answers question give=move |answer| give.with_value(|give| give(answer)) />
        }
        .into_any(),
    };
    let height = move || note.with(|note| note.as_ref().map(|note| format!("{}px", note.height)));
    view! {
        <div class="strip" role="group" aria-label=name node_ref=item style:min-height=height>
            <span class="strip-mark" aria-hidden="true">
                <Icon name="help" />
            </span>
            {body}
        </div>
    }
}

fn answer_given(page: Page, note: Noted, noted: RwSignal<Vec<Noted>>, id: String) -> AnyView {
    let words = note.words.clone();
    let undo = move |_| {
        let back = note.before.changes_since(&note.after);
        let settings = page.signals.settings.get_untracked();
        page.choose_if_right(with_changes(&settings, back));
        noted.update(|noted| noted.retain(|one| one.key != note.key));
    };
    view! {
        <p class="strip-sentence" role="status">
            {words}
        </p>
        <div class="strip-answers">
            <button id=id on:click=undo>"Undo"</button>
        </div>
    }
    .into_any()
}

/// The buttons.
#[component]
fn Answers(
    question: StoredValue<Question>,
    give: impl Fn(Answer) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let page = page();
    let offered = page
        .part(move |report| Some(question.with_value(|question| offer(question, &report.columns))));
    let is_choosing = RwSignal::new(false);
    let buttons = move || {
        let Offer {
            yes,
            all,
            others,
            none,
            screen,
        } = offered.get().unwrap_or_default();
        let answer = move |words: String, class: &'static str, answer: Answer| {
            view! { <button class=class on:click=move |_| give(answer.clone())>{words}</button> }
        };
        let has_yes = yes.is_some();
        let is_open = is_choosing.get() || !has_yes;
        let yes = yes.map(|_| answer("Yes".to_owned(), "primary", Answer::Yes));
        let all = all.map(|words| answer(words.to_owned(), "primary", Answer::All));
        let another = (has_yes && !others.is_empty()).then(|| {
            view! {
                <button
                    aria-expanded=is_open.to_string()
                    on:click=move |_| is_choosing.update(|is_choosing| *is_choosing = !*is_choosing)
                >
                    "Choose another"
                </button>
            }
        });
        let none = none.map(|words| answer(words.to_owned(), "", Answer::None));
        let more_words = match (has_yes, &screen) {
            (_, Screen::Sources) => "Look at the files",
            (true, _) if others.is_empty() => "Choose another",
            _ => "All columns",
        };
        let are_all_here = has_yes && !is_open && !others.is_empty();
        let more = (!are_all_here).then(|| {
            let to = screen.clone();
            view! { <a class="button quiet" href=move || address::to(page, to.clone())>{more_words}</a> }
        });
        let others = others.into_iter().take(OFFERED).filter(|_| is_open);
        let words = |name: &str| question.with_value(|question| candidate_words(question, name));
        let others = others.map(|name| answer(words(&name), "strip-candidate", Answer::Is(name)));
        view! { {yes} {all} {another} {others.collect_view()} {more} {none} }
    };
    view! { <div class="strip-answers">{buttons}</div> }
}
