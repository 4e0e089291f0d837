//! Texts: their words, the writing systems of their letters, and how many of their words are to be expected that nobody wrote before.

mod script;
mod unseen_words;
mod words;

pub use script::{Script, scripts};
pub use unseen_words::{TextWords, UnseenWords, UnseenWordsTest};
pub use words::{MOST_WORDS_OF_A_TEXT, NUMBER, each_word};
