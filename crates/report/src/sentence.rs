//! A sentence with its parts: the headline, and what follows it. Whoever writes it says where the headline ends, so that nobody looks for it in the words.

use std::fmt;
use std::ops::{Add, AddAssign, Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};

/// What is said first as one text, with the headline that it begins with. Flattened into the report as `headline` and `sentence`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence {
    text: String,
    headline: usize,
}

impl Sentence {
    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What is said alone, in large letters.
    pub fn headline(&self) -> &str {
        self.text.get(..self.headline).unwrap_or(&self.text)
    }

    /// What follows; empty where the headline is all.
    pub fn rest(&self) -> &str {
        self.text.get(self.headline..).unwrap_or("").trim_start()
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Sentence {
            headline: text.len(),
            text,
        }
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Adds to what follows; to nothing, the headline.
impl AddAssign<&str> for Sentence {
    fn add_assign(&mut self, more: &str) {
        if self.text.is_empty() {
            self.headline = more.len();
        }
        self.text += more;
    }
}

impl Add<&str> for Sentence {
    type Output = Sentence;

    fn add(mut self, more: &str) -> Sentence {
        self += more;
        self
    }
}

impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl PartialEq<&str> for Sentence {
    fn eq(&self, text: &&str) -> bool {
        self.text == *text
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_struct("Sentence", 2)?;
        parts.serialize_field("headline", self.headline())?;
        parts.serialize_field("sentence", &self.text)?;
        parts.end()
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            headline: String,
            sentence: String,
        }
        let parts = Parts::deserialize(deserializer)?;
        Ok(Sentence {
            headline: parts.headline.len().min(parts.sentence.len()),
            text: parts.sentence,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_that_were_written() {
        let mut sentence = Sentence::from("1 of 2 features drifted: no. of rooms.");
        assert_eq!(sentence.rest(), "");
        sentence += " Since monday.";
        assert_eq!(
            sentence.headline(),
            "1 of 2 features drifted: no. of rooms."
        );
        assert_eq!(sentence.rest(), "Since monday.");
        let json = serde_json::to_string(&sentence).unwrap();
        assert_eq!(serde_json::from_str::<Sentence>(&json).unwrap(), sentence);
    }
}
